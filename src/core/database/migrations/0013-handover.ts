import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Handover1763600000013 implements MigrationInterface {
  readonly name = 'Handover1763600000013';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
