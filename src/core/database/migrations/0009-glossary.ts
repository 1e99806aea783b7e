import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** The short forms of each network: what they stand for, and those that nobody needs to be told. */
export class Glossary1763600000009 implements MigrationInterface {
  readonly name = 'Glossary1763600000009';

  async up(q: QueryRunner): Promise<void> {
    // One short form may stand twice, with two meanings; then the writer of a text chooses.
    await q.query(`create table term (
      ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
      short text not null check (short <> '' and short !~ '\\s'),
      long text not null check (long <> ''),
      meaning text not null default '', used_for text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default app_now(),
      updated_at timestamptz not null default app_now(),
      unique (network_id, short, long))`);
    await q.query(`create table excused_capital (
      ${NETWORK_ID}, word text not null check (word <> ''), primary key (network_id, word),
      created_at timestamptz not null default app_now())`);
    // Says that a network has been given its starting terms, so that one taken out does not come back.
    await q.query(`create table glossary (
      ${NETWORK_ID}, primary key (network_id),
      begun_at timestamptz not null default app_now())`);
    for (const table of ['term', 'excused_capital', 'glossary']) await tenantTable(q, table);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table glossary, excused_capital, term');
  }
}
