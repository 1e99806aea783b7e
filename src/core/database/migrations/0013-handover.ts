import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const PERSON = (column: string) => `foreign key (network_id, ${column}) references person (network_id, id)`;
const EDITION = 'foreign key (network_id, edition_id) references edition (network_id, id)';

/** A second person's approval, editions whose time passed unnoticed, and weeks in which a deputy looks after the digest. */
export class Handover1763600000013 implements MigrationInterface {
  readonly name = 'Handover1763600000013';

  async up(q: QueryRunner): Promise<void> {
    // A letter nobody has begun by then is not begun without a person's word.
    await q.query('alter table letter add column latest timestamptz, add column begun_at timestamptz');
    await q.query(
      'create index letter_to_begin on letter (network_id, send_after) where latest is not null and begun_at is null',
    );
    await q.query('alter table edition add column missed_at timestamptz');
    await approvals(q);
    await handovers(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table handover_notice, handover, deputy, edition_approval');
    await q.query('alter table edition drop column missed_at');
    await q.query('drop index letter_to_begin');
    await q.query('alter table letter drop column latest, drop column begun_at');
  }
}

/** Approvals where two people are wanted; one of an edition holds at a time, and it holds for one version only. */
async function approvals(q: QueryRunner): Promise<void> {
  await q.query(`create table edition_approval (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    edition_id uuid not null,
    version integer not null,
    keep boolean not null default false,
    send_after timestamptz,
    first_by uuid not null, first_at timestamptz not null default app_now(),
    second_by uuid, second_at timestamptz,
    voided_at timestamptz, voided_because text,
    check (second_by is distinct from first_by), check ((second_by is null) = (second_at is null)),
    ${EDITION}, ${PERSON('first_by')}, ${PERSON('second_by')})`);
  await q.query(
    'create unique index edition_approval_holds on edition_approval (network_id, edition_id) where voided_at is null',
  );
  await tenantTable(q, 'edition_approval');
}

async function handovers(q: QueryRunner): Promise<void> {
  await q.query(`create table deputy (
    ${NETWORK_ID}, primary key (network_id),
    person_id uuid not null, named_by uuid not null, named_at timestamptz not null default app_now(),
    ${PERSON('person_id')}, ${PERSON('named_by')})`);
  await q.query(`create table handover (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    away_id uuid not null, deputy_id uuid not null check (deputy_id <> away_id),
    from_on date not null, to_on date not null check (to_on >= from_on),
    made_at timestamptz not null default app_now(), ended_at timestamptz,
    ${PERSON('away_id')}, ${PERSON('deputy_id')})`);
  await q.query('create index handover_days on handover (network_id, from_on, to_on)');
  // One row for an edition, whoever sweeps: the deputy is told once.
  await q.query(`create table handover_notice (
    ${NETWORK_ID}, edition_id uuid not null, primary key (network_id, edition_id),
    handover_id uuid not null,
    outcome text not null check (outcome in ('approved', 'asked', 'nothing', 'missed')),
    why text,
    due_at timestamptz not null, told_at timestamptz not null default app_now(),
    stopped_at timestamptz, stopped_by uuid,
    ${EDITION}, ${PERSON('stopped_by')},
    foreign key (network_id, handover_id) references handover (network_id, id))`);
  for (const table of ['deputy', 'handover', 'handover_notice']) await tenantTable(q, table);
}
