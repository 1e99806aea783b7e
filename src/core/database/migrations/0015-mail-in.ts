import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const DEFINER = 'language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp';
const ID = `${NETWORK_ID}, id uuid not null, primary key (network_id, id)`;

/** What comes in by mail: the messages themselves, what they say of our addresses, and the inbox. */
export class MailIn1763600000015 implements MigrationInterface {
  readonly name = 'MailIn1763600000015';

  async up(q: QueryRunner): Promise<void> {
    await incoming(q);
    await bounces(q);
    await inbox(q);
    await letters(q);
    await findings(q);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function networks_with_mail_in, incoming_home');
    await q.query('drop trigger bounce_of_refusal on delivery');
    await q.query('drop function bounce_of_refusal');
    await q.query('drop index delivery_message, letter_paused');
    await q.query('alter table letter drop column automatic, drop column thread');
    await q.query(
      'drop table auto_reply, inbox_message, inbox_thread, bounce, mail_trouble, incoming_message',
    );
  }
}

async function incoming(q: QueryRunner): Promise<void> {
  // The same bytes for the same address are the same message, however often a mail server hands them over.
  await q.query(`create table incoming_message (${ID},
    at timestamptz not null default app_now(),
    mail_from text not null, rcpt_to text not null,
    via text not null check (via in ('smtp', 'pipe')), remote text,
    sha256 bytea not null, size integer not null, bytes bytea,
    state text not null default 'new' check (state in ('new', 'done', 'broken')),
    tries integer not null default 0, next_at timestamptz not null default app_now(),
    kind text, outcome text, delivery_id uuid, person_id uuid, done_at timestamptz,
    unique (network_id, rcpt_to, sha256))`);
  await q.query(
    `create index incoming_message_new on incoming_message (network_id, next_at) where state = 'new'`,
  );
  await q.query('create index incoming_message_newest on incoming_message (network_id, at desc)');
  await tenantTable(q, 'incoming_message');
}

async function bounces(q: QueryRunner): Promise<void> {
  // What a person has to look at: an address that fails, a complaint, an outage of our own. One open row for each.
  await q.query(`create table mail_trouble (${ID},
    kind text not null check (kind in ('telephone', 'complaint', 'complaint-rate', 'outage', 'brake')),
    key text not null,
    person_id uuid, address text, letter_id uuid, list text,
    words text not null default '', number integer not null default 1,
    first_at timestamptz not null default app_now(), last_at timestamptz not null default app_now(),
    told_at timestamptz, done_at timestamptz, done_by uuid, decision text)`);
  await q.query(
    'create unique index mail_trouble_open on mail_trouble (network_id, kind, key) where done_at is null',
  );
  await q.query('create index mail_trouble_newest on mail_trouble (network_id, last_at desc)');
  // Scored an hour after it came, when it is clear that it was not our own outage.
  await q.query(`create table bounce (${ID},
    delivery_id uuid not null,
    kind text not null default 'bounce' check (kind in ('bounce', 'complaint')),
    source text not null check (source in ('smtp', 'dsn', 'text', 'arf')),
    how text check (how in ('hard', 'soft')),
    status text, diagnostic text not null default '', relay text not null default '',
    address_lc text not null,
    at timestamptz not null default app_now(),
    state text not null default 'waiting' check (state in ('waiting', 'scored', 'suspended', 'dropped')),
    scored_at timestamptz, trouble_id uuid,
    unique (network_id, delivery_id, kind),
    foreign key (network_id, delivery_id) references delivery (network_id, id),
    foreign key (network_id, trouble_id) references mail_trouble (network_id, id))`);
  await q.query(`create index bounce_waiting on bounce (network_id, at) where state = 'waiting'`);
  await q.query('create index bounce_address on bounce (network_id, address_lc, at)');
  await q.query(
    'create index bounce_trouble on bounce (network_id, trouble_id) where trouble_id is not null',
  );
  for (const table of ['mail_trouble', 'bounce']) await tenantTable(q, table);
  // In the commit of the refusal itself, so that no crash can come between.
  await q.query(`create function bounce_of_refusal() returns trigger language plpgsql
    set search_path = pg_catalog, public, pg_temp as $$
    begin
      insert into bounce (network_id, id, delivery_id, source, diagnostic, address_lc)
      values (new.network_id, gen_random_uuid(), new.id, 'smtp', left(coalesce(new.reason, new.relay_reply, ''), 500), new.address_lc)
      on conflict (network_id, delivery_id, kind) do update
        set source = 'smtp', how = null, diagnostic = excluded.diagnostic, at = app_now(), state = 'waiting'
        where bounce.state = 'dropped';
      return null;
    end $$`);
  await q.query(`create trigger bounce_of_refusal after update of state on delivery for each row
    when (new.state = 'refused' and old.state is distinct from new.state and new.address_lc is not null)
    execute function bounce_of_refusal()`);
}

