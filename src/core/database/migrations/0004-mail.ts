import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Letters, their pieces, and one delivery for each mailbox: the ledger that says who was sent what. */
export class Mail1763600000004 implements MigrationInterface {
  readonly name = 'Mail1763600000004';

  async up(q: QueryRunner): Promise<void> {
    await letters(q);
    await deliveries(q);
    await q.query(`create function networks_with_due_mail() returns table (network_id uuid, due_at timestamptz)
      language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare n uuid; before text := current_setting('app.network_id', true); oldest timestamptz;
      begin
        for n in select id from network loop
          perform set_config('app.network_id', n::text, true);
          select min(d.next_at) into oldest from delivery d join letter l on l.network_id = d.network_id and l.id = d.letter_id
            where d.state = 'pending' and d.next_at <= app_now() and l.state = 'open' and l.send_after <= app_now();
          if oldest is null then
            select min(d.lease_until) into oldest from delivery d
              where d.state in ('sending', 'committed') and d.lease_until <= clock_timestamp();
          end if;
          if oldest is not null then network_id := n; due_at := oldest; return next; end if;
        end loop;
        perform set_config('app.network_id', coalesce(before, ''), true);
      end $$`);
    await note(q);
    await q.query(`create function networks_with_uncertain_mail(settle_seconds integer) returns table (network_id uuid)
      language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
      declare n uuid; before text := current_setting('app.network_id', true);
      begin
        for n in select id from network loop
          perform set_config('app.network_id', n::text, true);
          if exists (select 1 from delivery where state = 'uncertain'
              and committed_at <= clock_timestamp() - make_interval(secs => settle_seconds)) then
            network_id := n; return next;
          end if;
        end loop;
        perform set_config('app.network_id', coalesce(before, ''), true);
      end $$`);
    await q.query(`create table caught_message (
      id uuid primary key, at timestamptz not null default clock_timestamp(), mail_from text not null, rcpt_to text not null,
      subject text not null default '', message_id text not null default '', bytes bytea not null)`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function networks_with_due_mail, networks_with_uncertain_mail, delivery_note');
    await q.query('drop table caught_message, suppression, delivery_reader, delivery, letter_piece, letter');
  }
}

async function letters(q: QueryRunner): Promise<void> {
  await q.query(`create table letter (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    kind text not null,
    list text,
    subject text not null,
    from_name text not null, from_local text not null,
    reply_to text,
    state text not null default 'open' check (state in ('open', 'paused', 'cancelled')),
    resend text not null default 'ask' check (resend in ('never', 'ask', 'resend')),
    send_after timestamptz not null,
    frozen_at timestamptz not null default app_now(),
    mark text not null,
    frame jsonb not null default '{}',
    paused_because text,
    language text not null default 'en-GB')`);
  await q.query(`create table letter_piece (
    ${NETWORK_ID}, letter_id uuid not null, number integer not null, text text not null, html text not null,
    primary key (network_id, letter_id, number),
    foreign key (network_id, letter_id) references letter (network_id, id))`);
  for (const table of ['letter', 'letter_piece']) await tenantTable(q, table);
}

async function deliveries(q: QueryRunner): Promise<void> {
  await q.query(`create table delivery (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    letter_id uuid not null,
    person_id uuid,
    to_name text not null default '', address text, address_lc text,
    state text not null check (state in ('pending', 'sending', 'committed', 'uncertain', 'sent', 'refused', 'skipped', 'held')),
    reason text,
    attempts integer not null default 0,
    next_at timestamptz not null,
    lease_token uuid, lease_until timestamptz, committed_at timestamptz, finished_at timestamptz,
    message_id text not null,
    pieces integer[] not null, holes jsonb not null default '{}',
    body_sha256 bytea, relay_reply text,
    check (address is not null or state in ('held', 'skipped')),
    foreign key (network_id, letter_id) references letter (network_id, id)) with (fillfactor = 70)`);
  await q.query(
    'create unique index delivery_person on delivery (network_id, letter_id, person_id) where person_id is not null',
  );
  await q.query(
    'create unique index delivery_mailbox on delivery (network_id, letter_id, address_lc) where address_lc is not null',
  );
  // One index for whatever is not final: every change of state writes to every index of its row.
  await q.query(`create index delivery_open on delivery (network_id, state, next_at, id)
    where state in ('pending', 'sending', 'committed', 'uncertain')`);
  await q.query(`create table delivery_reader (
    ${NETWORK_ID}, letter_id uuid not null, delivery_id uuid not null, person_id uuid not null,
    primary key (network_id, letter_id, person_id),
    foreign key (network_id, delivery_id) references delivery (network_id, id))`);
  await q.query('create index delivery_reader_delivery on delivery_reader (network_id, delivery_id)');
  await q.query('create index delivery_reader_person on delivery_reader (network_id, person_id)');
  await q.query(`create table suppression (
    ${NETWORK_ID}, address_hmac bytea not null, reason text not null, at timestamptz not null default app_now(),
    primary key (network_id, address_hmac))`);
  for (const table of ['delivery', 'delivery_reader', 'suppression']) await tenantTable(q, table);
}

/**
 * Gates and results of the messages in flight in one round trip and one commit. Runs as its caller, so the
 * policy holds; it only sets the network first, as the transaction of a request would. A handful of rows must be
 * looked up by key: a plan kept from when the table was small would read a whole network, and without the empty
 * text behind the state the planner would walk through all that is left of the index of open deliveries.
 */
async function note(q: QueryRunner): Promise<void> {
  await q.query(`create function delivery_note(of_network uuid, answer_seconds integer, gate_ids uuid[], gate_tokens uuid[], gate_hashes bytea[],
      ids uuid[], tokens uuid[], states text[], replies text[], reasons text[], waits integer[]) returns setof uuid
    language plpgsql volatile set search_path = pg_catalog, public, pg_temp
      set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    begin
      perform set_config('app.network_id', of_network::text, true);
      if cardinality(ids) > 0 then
        update delivery d set state = r.state, relay_reply = coalesce(r.reply, d.relay_reply), reason = r.reason,
          next_at = case when r.state = 'pending' then app_now() + make_interval(secs => r.wait) else d.next_at end,
          finished_at = case when r.state in ('sent', 'refused', 'held', 'skipped') then app_now() end,
          lease_token = null, lease_until = null
        from unnest(ids, tokens, states, replies, reasons, waits) as r (id, token, state, reply, reason, wait)
        where d.network_id = of_network and d.id = r.id and d.lease_token = r.token and d.state || '' in ('sending', 'committed', 'uncertain');
      end if;
      return query
        update delivery d set state = 'committed', committed_at = clock_timestamp(), body_sha256 = g.hash,
          lease_until = greatest(d.lease_until, clock_timestamp() + make_interval(secs => answer_seconds))
        from unnest(gate_ids, gate_tokens, gate_hashes) as g (id, token, hash)
        where d.network_id = of_network and d.id = g.id and d.lease_token = g.token and d.state || '' = 'sending'
          and d.lease_until > clock_timestamp()
        returning d.id;
    end $$`);
}
