import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const KINDS = `'digest', 'daily', 'immediate', 'monthly', 'newsletter', 'urgent', 'correction'`;

/** Kinds of edition, what has run by itself, and what urgent briefings still owe to people. */
export class Kinds1763600000012 implements MigrationInterface {
  readonly name = 'Kinds1763600000012';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table edition
      add column about_id uuid,
      add column audience jsonb not null default '{}',
      add constraint edition_kind check (kind in (${KINDS})),
      add constraint edition_about_kind check ((kind = 'correction') = (about_id is not null)),
      add constraint edition_about foreign key (network_id, about_id) references edition (network_id, id)`);
    await q.query('create index edition_latest on edition (network_id, week_from desc, id desc)');
    await q.query(
      'create index edition_corrections on edition (network_id, about_id) where about_id is not null',
    );
    await q.query(
      'create index edition_letter on edition (network_id, letter_id) where letter_id is not null',
    );
    // The key of whatever runs by itself, so that two schedulers, or an hour that comes twice, run it once.
    await q.query(`create table edition_run (
      ${NETWORK_ID}, kind text not null check (kind in ('daily', 'immediate', 'monthly')), key text not null,
      at timestamptz not null default app_now(),
      primary key (network_id, kind, key))`);
    // The letter goes when its edition is stopped, and what it owed counts no more.
    await q.query(`create table briefing_owed (
      ${NETWORK_ID}, letter_id uuid not null, person_id uuid not null, item_key text not null,
      primary key (network_id, letter_id, person_id),
      foreign key (network_id, letter_id) references letter (network_id, id),
      foreign key (network_id, person_id) references person (network_id, id))`);
    await q.query('create index briefing_owed_person on briefing_owed (network_id, person_id)');
    for (const table of ['edition_run', 'briefing_owed']) await tenantTable(q, table);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table briefing_owed, edition_run');
    await q.query('drop index edition_letter, edition_corrections, edition_latest');
    await q.query(`alter table edition drop constraint edition_about, drop constraint edition_about_kind,
      drop constraint edition_kind, drop column audience, drop column about_id`);
  }
}
