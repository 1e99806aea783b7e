import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class Reach1763600000014 implements MigrationInterface {
  readonly name = 'Reach1763600000014';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
