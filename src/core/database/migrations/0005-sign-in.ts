import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = 'security definer set search_path = pg_catalog, public, pg_temp';

/** Roles with power as `core/access/roles.rules.ts` has them; a story keeps the two lists the same. */
const POWERS = "array['administrator', 'coordinator', 'treasurer', 'chair']";

/** Asking for a link, pressing it, sessions, and since when an account holds power. */
export class SignIn1763600000005 implements MigrationInterface {
  readonly name = 'SignIn1763600000005';

  async up(q: QueryRunner): Promise<void> {
    await asking(q);
    await looking(q);
    await taking(q);
    await sessions(q);
    await power(q);
    await leaving(q);
  }

  async down(): Promise<void> {
    throw new Error('Signing in cannot be taken away; restore a backup instead.');
  }
}

async function asking(q: QueryRunner): Promise<void> {
  await q.query(`create function account_ensure(of_email text) returns uuid language sql ${DEFINER} as $$
    insert into account (email, email_lc) values (of_email, lower(of_email))
    on conflict (email_lc) do update set email_lc = excluded.email_lc returning id $$`);
  await q.query(`create function account_find(of_email text) returns uuid language sql stable ${DEFINER} as $$
    select id from account where email_lc = lower(of_email) $$`);
  // Known or unknown, an address costs the same work: the row of an unknown one has no account.
  // Beyond three live links, the browser that asked most loses its oldest, so nobody can ask others out.
  await q.query(`create function sign_in_ask(request jsonb) returns jsonb language plpgsql ${DEFINER} as $$
    declare a account; address bytea := decode(request->>'emailHmac', 'hex');
    begin
      select * into a from account where email_lc = request->>'email';
      insert into sign_in_request (id, token_hash, code_hash, screen_hash, pending_hash, account_id, email_hmac, next_path, device, expires_at)
      values ((request->>'id')::uuid, decode(request->>'tokenHash', 'hex'), decode(request->>'codeHash', 'hex'),
        decode(request->>'screenHash', 'hex'), decode(request->>'pendingHash', 'hex'), a.id, address,
        request->>'nextPath', request->>'device', app_now() + interval '10 minutes');
      update sign_in_request set expires_at = app_now() where id in (
        select id from (select id, row_number() over (order by asked desc, created_at, id) as place, count(*) over () as live from (
          select id, created_at, count(*) over (partition by pending_hash) as asked from sign_in_request
          where email_hmac = address and consumed_at is null and expires_at > app_now()) l) r where place <= live - 3);
      return jsonb_build_object('known', a.id is not null, 'powerful', a.power_since is not null);
    end $$`);
}

async function looking(q: QueryRunner): Promise<void> {
  const live = 'r.consumed_at is null and r.expires_at > app_now()';
  await q.query(`create function sign_in_look(of_token bytea) returns jsonb language sql stable ${DEFINER} as $$
    select jsonb_build_object('id', r.id, 'email', a.email, 'live', ${live}, 'accountId', r.account_id,
      'pendingHash', encode(r.pending_hash, 'hex'), 'screenHash', encode(r.screen_hash, 'hex'), 'nextPath', r.next_path)
    from sign_in_request r left join account a on a.id = r.account_id where r.token_hash = of_token $$`);
  await q.query(`create function sign_in_asked(of_pending bytea) returns jsonb language sql stable ${DEFINER} as $$
    select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'codeHash', encode(r.code_hash, 'hex'), 'accountId', r.account_id,
      'powerful', a.power_since is not null, 'nextPath', r.next_path) order by r.created_at desc), '[]')
    from sign_in_request r left join account a on a.id = r.account_id where r.pending_hash = of_pending and ${live} $$`);
  await q.query(`create function sign_in_try_digits(of_id uuid) returns integer language sql ${DEFINER} as $$
    update sign_in_request set digit_tries = digit_tries + 1 where id = of_id returning digit_tries $$`);
  await q.query(`create function sign_in_try_code(of_pending bytea) returns integer language sql ${DEFINER} as $$
    with tried as (update sign_in_request r set code_tries = code_tries + 1 where r.pending_hash = of_pending and ${live} returning code_tries)
    select coalesce(max(code_tries), 0) from tried $$`);
}

