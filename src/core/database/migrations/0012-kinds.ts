import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Kinds1763600000012 implements MigrationInterface {
  readonly name = 'Kinds1763600000012';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
