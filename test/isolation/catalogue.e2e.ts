import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { migrateDatabase } from '../../src/core/database/migrate.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** Read by a definer function with the network in its own WHERE; the runtime role has no right to it at all. */
const NOT_FORCED = ['search_entry'];

/** Of the deployment, not of a network; each is closed, or walled by account, or holds nobody's content. */
const GLOBAL = [
  'account',
  'caught_message',
  'deployment',
  'migrations',
  'rate_count',
  'relay_offer',
  'session',
  'sign_in_request',
  'totp',
];

/** A random hash looked up before the network is known; and words, which a network column would only slow down. */
const NOT_BY_NETWORK = /^(api_token_hash|search_entry_words)$/;

describe('The wall between networks stands in the database itself', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let runtime: pg.Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    // A copied database has its rights of tables, but not those of the database itself.
    await migrateDatabase(database);
    owner = new pg.Client({ connectionString: database.superUrl });
    runtime = new pg.Client({ connectionString: database.appUrl });
    await owner.connect();
    await runtime.connect();
  });
  afterAll(async () => {
    await owner.end();
    await runtime.end();
    await database.drop();
  });

  const rows = async <Row>(sql: string): Promise<Row[]> => (await owner.query(sql)).rows as Row[];

  it('every table is either a network’s or one of the few that are named here', async () => {
    const global = await rows<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'network'
         and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'network_id' and not a.attisdropped) order by 1`,
    );
    expect(global.map(({ name }) => name)).toEqual(GLOBAL);
  });

  it('every network table has its policy, enabled and forced', async () => {
    const tables = await rows<{ name: string; enabled: boolean; forced: boolean; policies: string[] }>(
      `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         array(select pg_get_expr(p.polqual, p.polrelid) || ' / ' || pg_get_expr(p.polwithcheck, p.polrelid) from pg_policy p where p.polrelid = c.oid and p.polroles = '{0}') as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'network_id' and not a.attisdropped)`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name, enabled, forced, policies } of tables) {
      expect({ name, enabled }).toEqual({ name, enabled: true });
      if (NOT_FORCED.includes(name)) continue;
      expect({ name, forced }).toEqual({ name, forced: true });
      expect({ name, policies: policies.length }).toEqual({ name, policies: 1 });
      expect(policies[0].match(/app\.network_id/g)).toHaveLength(2);
    }
  });

  it('every key and every index of a network table begins with the network', async () => {
    const indexes = await rows<{ name: string; first: string }>(
      `select i.relname as name, a.attname as first from pg_index x join pg_class i on i.oid = x.indexrelid
       join pg_class c on c.oid = x.indrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where c.relnamespace = 'public'::regnamespace
         and exists (select 1 from pg_attribute n where n.attrelid = c.oid and n.attname = 'network_id')`,
    );
    const wrong = indexes.filter(({ name, first }) => first !== 'network_id' && !NOT_BY_NETWORK.test(name));
    expect(wrong).toEqual([]);
  });

  it('no row can point into another network: every foreign key carries the network on both sides', async () => {
    const keys = await rows<{ name: string; columns: string[]; target: string }>(
      `select k.conname as name, k.confrelid::regclass::text as target,
         array(select a.attname::text from unnest(k.conkey) u join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u) as columns
       from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
    );
    const wrong = keys.filter(
      ({ columns, target }) => !columns.includes('network_id') && !['account', 'network'].includes(target),
    );
    expect(wrong).toEqual([]);
  });

  it('the runtime role owns nothing, bypasses nothing and may create nothing', async () => {
    const [role] = await rows<Record<string, boolean>>(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         exists (select 1 from pg_class where relowner = r.oid) as owns,
         has_schema_privilege(r.rolname, 'public', 'create') as creates,
         has_database_privilege(r.rolname, current_database(), 'temporary') as shadows from pg_roles r where rolname = 'folkmoot_app'`,
    );
    expect(Object.values(role)).toEqual([false, false, false, false, false, false, false]);
    const excess = await rows(
      `select table_name, privilege_type from information_schema.role_table_grants
       where grantee = 'folkmoot_app' and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')`,
    );
    expect(excess).toEqual([]);
  });

  it('what is append-only or closed stays so', async () => {
    for (const sql of [
      `update audit_event set action = 'x'`,
      'delete from audit_seal',
      'select 1 from search_entry',
      'select 1 from sign_in_request',
    ]) {
      await expect(runtime.query(sql)).rejects.toThrow(/permission denied/);
    }
    await owner.query(
      `begin; set local role folkmoot_owner; select set_config('app.network_id', '00000000-0000-0000-0000-000000000000', true)`,
    );
    await owner.query(`insert into audit_event (via, action) values ('job', 'test')`);
    await expect(owner.query(`update audit_event set action = 'x'`)).rejects.toThrow(/written once/);
    await owner.query('rollback');
  });

  it('every definer function pins its search path and is closed to the public; no view or copy goes round the wall', async () => {
    const loose = await rows(
      `select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef
         and (not coalesce(p.proconfig, '{}')::text like '%search_path=pg_catalog, public, pg_temp%' or has_function_privilege('public', p.oid, 'execute'))`,
    );
    expect(loose).toEqual([]);
    const views = await rows(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and (relkind = 'm' or (relkind = 'v' and relname <> 'schema_version'
         and not coalesce(reloptions, '{}')::text like '%security_invoker=true%'))`,
    );
    expect(views).toEqual([]);
  });

  it('without a network every network table is empty and nothing can be put in', async () => {
    await owner.query(
      `insert into network (id, slug, name, model) values ('11111111-1111-7111-8111-111111111111', 'one', 'One', 'portsmouth')`,
    );
    await owner.query(
      `insert into organisation (network_id, id, reference, name, sort_name) values ('11111111-1111-7111-8111-111111111111', gen_random_uuid(), 'ORG-1', 'A', 'a')`,
    );
    const tables = await rows<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relforcerowsecurity`,
    );
    for (const { name } of tables) {
      expect({
        name,
        rows: (await runtime.query(`select count(*)::int as n from ${name}`)).rows[0].n as number,
      }).toEqual({ name, rows: 0 });
    }
    await expect(
      runtime.query(
        `insert into organisation (network_id, id, reference, name, sort_name) values ('11111111-1111-7111-8111-111111111111', gen_random_uuid(), 'ORG-2', 'B', 'b')`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('text search uses its index, for the very query the definer function runs', async () => {
    await owner.query(`insert into search_entry (network_id, kind, id, words)
      select '11111111-1111-7111-8111-111111111111', 'organisation', gen_random_uuid(), to_tsvector('english', 'group number ' || n) from generate_series(1, 20000) n`);
    await owner.query('analyze search_entry');
    const { rows: plan } = await owner.query<{ 'QUERY PLAN': string }>(
      `explain select e.id from search_entry e where e.network_id = '11111111-1111-7111-8111-111111111111' and e.kind = any ('{organisation}') and e.words @@ to_tsquery('english', '777:*')`,
    );
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('search_entry_words');
    await runtime.query(
      `begin; select set_config('app.network_id', '11111111-1111-7111-8111-111111111111', true)`,
    );
    const { rows: found } = await runtime.query(`select id from search_find('{organisation}', '777:*', 50)`);
    await runtime.query(`select set_config('app.network_id', '00000000-0000-0000-0000-000000000000', true)`);
    const { rows: elsewhere } = await runtime.query(
      `select id from search_find('{organisation}', '777:*', 50)`,
    );
    await runtime.query('rollback');
    expect(found.length).toBeGreaterThan(0);
    expect(elsewhere).toEqual([]);
  });
});