async function inbox(q: QueryRunner): Promise<void> {
  await q.query(`create table inbox_thread (${ID},
    subject text not null default '',
    from_name text not null default '', from_address text not null default '',
    person_id uuid, verified boolean not null default false,
    letter_id uuid,
    folded text check (folded in ('spam', 'automatic')),
    state text not null default 'new' check (state in ('new', 'read', 'done')),
    assigned_to uuid,
    first_at timestamptz not null default app_now(), last_at timestamptz not null default app_now())`);
  await q.query('create index inbox_thread_newest on inbox_thread (network_id, folded, state, last_at desc)');
  await q.query('create index inbox_thread_person on inbox_thread (network_id, person_id)');
  await q.query(`create table inbox_message (${ID},
    thread_id uuid not null,
    way text not null check (way in ('in', 'out')),
    at timestamptz not null default app_now(),
    message_id text not null default '', refs text[] not null default '{}',
    from_name text not null default '', from_address text not null default '',
    subject text not null default '', text text not null default '', had_html boolean not null default false,
    attachments jsonb not null default '[]',
    incoming_id uuid, sha256 bytea, delivery_id uuid, written_by uuid,
    unique (network_id, sha256),
    foreign key (network_id, thread_id) references inbox_thread (network_id, id) on delete cascade)`);
  await q.query('create index inbox_message_thread on inbox_message (network_id, thread_id, at)');
  await q.query('create index inbox_message_ids on inbox_message (network_id, message_id)');
  // One automatic reply to a sender about a list in a day (RFC 3834 section 2).
  await q.query(`create table auto_reply (
    ${NETWORK_ID}, address_hmac bytea not null, list text not null, day date not null,
    primary key (network_id, address_hmac, list, day))`);
  for (const table of ['inbox_thread', 'inbox_message', 'auto_reply']) await tenantTable(q, table);
}

async function letters(q: QueryRunner): Promise<void> {
  await q.query(`alter table letter
    add column automatic text not null default 'auto-generated' check (automatic in ('auto-generated', 'auto-replied', 'no')),
    add column thread text[] not null default '{}'`);
  await q.query(`create index letter_paused on letter (network_id, id) where state = 'paused'`);
  // A hash of four bytes: what is found is compared in full.
  await q.query('create index delivery_message on delivery (network_id, hashtext(message_id))');
}

async function findings(q: QueryRunner): Promise<void> {
  await q.query(`create function networks_with_mail_in(brake text) returns setof uuid ${DEFINER} as $$
    declare n uuid; before text := current_setting('app.network_id', true);
    begin
      for n in select id from network loop
        perform set_config('app.network_id', n::text, true);
        if exists (select 1 from incoming_message where state = 'new' and next_at <= app_now())
            or exists (select 1 from bounce where state = 'waiting')
            or exists (select 1 from letter l where l.state = 'paused' and l.paused_because = brake
              and not exists (select 1 from mail_trouble t where t.letter_id = l.id and t.kind = 'brake' and t.done_at is null)) then
          return next n;
        end if;
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
    end $$`);
  // Whose a message is that came to an address all networks share: the network whose letter it answers (sure), or
  // those that know its sender.
  await q.query(`create function incoming_home(ids text[], sender text) returns table (network_id uuid, sure boolean) ${DEFINER} as $$
    declare n uuid; before text := current_setting('app.network_id', true);
    begin
      for n in select id from network where model <> 'house' loop
        perform set_config('app.network_id', n::text, true);
        network_id := n;
        sure := exists (select 1 from delivery d where hashtext(d.message_id) = any (array(select hashtext(i) from unnest(ids) i)) and d.message_id = any (ids))
          or exists (select 1 from inbox_message m where m.message_id = any (ids));
        if sure or exists (select 1 from contact_point c where c.kind = 'email' and c.value_key = sender) then return next; end if;
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
    end $$`);
}
