import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the relay offered when it last greeted us, for the processes that never speak to it themselves. */
export class MailOut1763600000016 implements MigrationInterface {
  readonly name = 'MailOut1763600000016';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table relay_offer (
      id boolean primary key default true check (id),
      smtputf8 boolean not null,
      seen_at timestamptz not null default clock_timestamp())`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table relay_offer');
  }
}
