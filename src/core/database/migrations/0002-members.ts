import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const ID = `${NETWORK_ID}, id uuid not null, primary key (network_id, id)`;
const within = (column: string, table: string) =>
  `foreign key (network_id, ${column}) references ${table} (network_id, id)`;

/** The member database: organisations, people and what is true of them from one date to another. */
export class Members1763600000002 implements MigrationInterface {
  readonly name = 'Members1763600000002';

  async up(q: QueryRunner): Promise<void> {
    await places(q);
    await bodies(q);
    await facts(q);
    await records(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table import_run, change, size_figure, consent, membership, role, contact_point,
      organisation_theme, coverage, org_identifier, person, organisation, district`);
  }
}

async function places(q: QueryRunner): Promise<void> {
  await q.query(`create table district (${ID},
    gss text check (gss ~ '^[EWSNK][0-9]{8}$'),
    name text not null,
    kind text not null default 'district',
    parent_id uuid,
    position integer not null default 0,
    valid_from date, valid_to date,
    successor_ids uuid[] not null default '{}',
    unique (network_id, name))`);
  await q.query('create unique index district_gss on district (network_id, gss) where gss is not null');
  await tenantTable(q, 'district');
}

async function bodies(q: QueryRunner): Promise<void> {
  await q.query(`create table organisation (${ID},
    reference text not null,
    name text not null,
    sort_name text collate "C" not null,
    known_as text,
    legal_form text,
    description text not null default '',
    website text,
    started_year integer,
    ended_on date, ended_reason text,
    public_precision text not null default 'exact' check (public_precision in ('exact', 'district', 'hidden')),
    listed boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default app_now(),
    updated_at timestamptz not null default app_now(),
    unique (network_id, reference))`);
  await q.query('create index organisation_sorted on organisation (network_id, sort_name, id)');
  await q.query(`create table person (${ID},
    given text not null default '', family text not null default '',
    account_id uuid references account (id),
    preferred_channel text not null default 'email' check (preferred_channel in ('email', 'phone', 'post')),
    language text, access_needs text,
    share boolean not null default false,
    confirmed_at timestamptz,
    version integer not null default 1,
    erased_at timestamptz,
    created_at timestamptz not null default app_now(),
    updated_at timestamptz not null default app_now())`);
  await q.query('create index person_account on person (network_id, account_id)');
  await q.query(`create table org_identifier (${ID},
    organisation_id uuid not null, scheme text not null, value text not null,
    valid_from date, valid_to date, checked_on date,
    ${within('organisation_id', 'organisation')},
    unique (network_id, scheme, value))`);
  await q.query(`create table coverage (
    ${NETWORK_ID}, organisation_id uuid not null, district_id uuid,
    primary_one boolean not null default false,
    scope text not null default 'district',
    unique nulls not distinct (network_id, organisation_id, district_id),
    ${within('organisation_id', 'organisation')}, ${within('district_id', 'district')})`);
  await q.query('create index coverage_district on coverage (network_id, district_id)');
  await q.query(`create table organisation_theme (
    ${NETWORK_ID}, organisation_id uuid not null, theme text not null,
    primary key (network_id, organisation_id, theme),
    ${within('organisation_id', 'organisation')})`);
  for (const table of ['organisation', 'person', 'org_identifier', 'coverage', 'organisation_theme'])
    await tenantTable(q, table);
}

async function facts(q: QueryRunner): Promise<void> {
  // held_since: since when nothing is sent to this address, because of a bounce or a complaint.
  await q.query(`create table contact_point (${ID},
    organisation_id uuid, person_id uuid,
    kind text not null check (kind in ('email', 'phone', 'post', 'web')),
    value text not null, value_key text not null, postcode text, label text,
    held_since timestamptz, held_because text,
    check (num_nonnulls(organisation_id, person_id) = 1),
    unique nulls not distinct (network_id, organisation_id, person_id, kind, label),
    ${within('organisation_id', 'organisation')}, ${within('person_id', 'person')})`);
  await q.query('create index contact_point_value on contact_point (network_id, kind, value_key)');
  await q.query('create index contact_point_person on contact_point (network_id, person_id)');
  await q.query(`create table role (${ID},
    person_id uuid not null, organisation_id uuid, district_id uuid,
    role text not null, title text, main_contact boolean not null default false,
    valid_from date not null, valid_to date,
    granted_by uuid, confirmed_by uuid, takes_effect_at timestamptz,
    ${within('person_id', 'person')}, ${within('organisation_id', 'organisation')}, ${within('district_id', 'district')})`);
  await q.query('create index role_person on role (network_id, person_id)');
  await q.query('create index role_organisation on role (network_id, organisation_id)');
  await q.query(`create unique index role_main_contact on role (network_id, organisation_id)
    where main_contact and valid_to is null`);
  await q.query(`create table membership (${ID},
    organisation_id uuid not null,
    class text not null default 'full',
    state text not null check (state in ('applied', 'active', 'due', 'lapsed', 'left', 'refused')),
    valid_from date not null, valid_to date, reason text, decided_by uuid,
    ${within('organisation_id', 'organisation')})`);
  await q.query('create index membership_organisation on membership (network_id, organisation_id)');
  await q.query(
    `create unique index membership_open on membership (network_id, organisation_id, class) where valid_to is null`,
  );
  await q.query(`create table consent (${ID},
    person_id uuid not null,
    channel text not null default 'email', purpose text not null default 'digest',
    status text not null check (status in ('opted_in', 'opted_out', 'soft_opt_in', 'not_asked')),
    basis text not null check (basis in ('membership', 'consent', 'soft-opt-in')),
    source text not null, evidence text, at timestamptz not null default app_now(),
    ${within('person_id', 'person')})`);
  await q.query('create index consent_latest on consent (network_id, person_id, channel, purpose, at desc)');
  await q.query(`create table size_figure (${ID},
    organisation_id uuid not null, kind text not null, amount numeric not null check (amount >= 0),
    year_end date, source text not null default 'self', noted_on date not null default app_now()::date,
    unique nulls not distinct (network_id, organisation_id, kind, year_end),
    ${within('organisation_id', 'organisation')})`);
  for (const table of ['contact_point', 'role', 'membership', 'consent', 'size_figure'])
    await tenantTable(q, table);
}

async function records(q: QueryRunner): Promise<void> {
  await q.query(`create table change (${ID},
    subject_type text not null, subject_id uuid not null,
    at timestamptz not null default app_now(), actor_id uuid, source text not null,
    field text not null, before text, after text, why text)`);
  await q.query('create index change_subject on change (network_id, subject_id, at desc)');
  await q.query(`create table import_run (${ID},
    at timestamptz not null default app_now(), actor_id uuid, via text not null,
    file_name text not null default '', file_hash text not null, file_bytes bytea,
    mapping jsonb not null default '{}', basis text not null,
    state text not null check (state in ('checked', 'applied', 'refused')),
    members_hash text, counts jsonb not null default '{}')`);
  for (const table of ['change', 'import_run']) await tenantTable(q, table);
}
