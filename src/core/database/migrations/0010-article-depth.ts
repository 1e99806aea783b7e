import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class ArticleDepth1763600000010 implements MigrationInterface {
  readonly name = 'ArticleDepth1763600000010';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
