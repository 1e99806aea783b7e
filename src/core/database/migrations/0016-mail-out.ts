import type { MigrationInterface, QueryRunner } from 'typeorm';

/** To be written. */
export class MailOut1763600000016 implements MigrationInterface {
  readonly name = 'MailOut1763600000016';

  async up(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }

  async down(_q: QueryRunner): Promise<void> {
    // Written by its room.
  }
}
