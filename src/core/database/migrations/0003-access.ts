import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

const DEFINER = 'security definer set search_path = pg_catalog, public, pg_temp';

/** The few doors through which the guard and the sign-in pages reach accounts before any network is set. */
export class Access1763600000003 implements MigrationInterface {
  readonly name = 'Access1763600000003';

  async up(q: QueryRunner): Promise<void> {
    await tokens(q);
    await actors(q);
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
  await q.query('create index api_token_hash on api_token (token_hash)');
  // A token of another network is answered like a network that is not there, so the guard must know it as one.
  await q.query('create policy owner_reads on api_token for select to current_user using (true)');
}

/**
 * Everything the guard needs in one round trip. The network is set for a function's own reads only and put
 * back by hand: a SET clause on a function would need a superuser. A role at an organisation gives rights while
 * that is a member.
 */
async function actors(q: QueryRunner): Promise<void> {
  await q.query(`create function people_of(of_network uuid, of_account uuid, of_person uuid) returns jsonb
    language plpgsql volatile ${DEFINER} as $$
    declare found jsonb; before text := current_setting('app.network_id', true); today date;
    begin
      select (app_now() at time zone zone)::date into today from network where id = of_network;
      perform set_config('app.network_id', of_network::text, true);
      select jsonb_agg(jsonb_build_object('id', p.id, 'accountId', p.account_id, 'name', trim(p.given || ' ' || p.family), 'roles', coalesce((
          select jsonb_agg(jsonb_build_object('role', r.role, 'organisationId', r.organisation_id, 'districtId', r.district_id))
          from role r where r.person_id = p.id and r.valid_from <= today
            and (r.valid_to is null or r.valid_to > today)
            and (r.takes_effect_at is null or r.takes_effect_at <= app_now())
            and (r.organisation_id is null or exists (select 1 from membership m where m.organisation_id = r.organisation_id
              and m.valid_to is null and m.state in ('active', 'due', 'lapsed')))), '[]')) order by p.created_at, p.id)
        into found
        from person p where p.erased_at is null and (p.id = of_person or (of_person is null and p.account_id = of_account));
      perform set_config('app.network_id', coalesce(before, ''), true);
      return coalesce(found, '[]');
    end $$`);
  await q.query(`create function network_facts(n network) returns jsonb language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select jsonb_build_object('id', n.id, 'slug', n.slug, 'name', n.name, 'model', n.model, 'colour', n.colour,
      'zone', n.zone, 'isCharity', n.is_charity, 'words', n.words, 'modules', n.modules, 'settings', n.settings, 'version', n.version) $$`);
  await q.query(`create function access_by_session(session_hash bytea, of_slug text) returns jsonb
    language plpgsql volatile ${DEFINER} as $$
    declare n network; s session; a account;
    begin
      select * into n from network where slug = of_slug and slug <> '-';
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
    declare n network; t api_token; a account; before text := current_setting('app.network_id', true);
    begin
      select * into n from network where slug = of_slug and slug <> '-';
      perform set_config('app.network_id', coalesce(n.id::text, ''), true);
      select * into t from api_token where network_id = n.id and token_hash = of_hash and revoked_at is null and expires_at > app_now();
      update api_token set last_used_at = app_now() where network_id = n.id and id = t.id
        and (last_used_at is null or last_used_at < app_now() - interval '1 minute');
      select account.* into a from account join person on person.account_id = account.id where person.network_id = n.id and person.id = t.person_id;
      perform set_config('app.network_id', coalesce(before, ''), true);
      return jsonb_build_object('network', case when n.id is null then null else network_facts(n) end, 'tokenId', t.id,
        'powerSince', a.power_since, 'hasTotp', exists (select 1 from totp where totp.account_id = a.id and totp.confirmed_at is not null),
        'elsewhere', t.id is null and exists (select 1 from api_token o where o.token_hash = of_hash and o.network_id is distinct from n.id),
        'people', case when t.id is null then '[]'::jsonb else people_of(n.id, null, t.person_id) end);
    end $$`);
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
