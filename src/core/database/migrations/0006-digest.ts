import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Articles, and the editions they go out in. */
export class Digest1763600000006 implements MigrationInterface {
  readonly name = 'Digest1763600000006';

  async up(q: QueryRunner): Promise<void> {
    await articles(q);
    await editions(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table edition_item, edition, article_district, article');
  }
}

async function articles(q: QueryRunner): Promise<void> {
  await q.query(`create table article (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    kind text not null check (kind in ('news', 'funding', 'consultation', 'event', 'training', 'briefing')),
    title text not null,
    summary text not null default '', body text not null default '', what_it_means text not null default '',
    themes text[] not null default '{}',
    closes_on date,
    must_know boolean not null default false,
    links jsonb not null default '[]',
    state text not null default 'draft' check (state in ('draft', 'ready', 'withdrawn')),
    since date not null default app_now()::date,
    author_id uuid,
    import_hash text,
    version integer not null default 1,
    created_at timestamptz not null default app_now(),
    updated_at timestamptz not null default app_now(),
    foreign key (network_id, author_id) references person (network_id, id))`);
  await q.query('create index article_newest on article (network_id, id desc)');
  await q.query('create index article_waiting on article (network_id, state, closes_on)');
  await q.query(
    'create index article_imported on article (network_id, import_hash) where import_hash is not null',
  );
  await q.query(`create table article_district (
    ${NETWORK_ID}, article_id uuid not null, district_id uuid not null,
    primary key (network_id, article_id, district_id),
    foreign key (network_id, article_id) references article (network_id, id),
    foreign key (network_id, district_id) references district (network_id, id))`);
  for (const table of ['article', 'article_district']) await tenantTable(q, table);
}

async function editions(q: QueryRunner): Promise<void> {
  // The key is the ISO week in the network's zone, so that two schedulers, or an hour that comes twice, make one edition.
  await q.query(`create table edition (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    kind text not null default 'digest',
    key text not null,
    week_from date not null, week_to date not null,
    state text not null default 'composing' check (state in ('composing', 'approved', 'sending', 'sent')),
    subject text, intro text not null default '', note text,
    letter_id uuid, pieces jsonb not null default '[]',
    send_after timestamptz, approved_by uuid, approved_at timestamptz, sent_at timestamptz,
    version integer not null default 1,
    created_at timestamptz not null default app_now(),
    check ((state = 'composing') = (letter_id is null)),
    unique (network_id, kind, key),
    foreign key (network_id, letter_id) references letter (network_id, id),
    foreign key (network_id, approved_by) references person (network_id, id))`);
  await q.query(`create table edition_item (
    ${NETWORK_ID}, edition_id uuid not null, key text not null,
    primary key (network_id, edition_id, key),
    position integer not null,
    item jsonb not null,
    title text, summary text,
    left_out boolean not null default false,
    foreign key (network_id, edition_id) references edition (network_id, id))`);
  await q.query('create index edition_item_key on edition_item (network_id, key)');
  for (const table of ['edition', 'edition_item']) await tenantTable(q, table);
}
