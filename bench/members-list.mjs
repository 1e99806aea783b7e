/** The members list, 50 of 5,000 filtered by text, beside a bare Express + pg + Handlebars page of the same size. */
import { createHash, randomBytes } from 'node:crypto';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import autocannon from 'autocannon';
import pg from 'pg';
import { openProduct, print } from './support/run.mjs';
import { freePort } from './support/service.mjs';

const SECONDS = Number(process.env.FOLKMOOT_BENCH_SECONDS ?? 8);
const product = await openProduct();
const { app } = product;
await app.listen(0, '127.0.0.1');
const base = `http://127.0.0.1:${app.getHttpServer().address().port}`;
const { Commands } = await import('../dist/core/command/index.js');
const { Db } = await import('../dist/core/database/index.js');
const founded = await app
  .get(Commands)
  .run([
    'network',
    'create',
    '--slug',
    'bench',
    '--name',
    'Bench',
    '--model',
    'derbyshire',
    '--coordinator',
    'co@example.org',
  ]);

const secret = randomBytes(32).toString('base64url');
await app.get(Db).inNetwork(founded.id, async () => {
  const db = app.get(Db);
  await db.query(`insert into organisation (id, reference, name, sort_name, description)
    select gen_random_uuid(), 'B-' || n, (case n % 10 when 0 then 'Playgroup ' else 'Kite Club ' end) || n, lower((case n % 10 when 0 then 'Playgroup ' else 'Kite Club ' end) || n), 'Helps families in the valley'
    from generate_series(1, 5000) n`);
  await db.query(
    `insert into membership (id, organisation_id, state, valid_from) select gen_random_uuid(), id, 'active', current_date from organisation`,
  );
  await db.query(
    `insert into coverage (organisation_id, district_id) select o.id, d.id from organisation o join district d on d.position = length(o.name) % 8`,
  );
  await db.query(
    `select search_put(jsonb_agg(jsonb_build_object('kind', 'organisation', 'id', id, 'title', name, 'body', description))) from organisation`,
  );
  const [{ account_id: accountId }] = await db.query('select account_id from person limit 1');
  await db.query(`select set_config('app.account_id', $1, true)`, [accountId]);
  await db.query('insert into session (id_hash, account_id) values ($1, $2)', [
    createHash('sha256').update(secret).digest(),
    accountId,
  ]);
});
const owner = new pg.Client({
  connectionString: product.urls.ownerUrl.replace('folkmoot_owner@', 'postgres@'),
});
await owner.connect();
await owner.query('analyze');
await owner.end();

const ours = { url: `${base}/bench/organisations?q=playgroup`, headers: { cookie: `folkmoot=${secret}` } };
const size = (await (await fetch(ours.url, { headers: ours.headers })).text()).length;
const port = await freePort();
const bareUrl = product.urls.ownerUrl.replace('folkmoot_owner@', 'postgres@');
const bareSize = 6000;
const child = fork(join(import.meta.dirname, 'support/bare-list.mjs'), [
  bareUrl,
  String(port),
  founded.id,
  String(Math.max(0, size - bareSize)),
]);
await new Promise((done) => child.once('message', done));
const bare = { url: `http://127.0.0.1:${port}/list?q=playgroup` };

const load = (target) => autocannon({ ...target, connections: 20, duration: SECONDS });
await load({ ...ours, duration: 2 });
const rounds = [];
for (let round = 0; round < 3; round += 1) rounds.push({ bare: await load(bare), ours: await load(ours) });
rounds.sort(
  (a, b) =>
    a.ours.requests.average / a.bare.requests.average - b.ours.requests.average / b.bare.requests.average,
);
const middle = rounds[1];
print('Members list, 50 of 5,000 filtered by text, 20 connections', [
  { what: `ours, ${(size / 1024).toFixed(1)} kB`, value: middle.ours.requests.average, unit: 'requests/s' },
  {
    what: 'bare Express + pg + Handlebars, same size',
    value: middle.bare.requests.average,
    unit: 'requests/s',
  },
  {
    what: 'ours ÷ bare',
    value: middle.ours.requests.average / middle.bare.requests.average,
    unit: '(goal ≥ 0.33)',
  },
  { what: 'ours, p99', value: middle.ours.latency.p99, unit: 'ms (goal < 100)' },
  { what: 'bare, p99', value: middle.bare.latency.p99, unit: 'ms' },
  { what: 'answers of ours that were not 200', value: middle.ours.non2xx },
]);
child.disconnect();
await product.close();
