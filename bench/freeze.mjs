/** Choosing and freezing personal digests of a 60-item week for 10,000 and for 100,000 people, and the dry-run page. */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { median, openProduct, print, seconds } from './support/run.mjs';

const SIZES = (process.env.FOLKMOOT_BENCH_PEOPLE ?? '10000,100000').split(',').map(Number);
const GOALS = { 10000: 3, 100000: 20 };
const ITEMS = 60;
const DISTRICTS = [
  'Amber Valley',
  'Bolsover',
  'Chesterfield',
  'Derbyshire Dales',
  'Erewash',
  'High Peak',
  'North East Derbyshire',
  'South Derbyshire',
];
const THEMES = ['early years', 'youth work', 'arts and play', 'faith-based', 'travellers', 'advice'];
const state = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
const folder = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
const env = { FOLKMOOT_EXAMPLE: 'no', SMTP_URL: 'smtp://127.0.0.1:1' };
const pick = (list, n) => list[n % list.length];

// Another process prepares, so that its memory is not ours.
const command = (...words) =>
  execFileSync(process.execPath, [join(import.meta.dirname, '../dist/cli.js'), ...words], {
    env: { ...process.env, ...env, FOLKMOOT_STATE_DIR: state },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

function file(name, heading, rows) {
  const path = join(folder, name);
  writeFileSync(path, [heading, ...rows].join('\n'));
  return path;
}

/** A network of twenty people to three organisations, each in one or two districts, with one or two themes. */
function found(slug, people) {
  const there = ['--network', slug];
  command(
    ...['network', 'create', '--slug', slug, '--name', slug, '--model', 'derbyshire'],
    ...['--coordinator', `co@${slug}.example.org`],
  );
  const where = (n) => `"${pick(DISTRICTS, n)}${n % 7 === 0 ? `; ${pick(DISTRICTS, n + 3)}` : ''}"`;
  const about = (n) => `"${pick(THEMES, n >> 3)}${n % 5 === 0 ? `; ${pick(THEMES, (n >> 3) + 2)}` : ''}"`;
  const organisations = Math.ceil(people * 0.15);
  const members = Array.from({ length: people }, (_, n) => {
    const at = n % organisations;
    return `Group ${at},${where(at)},Person ${n},p${n}@example.org,${about(at)}`;
  });
  command(
    ...[
      'members',
      'import',
      file('members.csv', 'organisation,district,contact name,e-mail,themes', members),
    ],
    ...there,
  );
  const items = Array.from({ length: ITEMS }, (_, n) =>
    [
      ...[`Item ${n}`, `What item ${n} is about`, 'Some words about it. '.repeat(20)],
      ...[n % 3 ? pick(DISTRICTS, n) : '', n % 4 ? pick(THEMES, n) : '', '', n < 2 ? 'yes' : ''],
    ].join(','),
  );
  command(
    ...['articles', 'import'],
    file('articles.csv', 'title,summary,body,districts,themes,closes_on,must_know', items),
    ...there,
  );
  command('digest', 'compose', ...there);
}

/** The most memory that is in use while something runs, above what was before it, in MB. */
async function growth(work) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const used = process.cpuUsage();
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
  const taken = await seconds(work);
  clearInterval(watch);
  const { user, system } = process.cpuUsage(used);
  return { taken, cpu: (user + system) / 1e6, mb: (peak - before) / 1024 / 1024 };
}

/** The same rows once more, by PostgreSQL alone: nothing can be frozen in less. Returns seconds. */
async function bareInsert(ownerUrl, networkId) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`begin; select set_config('app.network_id', '${networkId}', true)`);
  await client.query(`
    create temp table l on commit drop as select * from letter where kind = 'digest' order by frozen_at desc limit 1;
    create temp table d on commit drop as select delivery.*, gen_random_uuid() as other from delivery where letter_id = (select id from l);
    create temp table r on commit drop as select r.network_id, r.letter_id, d.other as delivery_id, r.person_id
      from delivery_reader r join d on d.id = r.delivery_id;
    update l set id = '00000000-0000-7000-8000-000000000000';
    update d set id = other, letter_id = '00000000-0000-7000-8000-000000000000';
    update r set letter_id = '00000000-0000-7000-8000-000000000000';
    alter table d drop column other;
    insert into letter select * from l`);
  const taken = await seconds(async () => {
    await client.query('insert into delivery select * from d');
    await client.query('insert into delivery_reader select * from r');
  });
  await client.query('rollback');
  await client.end();
  return taken;
}

