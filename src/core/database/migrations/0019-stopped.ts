import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody stopped an edition or sent it back, so that nothing but a person approves it again. */
export class Stopped1763600000019 implements MigrationInterface {
  readonly name = 'Stopped1763600000019';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table edition add column stopped_at timestamptz');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table edition drop column stopped_at');
  }
}
