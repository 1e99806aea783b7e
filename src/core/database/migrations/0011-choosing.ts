import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** A network's own order of the rules of choosing, what an edition would come to, and copies of text only. */
export class Choosing1763600000011 implements MigrationInterface {
  readonly name = 'Choosing1763600000011';

  async up(q: QueryRunner): Promise<void> {
    // No rows mean the usual order; a rule that is not named here stands where it usually does.
    await q.query(`create table choosing_rule (
      ${NETWORK_ID}, name text not null, primary key (network_id, name),
      position integer not null,
      is_on boolean not null default true)`);
    // One for each edition, and only a copy: it may be deleted at any time and is worked out anew.
    await q.query(`create table dry_run (
      ${NETWORK_ID}, edition_id uuid not null, primary key (network_id, edition_id),
      stamp jsonb not null,
      outcome jsonb not null,
      made_at timestamptz not null default app_now(),
      foreign key (network_id, edition_id) references edition (network_id, id) on delete cascade)`);
    for (const table of ['choosing_rule', 'dry_run']) await tenantTable(q, table);
    await q.query(
      `alter table delivery add column form text not null default 'both' check (form in ('both', 'text'))`,
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table delivery drop column form');
    await q.query('drop table dry_run, choosing_rule');
  }
}