/** Signs the co-ordinator in and returns what opens the page on which she approves; it ends when the page is there. */
async function approvalPage({ app }, slug, networkId, key) {
  const db = app.get(Db);
  const secret = randomBytes(32).toString('base64url');
  await db.inNetwork(networkId, async () => {
    const { account_id: accountId } = await db.one(
      `select p.account_id from person p join role r on r.person_id = p.id where r.role = 'coordinator'`,
    );
    await db.query(`select set_config('app.account_id', $1, true)`, [accountId]);
    await db.query('insert into session (id_hash, account_id) values ($1, $2)', [
      createHash('sha256').update(secret).digest(),
      accountId,
    ]);
  });
  const { port } = app.getHttpServer().address();
  return async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/${slug}/digest/${key}/approval`, {
      headers: { cookie: `folkmoot=${secret}` },
      redirect: 'error',
    });
    const page = await answer.text();
    if (!page.includes('Worked out')) throw new Error(`The page is not there: ${answer.status}`);
  };
}

/** Freezes the week of a network in this process. */
async function freezing(product, slug) {
  const { app, urls } = product;
  const db = app.get(Db);
  const commands = app.get(Commands);
  const { id } = await db.one('select id from network_all() where slug = $1', [slug]);
  const within = (work) => db.inNetwork(id, work);
  const { key } = await within(() => app.get(EditionStore).latest());
  const look = await approvalPage(product, slug, id, key);
  const first = await seconds(look);
  const again = [];
  for (let n = 0; n < 5; n += 1) again.push(await seconds(look));
  const stored = median(again);
  const { taken, cpu, mb } = await growth(() => commands.run(['digest', 'approve', '--network', slug]));
  const [facts] = await within(() =>
    db.query(
      `select count(*)::integer as copies, count(distinct pieces)::integer as kinds, avg(cardinality(pieces))::float8 as pieces
       from delivery where letter_id = (select letter_id from edition where key = $1)`,
      [key],
    ),
  );
  return { first, stored, taken, cpu, mb, facts, bare: await bareInsert(urls.ownerUrl, id) };
}

SIZES.forEach((people) => found(`bench-${people}`, people));
const product = await openProduct(env, state);
const { Commands } = await import('../dist/core/command/index.js');
const { Db } = await import('../dist/core/database/index.js');
const { EditionStore } = await import('../dist/digest/editions/edition.store.js');
await product.app.listen(0, '127.0.0.1');
const rows = [];
for (const people of SIZES) {
  const { first, stored, taken, cpu, mb, facts, bare } = await freezing(product, `bench-${people}`);
  const goal = GOALS[people] ? ` (goal < ${GOALS[people]})` : '';
  rows.push(
    { what: `${facts.copies} digests chosen and frozen`, value: taken, unit: `s${goal}` },
    { what: '  of which our own process was at work', value: cpu, unit: 's' },
    { what: '  memory growth', value: mb, unit: 'MB' },
    { what: '  different copies among them', value: facts.kinds },
    { what: '  pieces in a copy, on average', value: facts.pieces },
    { what: '  baseline: PostgreSQL inserting the same rows', value: bare, unit: 's' },
    { what: '  freezing ÷ baseline', value: taken / bare },
    { what: '  page of approval, worked out anew', value: first, unit: 's' },
    { what: '  page of approval, from the stored dry run', value: stored * 1000, unit: 'ms (goal < 300)' },
  );
}
print(`Freezing personal digests of a ${ITEMS}-item week`, rows);
await product.close();
