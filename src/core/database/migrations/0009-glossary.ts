import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Glossary1763600000009 implements MigrationInterface {
  readonly name = 'Glossary1763600000009';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