async function taking(q: QueryRunner): Promise<void> {
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
      return jsonb_build_object('accountId', r.account_id, 'again', false);
    end $$`);
}

async function sessions(q: QueryRunner): Promise<void> {
  await q.query(`create function session_touch(of_hash bytea) returns void language sql ${DEFINER} as $$
    update session set last_seen_at = app_now() where id_hash = of_hash and last_seen_at < app_now() - interval '1 minute' $$`);
  await q.query(`create function session_new_hash(old_hash bytea, new_hash bytea, until timestamptz, of_factor text) returns void
    language sql ${DEFINER} as $$
    update session set id_hash = new_hash, step_up_until = until, factor = of_factor where id_hash = old_hash and revoked_at is null $$`);
  await q.query(`create function session_choose(of_hash bytea, of_network uuid, of_person uuid) returns void language sql ${DEFINER} as $$
    update session set people = people || jsonb_build_object(of_network::text, of_person) where id_hash = of_hash $$`);
  await q.query(`create function session_end(of_hash bytea) returns void language sql ${DEFINER} as $$
    update session set revoked_at = app_now() where id_hash = of_hash and revoked_at is null $$`);
  await q.query(`create function sessions_end_of(of_account uuid) returns void language sql ${DEFINER} as $$
    update session set revoked_at = app_now() where account_id = of_account and revoked_at is null $$`);
  await q.query(`create function access_forget() returns void language sql ${DEFINER} as $$
    delete from sign_in_request where created_at < app_now() - interval '24 hours';
    delete from session where coalesce(revoked_at, last_seen_at) < app_now() - interval '30 days' $$`);
}

/**
 * An account's days of grace for the second factor run from when a role with power is first known here, by
 * whatever way it was given; with the last such role in the last network they end.
 */
async function power(q: QueryRunner): Promise<void> {
  await q.query('alter table role add column proposed_by uuid');
  await q.query(`create function account_power_renew(of_account uuid) returns void language plpgsql volatile ${DEFINER} as $$
    declare n uuid; before text := current_setting('app.network_id', true); one timestamptz; first timestamptz;
    begin
      for n in select id from network loop
        perform set_config('app.network_id', n::text, true);
        select min(greatest(app_now(), r.takes_effect_at, r.valid_from::timestamptz)) into one
          from person p join role r on r.network_id = p.network_id and r.person_id = p.id
          where p.account_id = of_account and p.erased_at is null and r.organisation_id is null and r.role = any (${POWERS})
            and (r.valid_to is null or r.valid_to > app_now()::date) and r.takes_effect_at is distinct from 'infinity';
        first := least(first, one);
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
      update account set power_since = case when first is null then null else least(power_since, first) end
        where id = of_account and power_since is distinct from case when first is null then null else least(power_since, first) end;
    end $$`);
  await q.query(`create function role_tells_power() returns trigger language plpgsql ${DEFINER} as $$
    declare found uuid;
    begin
      select account_id into found from person where network_id = new.network_id and id = new.person_id;
      if found is not null then perform account_power_renew(found); end if;
      return null;
    end $$`);
  await q.query(`create trigger power after insert or update on role for each row
    when (new.organisation_id is null and new.role = any (${POWERS})) execute function role_tells_power()`);
  await q.query(`create function person_tells_power() returns trigger language plpgsql ${DEFINER} as $$
    begin
      if new.account_id is not null then perform account_power_renew(new.account_id); end if;
      if tg_op = 'UPDATE' and old.account_id is not null then perform account_power_renew(old.account_id); end if;
      return null;
    end $$`);
  await q.query(`create trigger power after update of account_id, erased_at on person for each row
    when (old.account_id is distinct from new.account_id or old.erased_at is distinct from new.erased_at) execute function person_tells_power()`);
}

async function leaving(q: QueryRunner): Promise<void> {
  await q.query(`create function account_has_people(of_account uuid, apart_from uuid) returns boolean language plpgsql volatile ${DEFINER} as $$
    declare n uuid; found boolean := false; before text := current_setting('app.network_id', true);
    begin
      for n in select id from network loop
        perform set_config('app.network_id', n::text, true);
        found := found or exists (select 1 from person where account_id = of_account and id is distinct from apart_from);
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
      return found;
    end $$`);
  await q.query(`create function tokens_end_of(of_account uuid) returns void language plpgsql volatile ${DEFINER} as $$
    declare n uuid; before text := current_setting('app.network_id', true);
    begin
      for n in select id from network loop
        perform set_config('app.network_id', n::text, true);
        update api_token t set revoked_at = app_now() from person p
          where p.network_id = n and p.account_id = of_account and t.network_id = n and t.person_id = p.id and t.revoked_at is null;
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
    end $$`);
  // The account goes when the last person behind it goes; with it its sessions and second factor.
  await q.query(`create function account_leave(of_person uuid) returns void language plpgsql volatile ${DEFINER} as $$
    declare mine uuid;
    begin
      select account_id into mine from person where id = of_person;
      update api_token set revoked_at = app_now() where person_id = of_person and revoked_at is null;
      update person set account_id = null where id = of_person;
      if not account_has_people(mine, of_person) then delete from account where id = mine; end if;
    end $$`);
  await moving(q);
}

/**
 * What the old address could do ends; an account of one's own stays what it was at the new one. Where others are
 * behind either, each keeps its own factor, and the earlier date holds.
 */
async function moving(q: QueryRunner): Promise<void> {
  await q.query(`create function account_move(of_person uuid, to_email text) returns void language plpgsql volatile ${DEFINER} as $$
    declare mine account; theirs account;
    begin
      select a.* into mine from account a join person p on p.account_id = a.id where p.id = of_person for update of a;
      select * into theirs from account where email_lc = lower(to_email) for update;
      update api_token set revoked_at = app_now() where person_id = of_person and revoked_at is null;
      if theirs.id = mine.id then return; end if;
      if mine.id is not null and not account_has_people(mine.id, of_person)
          and (theirs.id is null or not account_has_people(theirs.id, null)) then
        delete from account where id = theirs.id;
        update account set email = to_email, email_lc = lower(to_email) where id = mine.id;
        update session set revoked_at = app_now() where account_id = mine.id and revoked_at is null;
        delete from sign_in_request where account_id = mine.id;
        return;
      end if;
      update person set account_id = account_ensure(to_email) where id = of_person;
      update account set power_since = least(power_since, mine.power_since) where email_lc = lower(to_email) and power_since is not null;
      if not account_has_people(mine.id, of_person) then delete from account where id = mine.id; end if;
    end $$`);
}
