/** How large the pages are as they travel: compressed HTML of every page the co-ordinator can reach, and the stylesheet. */
import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { openProduct, print } from './support/run.mjs';

const product = await openProduct({ SMTP_URL: 'smtp://127.0.0.1:1' });
const { app } = product;
await app.listen(0, '127.0.0.1');
const base = `http://127.0.0.1:${app.getHttpServer().address().port}`;
const { Commands } = await import('../dist/core/command/index.js');
const { Db } = await import('../dist/core/database/index.js');
const { slug } = await app.get(Commands).run(['network', 'example', '--model', 'derbyshire']);
await app.get(Commands).run(['digest', 'compose', '--network', slug]);

const secret = randomBytes(32).toString('base64url');
const db = app.get(Db);
const { id } = await db.one('select id from network_all() where slug = $1', [slug]);
await db.inNetwork(id, async () => {
  const { account_id: accountId } = await db.one(
    `select account_id from person p join role r on r.person_id = p.id where r.role = 'coordinator' limit 1`,
  );
  await db.query(`select set_config('app.account_id', $1, true)`, [accountId]);
  await db.query('insert into session (id_hash, account_id) values ($1, $2)', [
    createHash('sha256').update(secret).digest(),
    accountId,
  ]);
});

const sizes = new Map();
let stylesheet = 0;
const waiting = [`/${slug}`, '/'];
const known = new Set(waiting);
while (waiting.length > 0 && sizes.size < 150) {
  const path = waiting.shift();
  const answer = await fetch(base + path, { headers: { cookie: `folkmoot=${secret}` } });
  const body = await answer.text();
  if (!answer.headers.get('content-type')?.includes('text/html')) continue;
  sizes.set(path, gzipSync(body).length);
  for (const [, href] of body.matchAll(/href="(\/[^"#]*)"/g)) {
    const next = href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    if (next.endsWith('.css')) stylesheet ||= gzipSync(await (await fetch(base + next)).text()).length;
    else if (!next.startsWith('/static') && !known.has(next)) (known.add(next), waiting.push(next));
  }
}
const [heaviest, largest] = [...sizes].sort((a, b) => b[1] - a[1])[0];
print('Pages, compressed', [
  { what: 'pages looked at', value: sizes.size },
  {
    what: `largest HTML (${heaviest.replace(/[0-9a-f-]{36}/, ':id')})`,
    value: largest / 1024,
    unit: 'kB (goal < 14)',
  },
  {
    what: 'HTML on average',
    value: [...sizes.values()].reduce((sum, one) => sum + one, 0) / sizes.size / 1024,
    unit: 'kB',
  },
  { what: 'stylesheet', value: stylesheet / 1024, unit: 'kB (goal < 4)' },
  {
    what: 'baseline: an empty page of the same layout',
    value: gzipSync(await (await fetch(`${base}/nothing-here`)).text()).length / 1024,
    unit: 'kB',
  },
]);
await product.close();
