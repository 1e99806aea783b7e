import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Files1763600000008 implements MigrationInterface {
  readonly name = 'Files1763600000008';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
