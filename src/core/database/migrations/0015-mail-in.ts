import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class MailIn1763600000015 implements MigrationInterface {
  readonly name = 'MailIn1763600000015';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
