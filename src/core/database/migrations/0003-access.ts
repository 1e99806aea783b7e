import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const DEFINER = 'security definer set search_path = pg_catalog, public';

/** The few doors through which the guard and the sign-in pages reach accounts before any network is set. */
export class Access1763600000003 implements MigrationInterface {
  readonly name = 'Access1763600000003';

  async up(q: QueryRunner): Promise<void> {
    await tokens(q);
    await actors(q);
    await signIn(q);
    await networks(q);
  }

  async down(): Promise<void> {
    throw new Error('Access cannot be taken away; restore a backup instead.');
  }
}

async function tokens(q: QueryRunner): Promise<void> {
  await q.query(`create table api_token (
    ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
    person_id uuid not null, name text not null, token_hash bytea not null,
    expires_at timestamptz not null, last_used_at timestamptz, revoked_at timestamptz,
    created_at timestamptz not null default app_now(),
    unique (network_id, token_hash),
    foreign key (network_id, person_id) references person (network_id, id))`);
  await tenantTable(q, 'api_token');
}

/**
 * Everything the guard needs in one round trip. The network is set for a function's own reads only and put
 * back by hand: a SET clause on a function would need a superuser.
 */
async function actors(q: QueryRunner): Promise<void> {
  await q.query(`create function people_of(of_network uuid, of_account uuid, of_person uuid) returns jsonb
    language plpgsql volatile ${DEFINER} as $$
    declare found jsonb; before text := current_setting('app.network_id', true);
    begin
      perform set_config('app.network_id', of_network::text, true);
      select jsonb_agg(jsonb_build_object('id', p.id, 'accountId', p.account_id, 'name', trim(p.given || ' ' || p.family), 'roles', coalesce((
          select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'districtId', r.district_id))
          from role r where r.person_id = p.id and r.valid_from <= app_now()::date
            and (r.valid_to is null or r.valid_to > app_now()::date)
            and (r.takes_effect_at is null or r.takes_effect_at <= app_now())), '[]')) order by p.created_at, p.id)
        into found
        from person p where p.erased_at is null and (p.id = of_person or (of_person is null and p.account_id = of_account));
      perform set_config('app.network_id', coalesce(before, ''), true);
      return coalesce(found, '[]');
    end $$`);
  await q.query(`create function network_facts(n network) returns jsonb language sql stable set search_path = pg_catalog, public as $$
    select jsonb_build_object('id', n.id, 'slug', n.slug, 'name', n.name, 'model', n.model, 'colour', n.colour,
      'zone', n.zone, 'isCharity', n.is_charity, 'words', n.words, 'modules', n.modules, 'settings', n.settings, 'version', n.version) $$`);
  await q.query(`create function access_by_session(session_hash bytea, of_slug text) returns jsonb
    language plpgsql volatile ${DEFINER} as $$
    declare n network; s session; a account;
    begin
      select * into n from network where slug = of_slug and slug <> '-';
      update session set last_seen_at = app_now()
        where id_hash = session_hash and revoked_at is null and last_seen_at < app_now() - interval '1 minute';
      select * into s from session where id_hash = session_hash and revoked_at is null;
      select * into a from account where id = s.account_id;
      return jsonb_build_object('network', case when n.id is null then null else network_facts(n) end,
        'session', case when s.id is null then null else jsonb_build_object('id', s.id, 'accountId', s.account_id, 'email', a.email,
          'powerSince', a.power_since, 'createdAt', s.created_at, 'lastSeenAt', s.last_seen_at, 'stepUpUntil', s.step_up_until,
          'factor', s.factor, 'people', s.people, 'hasTotp', exists (select 1 from totp t where t.account_id = a.id and t.confirmed_at is not null)) end,
        'people', case when n.id is null or s.id is null then '[]'::jsonb else people_of(n.id, s.account_id, null) end);
    end $$`);
  await q.query(`create function access_by_token(of_hash bytea, of_slug text) returns jsonb
    language plpgsql volatile ${DEFINER} as $$
    declare n network; t api_token; before text := current_setting('app.network_id', true);
    begin
      select * into n from network where slug = of_slug and slug <> '-';
      perform set_config('app.network_id', coalesce(n.id::text, ''), true);
      update api_token set last_used_at = app_now() where token_hash = of_hash and revoked_at is null and expires_at > app_now()
        returning * into t;
      perform set_config('app.network_id', coalesce(before, ''), true);
      return jsonb_build_object('network', case when n.id is null then null else network_facts(n) end, 'tokenId', t.id,
        'people', case when t.id is null then '[]'::jsonb else people_of(n.id, null, t.person_id) end);
    end $$`);
}

