/** Choosing and freezing 10,000 personal digests of a 60-item week, and what it adds to memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openProduct, print, seconds } from './support/run.mjs';

const PEOPLE = Number(process.env.FOLKMOOT_BENCH_PEOPLE ?? 10_000);
const ITEMS = 60;
const state = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
const env = { FOLKMOOT_EXAMPLE: 'no', SMTP_URL: 'smtp://127.0.0.1:1' };
// Another process prepares, so that its memory is not ours.
const command = (...words) =>
  execFileSync(process.execPath, [join(import.meta.dirname, '../dist/cli.js'), ...words], {
    env: { ...process.env, ...env, FOLKMOOT_STATE_DIR: state },
    stdio: 'ignore',
  });
const network = ['--network', 'bench'];
const folder = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
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
const THEMES = ['early years', 'youth work', 'arts and play', 'faith-based', 'travellers'];
const pick = (list, n) => list[n % list.length];

await command(
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
);
const members = join(folder, 'members.csv');
const rows = Array.from(
  { length: PEOPLE },
  (_, n) => `Group ${n},${pick(DISTRICTS, n)},Person ${n},p${n}@example.org,${pick(THEMES, n >> 3)}`,
);
writeFileSync(members, ['organisation,district,contact name,e-mail,themes', ...rows].join('\n'));
const importing = await seconds(() => command('members', 'import', members, ...network));
const articles = join(folder, 'articles.csv');
const items = Array.from(
  { length: ITEMS },
  (_, n) =>
    `Item ${n},What item ${n} is about,${'Some words about it. '.repeat(20)},${n % 3 ? pick(DISTRICTS, n) : ''},${n % 4 ? pick(THEMES, n) : ''},,${n < 2 ? 'yes' : ''}`,
);
writeFileSync(articles, ['title,summary,body,districts,themes,closes_on,must_know', ...items].join('\n'));
await command('articles', 'import', articles, ...network);
await command('digest', 'compose', ...network);
const product = await openProduct(env, state);
const { app } = product;
const { Commands } = await import('../dist/core/command/index.js');
const { Db } = await import('../dist/core/database/index.js');
await app.get(Commands).run(['digest', 'status', ...network]);
const before = process.memoryUsage().rss;
let peak = before;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
const freezing = await seconds(() => app.get(Commands).run(['digest', 'approve', ...network]));
clearInterval(watch);
const db = app.get(Db);
const { id } = await db.one(`select id from network_all() where slug = 'bench'`);
const [facts] = await db.inNetwork(id, () =>
  db.query(
    'select count(*)::int as copies, avg(cardinality(pieces)) as pieces from delivery d where d.letter_id = (select letter_id from delivery group by letter_id order by count(*) desc limit 1)',
  ),
);
const copying = new pg.Client({ connectionString: product.urls.ownerUrl });
await copying.connect();
const baseline = await seconds(async () => {
  await copying.query(`begin; select set_config('app.network_id', '${id}', true)`);
  await copying.query('create temp table copied on commit drop as select * from delivery');
  await copying.query('commit');
});
await copying.end();
print(`Freezing ${facts.copies} personal digests of a ${ITEMS}-item week`, [
  { what: 'choosing and freezing', value: freezing, unit: 's (goal < 3)' },
  { what: 'memory growth', value: (peak - before) / 1024 / 1024, unit: 'MB (goal < 50)' },
  { what: 'pieces in a copy, on average', value: Number(facts.pieces) },
  { what: 'baseline: PostgreSQL copying the finished rows', value: baseline, unit: 's' },
  { what: 'freezing ÷ baseline', value: freezing / baseline },
  { what: 'for the record: importing the members', value: importing, unit: 's' },
]);
await product.close();
