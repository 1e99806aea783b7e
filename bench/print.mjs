/** The print file of 500 organisations without e-mail: a 60-item week chosen, set on one page each, and drawn. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProduct, print, seconds } from './support/run.mjs';

const ORGANISATIONS = Number(process.env.FOLKMOOT_BENCH_ORGANISATIONS ?? 500);
const ITEMS = 60;
const state = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
const folder = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'));
const env = { FOLKMOOT_EXAMPLE: 'no', SMTP_URL: 'smtp://127.0.0.1:1' };
// Another process prepares, so that its memory is not ours.
const command = (...words) =>
  execFileSync(process.execPath, [join(import.meta.dirname, '../dist/cli.js'), ...words], {
    env: { ...process.env, ...env, FOLKMOOT_STATE_DIR: state },
    stdio: 'ignore',
  });
const DISTRICTS = ['Amber Valley', 'Bolsover', 'Chesterfield', 'Derbyshire Dales', 'Erewash', 'High Peak'];
const THEMES = ['early years', 'youth work', 'arts and play', 'faith-based', 'travellers'];
const pick = (list, n) => list[n % list.length];
const network = ['--network', 'bench'];

command(
  ...['network', 'create', '--slug', 'bench', '--name', 'Bench', '--model', 'derbyshire'],
  ...['--coordinator', 'co@example.org'],
);
const members = join(folder, 'members.csv');
const rows = Array.from(
  { length: ORGANISATIONS },
  (_, n) =>
    `Group ${n},${pick(DISTRICTS, n)},Person ${n},${pick(THEMES, n >> 3)},"${n} Mill Lane, Belper",DE${1 + (n % 70)} ${n % 10}AA`,
);
writeFileSync(members, ['organisation,district,contact name,themes,address,postcode', ...rows].join('\n'));
command('members', 'import', members, ...network);
const articles = join(folder, 'articles.csv');
const items = Array.from(
  { length: ITEMS },
  (_, n) =>
    `Item ${n},What item ${n} is about,${`Some words about item ${n}. `.repeat(16)},${n % 3 ? pick(DISTRICTS, n) : ''},${n % 4 ? pick(THEMES, n) : ''},,${n < 2 ? 'yes' : ''},One form and no match funding.`,
);
writeFileSync(
  articles,
  ['title,summary,body,districts,themes,closes_on,must_know,what_it_means', ...items].join('\n'),
);
command('articles', 'import', articles, ...network);
command('digest', 'compose', ...network);
command('digest', 'approve', ...network);

const product = await openProduct(env, state);
const { app } = product;
const { Commands } = await import('../dist/core/command/index.js');
const { Db } = await import('../dist/core/database/index.js');
const { Postings } = await import('../dist/digest/print/postings.service.js');
const { Prints } = await import('../dist/digest/print/prints.service.js');
const file = join(folder, 'pages.pdf');
let peak = process.memoryUsage().rss;
const before = peak;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
const run = () => app.get(Commands).run(['digest', 'print', file, ...network]);
const first = await seconds(run);
const again = await seconds(run);
clearInterval(watch);

/** What anybody would write in an hour: the same words as running text with a page break, however many pages it takes. */
const { id } = await app.get(Db).one(`select id from network_all() where slug = 'bench'`);
const leaves = await app.get(Db).inNetwork(id, async () => {
  const { Actor } = await import('../dist/core/access/index.js');
  const held = [{ role: 'coordinator', organisationId: null, districtId: null }];
  const me = new Actor(id, id, undefined, 'Bench', held, 'command line');
  const posting = await app.get(Postings).of(me, (await latest(app)).key);
  return [...(await app.get(Prints).pages(posting.edition, posting.lines)).leaves];
});
const pdfmake = createRequire(import.meta.url)('pdfmake');
const content = leaves.map(({ lines }, at) => ({
  text: lines.map(({ runs }) => runs.map(({ text }) => text).join('')).join('\n'),
  fontSize: 10,
  ...(at > 0 ? { pageBreak: 'before' } : {}),
}));
let bytes = 0;
const baseline = await seconds(async () => {
  bytes = (await pdfmake.createPdf({ content, pageSize: 'A4' }).getBuffer()).length;
});
print(`Pages for ${ORGANISATIONS} organisations of a ${ITEMS}-item week`, [
  { what: 'pages', value: leaves.length },
  { what: 'read, chosen, set and drawn', value: first, unit: 's (goal < 20)' },
  { what: 'the same a second time', value: again, unit: 's' },
  { what: 'size of the file', value: statSync(file).size / 1024 / 1024, unit: 'MB' },
  { what: 'memory growth', value: (peak - before) / 1024 / 1024, unit: 'MB' },
  { what: 'baseline: pdfmake alone, the same words as running text', value: baseline, unit: 's' },
  { what: 'size of that file', value: bytes / 1024 / 1024, unit: 'MB' },
  { what: 'second time ÷ baseline', value: again / baseline },
]);
await product.close();

async function latest(application) {
  const { EditionStore } = await import('../dist/digest/editions/edition.store.js');
  return application.get(EditionStore).latest();
}
