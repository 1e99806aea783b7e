import type { MigrationInterface, QueryRunner } from 'typeorm';
import { accountTable, NETWORK_ID, tenantTable } from '../tenancy.js';

/** Networks, accounts, sessions, the audit log, search and the small tables every module leans on. */
export class Foundation1763600000001 implements MigrationInterface {
  readonly name = 'Foundation1763600000001';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create function app_now() returns timestamptz language sql stable as
      $$ select now() + coalesce(nullif(current_setting('app.clock_shift', true), ''), '0')::interval $$`);
    await networks(q);
    await accounts(q);
    await audit(q);
    await search(q);
    await small(q);
  }

  async down(): Promise<void> {
    throw new Error('The foundation cannot be taken away; restore a backup instead.');
  }
}

async function networks(q: QueryRunner): Promise<void> {
  await q.query(`create table network (
    id uuid primary key,
    slug text not null unique check (slug ~ '^[a-z0-9-]{1,40}$'),
    name text not null,
    model text not null check (model in ('northumberland', 'derbyshire', 'portsmouth', 'house')),
    colour text not null default '#0b5c6b' check (colour ~ '^#[0-9a-f]{6}$'),
    zone text not null default 'Europe/London',
    is_charity boolean not null default false,
    words jsonb not null default '{}',
    modules text[] not null default '{}',
    settings jsonb not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null default app_now())`);
  await q.query(
    `insert into network (id, slug, name, model) values ('00000000-0000-0000-0000-000000000000', '-', 'This deployment', 'house')`,
  );
  await tenantTable(q, 'network', 'id');
  // Names and settings of networks are no member's content: definer functions may look them up by slug.
  await q.query('create policy owner_reads on network to current_user using (true) with check (true)');
}

async function accounts(q: QueryRunner): Promise<void> {
  await q.query(`create table account (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    email_lc text not null unique,
    power_since timestamptz,
    created_at timestamptz not null default app_now())`);
  await accountTable(q, 'account', 'id');
  await q.query(`create table session (
    id uuid primary key default gen_random_uuid(),
    id_hash bytea not null unique,
    account_id uuid not null references account (id) on delete cascade,
    created_at timestamptz not null default app_now(),
    last_seen_at timestamptz not null default app_now(),
    step_up_until timestamptz,
    factor text not null default 'link',
    device text not null default '',
    people jsonb not null default '{}',
    revoked_at timestamptz)`);
  await q.query('create index session_account on session (account_id)');
  await accountTable(q, 'session');
  await q.query(`create table totp (
    account_id uuid primary key references account (id) on delete cascade,
    secret bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    recovery_hashes bytea[] not null default '{}')`);
  await accountTable(q, 'totp');
  await q.query(`create table sign_in_request (
    id uuid primary key,
    token_hash bytea not null unique,
    code_hash bytea not null,
    screen_hash bytea not null,
    pending_hash bytea not null,
    account_id uuid references account (id) on delete cascade,
    email_hmac bytea not null,
    next_path text,
    device text not null default '',
    digit_tries integer not null default 0,
    code_tries integer not null default 0,
    expires_at timestamptz not null,
    created_at timestamptz not null default app_now(),
    consumed_at timestamptz)`);
  for (const column of ['account_id', 'email_hmac', 'pending_hash'])
    await q.query(`create index on sign_in_request (${column}) where consumed_at is null`);
}

async function audit(q: QueryRunner): Promise<void> {
  await q.query(`create table audit_event (
    ${NETWORK_ID},
    seq bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor_id uuid,
    actor_role text,
    via text not null,
    action text not null,
    subject_type text,
    subject_id uuid,
    details jsonb not null default '{}',
    request_id text,
    primary key (network_id, seq))`);
  await q.query('create index audit_event_subject on audit_event (network_id, subject_id, seq)');
  await q.query(`create table audit_seal (
    ${NETWORK_ID}, position bigint not null, seq bigint not null, hash bytea not null,
    primary key (network_id, position), unique (network_id, seq),
    foreign key (network_id, seq) references audit_event (network_id, seq))`);
  await q.query(`create table audit_root (
    ${NETWORK_ID}, day date not null, position bigint not null, hash bytea not null,
    primary key (network_id, day))`);
  await q.query(`create function audit_is_final() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is written once'; end $$`);
  for (const table of ['audit_event', 'audit_seal', 'audit_root']) {
    await tenantTable(q, table);
    await q.query(
      `create trigger final before update or delete on ${table} for each row execute function audit_is_final()`,
    );
    await q.query(`create trigger final_all before truncate on ${table} execute function audit_is_final()`);
  }
}

async function search(q: QueryRunner): Promise<void> {
  await q.query(`create table search_entry (
    network_id uuid not null references network (id),
    kind text not null,
    id uuid not null,
    words tsvector not null,
    primary key (network_id, kind, id))`);
  await q.query('create index search_entry_words on search_entry using gin (words) with (fastupdate = off)');
  // Full-text operators are not leak-proof, so a policy would keep the index from being used: this one table
  // is closed to the runtime role and read by a definer function with the network in its own WHERE.
  await q.query('alter table search_entry enable row level security');
  await q.query(`create function search_find(kinds text[], query text, most integer)
    returns table (kind text, id uuid, rank real) language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
      select e.kind, e.id, ts_rank(e.words, to_tsquery('english', query))
      from search_entry e
      where e.network_id = nullif(current_setting('app.network_id', true), '')::uuid
        and e.kind = any (kinds) and e.words @@ to_tsquery('english', query)
      order by 3 desc, e.id limit most $$`);
  // For lists that are sorted otherwise: what is found, without the work of ranking it.
  await q.query(`create function search_ids(of_kind text, query text) returns setof uuid
    language sql stable rows 100 security definer set search_path = pg_catalog, public, pg_temp as $$
      select e.id from search_entry e where e.network_id = nullif(current_setting('app.network_id', true), '')::uuid
        and e.kind = of_kind and e.words @@ to_tsquery('english', query) $$`);
  await q.query(`create function search_put(entries jsonb) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
      insert into search_entry (network_id, kind, id, words)
      select nullif(current_setting('app.network_id', true), '')::uuid, e->>'kind', (e->>'id')::uuid,
        setweight(to_tsvector('english', coalesce(e->>'title', '')), 'A') || to_tsvector('english', coalesce(e->>'body', ''))
      from jsonb_array_elements(entries) e
      on conflict (network_id, kind, id) do update set words = excluded.words where search_entry.words is distinct from excluded.words $$`);
  await q.query(`create function search_drop(of_kind text, ids uuid[]) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp as $$
      delete from search_entry where network_id = nullif(current_setting('app.network_id', true), '')::uuid
        and kind = of_kind and id = any (ids) $$`);
}

async function small(q: QueryRunner): Promise<void> {
  await q.query(`create table idempotency_key (
    ${NETWORK_ID}, key text not null, actor_id uuid not null, request_hash bytea not null,
    status integer, answer jsonb, created_at timestamptz not null default app_now(),
    primary key (network_id, actor_id, key))`);
  await tenantTable(q, 'idempotency_key');
  await q.query(`create table rate_count (
    key text primary key, points integer not null default 0, expire bigint)`);
}
