import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Who was reached otherwise than by e-mail, lists for telephoning, and short addresses for paper. */
export class Reach1763600000014 implements MigrationInterface {
  readonly name = 'Reach1763600000014';

  async up(q: QueryRunner): Promise<void> {
    await marks(q);
    await telephoning(q);
    await q.query(`create table short_link (
      ${NETWORK_ID}, code text not null, primary key (network_id, code),
      path text not null check (path like '/%'),
      created_at timestamptz not null default app_now(),
      unique (network_id, path))`);
    await tenantTable(q, 'short_link');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table short_link, phone_call, phone_list, reach_mark');
  }
}

async function marks(q: QueryRunner): Promise<void> {
  // What was marked in one press has one batch, so that one press can take it back.
  await q.query(`create table reach_mark (
    ${NETWORK_ID}, edition_id uuid not null, organisation_id uuid not null,
    channel text not null check (channel in ('printed', 'phoned', 'collected')),
    primary key (network_id, edition_id, organisation_id, channel),
    batch uuid not null,
    marked_by uuid, at timestamptz not null default app_now(), note text,
    item_keys text[] not null default '{}',
    foreign key (network_id, edition_id) references edition (network_id, id),
    foreign key (network_id, organisation_id) references organisation (network_id, id),
    foreign key (network_id, marked_by) references person (network_id, id))`);
  await q.query('create index reach_mark_organisation on reach_mark (network_id, organisation_id, at desc)');
  await tenantTable(q, 'reach_mark');
}

/** A volunteer's list works until its last day is over; then names and numbers are forgotten, and results stay. */
async function telephoning(q: QueryRunner): Promise<void> {
  await q.query(`create table phone_list (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    edition_id uuid not null, number integer not null,
    volunteer text, last_day date not null, forgotten_at timestamptz,
    made_by uuid, created_at timestamptz not null default app_now(),
    unique (network_id, edition_id, number),
    foreign key (network_id, edition_id) references edition (network_id, id),
    foreign key (network_id, made_by) references person (network_id, id))`);
  await q.query(
    'create index phone_list_due on phone_list (network_id, last_day) where forgotten_at is null',
  );
  await q.query(`create table phone_call (
    ${NETWORK_ID}, list_id uuid not null, organisation_id uuid not null, edition_id uuid not null,
    primary key (network_id, edition_id, organisation_id),
    position integer not null,
    person_id uuid, contact text, telephone text,
    result text check (result in ('reached', 'message', 'no-answer', 'wrong-number')),
    at timestamptz,
    foreign key (network_id, list_id) references phone_list (network_id, id),
    foreign key (network_id, edition_id) references edition (network_id, id),
    foreign key (network_id, organisation_id) references organisation (network_id, id),
    foreign key (network_id, person_id) references person (network_id, id))`);
  await q.query('create index phone_call_list on phone_call (network_id, list_id, position)');
  await q.query('create index phone_call_person on phone_call (network_id, person_id)');
  await q.query('create index phone_call_organisation on phone_call (network_id, organisation_id)');
  for (const table of ['phone_list', 'phone_call']) await tenantTable(q, table);
}
