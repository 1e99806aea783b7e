import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Reading1763600000007 implements MigrationInterface {
  readonly name = 'Reading1763600000007';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
