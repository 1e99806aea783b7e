import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Archive1763600000017 implements MigrationInterface {
  readonly name = 'Archive1763600000017';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