async function signIn(q: QueryRunner): Promise<void> {
  await q.query(`create function account_ensure(of_email text) returns uuid language sql ${DEFINER} as $$
    insert into account (email, email_lc) values (of_email, lower(of_email))
    on conflict (email_lc) do update set email_lc = excluded.email_lc returning id $$`);
  await q.query(`create function sign_in_ask(request jsonb) returns jsonb language plpgsql ${DEFINER} as $$
    declare a account;
    begin
      select * into a from account where email_lc = lower(request->>'email');
      insert into sign_in_request (id, token_hash, code_hash, pending_hash, account_id, email_hmac, next_path, device, expires_at)
      values ((request->>'id')::uuid, decode(request->>'tokenHash', 'hex'), decode(request->>'codeHash', 'hex'),
        decode(request->>'pendingHash', 'hex'), a.id, decode(request->>'emailHmac', 'hex'), request->>'nextPath',
        coalesce(request->>'device', ''), app_now() + interval '10 minutes');
      return jsonb_build_object('accountId', a.id);
    end $$`);
  await q.query(`create function sign_in_look(of_token bytea) returns jsonb language sql stable ${DEFINER} as $$
    select jsonb_build_object('id', r.id, 'email', a.email, 'device', r.device, 'attempts', r.attempts, 'nextPath', r.next_path,
      'live', r.consumed_at is null and r.expires_at > app_now(), 'consumedAt', r.consumed_at,
      'pendingHash', encode(r.pending_hash, 'hex'), 'codeHash', encode(r.code_hash, 'hex'), 'accountId', r.account_id)
    from sign_in_request r left join account a on a.id = r.account_id where r.token_hash = of_token $$`);
  await q.query(`create function sign_in_look_pending(of_pending bytea) returns jsonb language sql stable ${DEFINER} as $$
    select jsonb_build_object('id', r.id, 'attempts', r.attempts, 'nextPath', r.next_path,
      'live', r.consumed_at is null and r.expires_at > app_now(), 'codeHash', encode(r.code_hash, 'hex'), 'accountId', r.account_id)
    from sign_in_request r where r.pending_hash = of_pending order by r.created_at desc limit 1 $$`);
  await q.query(`create function sign_in_try(of_id uuid) returns integer language sql ${DEFINER} as $$
    update sign_in_request set attempts = attempts + 1 where id = of_id returning attempts $$`);
  await q.query(`create function sign_in_take(of_id uuid, session_hash bytea, of_device text) returns jsonb
    language plpgsql ${DEFINER} as $$
    declare r sign_in_request; s session;
    begin
      update sign_in_request set consumed_at = app_now()
        where id = of_id and consumed_at is null and expires_at > app_now() and account_id is not null returning * into r;
      if r.id is null then
        -- The same browser pressing twice within 30 seconds lands in the session it already has.
        select s2.* into s from session s2 join sign_in_request r2 on r2.id = of_id and r2.account_id = s2.account_id
          where s2.id_hash = session_hash and s2.revoked_at is null and r2.consumed_at > app_now() - interval '30 seconds';
        return case when s.id is null then null else jsonb_build_object('accountId', s.account_id, 'again', true) end;
      end if;
      update sign_in_request set consumed_at = app_now() where account_id = r.account_id and consumed_at is null;
      insert into session (id_hash, account_id, device, created_at, last_seen_at) values (session_hash, r.account_id, of_device, app_now(), app_now());
      return jsonb_build_object('accountId', r.account_id, 'nextPath', r.next_path, 'again', false);
    end $$`);
  await q.query(`create function session_new_hash(old_hash bytea, new_hash bytea, until timestamptz, of_factor text) returns void
    language sql ${DEFINER} as $$
    update session set id_hash = new_hash, step_up_until = until, factor = of_factor where id_hash = old_hash and revoked_at is null $$`);
  await q.query(`create function session_choose(of_hash bytea, of_network uuid, of_person uuid) returns void language sql ${DEFINER} as $$
    update session set people = people || jsonb_build_object(of_network::text, of_person) where id_hash = of_hash $$`);
  await q.query(`create function session_end(of_hash bytea) returns void language sql ${DEFINER} as $$
    update session set revoked_at = app_now() where id_hash = of_hash and revoked_at is null $$`);
  await q.query(`create function sessions_end_of(of_account uuid) returns void language sql ${DEFINER} as $$
    update session set revoked_at = app_now() where account_id = of_account and revoked_at is null $$`);
  await q.query(`create function account_power(of_account uuid, at timestamptz) returns void language sql ${DEFINER} as $$
    update account set power_since = case when at is null then null else coalesce(power_since, at) end where id = of_account $$`);
  await q.query(`create function access_forget() returns void language sql ${DEFINER} as $$
    delete from sign_in_request where created_at < app_now() - interval '24 hours';
    delete from session where coalesce(revoked_at, last_seen_at) < app_now() - interval '30 days' $$`);
}

async function networks(q: QueryRunner): Promise<void> {
  await q.query(`create function network_find(of_slug text) returns jsonb language sql stable ${DEFINER} as $$
    select network_facts(n) from network n where slug = of_slug and slug <> '-' $$`);
  await q.query(`create function network_all() returns table (id uuid, slug text, name text) language sql stable ${DEFINER} as $$
    select id, slug, name from network where slug <> '-' order by slug $$`);
  await q.query(`create function network_make(facts jsonb) returns uuid language sql ${DEFINER} as $$
    insert into network (id, slug, name, model, colour, zone, is_charity, words, modules, settings)
    values ((facts->>'id')::uuid, facts->>'slug', facts->>'name', facts->>'model', coalesce(facts->>'colour', '#0b5c6b'),
      coalesce(facts->>'zone', 'Europe/London'), coalesce((facts->>'isCharity')::boolean, false), coalesce(facts->'words', '{}'),
      array(select jsonb_array_elements_text(coalesce(facts->'modules', '[]'))), coalesce(facts->'settings', '{}'))
    on conflict (slug) do nothing returning id $$`);
  await q.query(`create function account_networks(of_account uuid) returns jsonb language plpgsql volatile ${DEFINER} as $$
    declare n network; found jsonb := '[]'; before text := current_setting('app.network_id', true);
    begin
      for n in select * from network where slug <> '-' order by name loop
        perform set_config('app.network_id', n.id::text, true);
        if exists (select 1 from person where account_id = of_account and erased_at is null) then
          found := found || jsonb_build_object('slug', n.slug, 'name', n.name);
        end if;
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
      return found;
    end $$`);
}
