import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Choosing1763600000011 implements MigrationInterface {
  readonly name = 'Choosing1763600000011';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
