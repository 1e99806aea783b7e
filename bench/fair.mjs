/**
 * Many networks send at once: one has half of all the people, the others share the rest. Nobody may wait more than
 * twice the time that fair turns would take. The baseline is the same run's own speed: fair turns at the measured
 * rate, reckoned as if the messages went out one of each network in turn.
 */
import { openProduct, print, seconds, startSink } from './support/run.mjs';

const PEOPLE = Number(process.env.FOLKMOOT_BENCH_PEOPLE ?? 100_000);
const NETWORKS = Number(process.env.FOLKMOOT_BENCH_NETWORKS ?? 100);
const small = Math.floor(PEOPLE / 2 / (NETWORKS - 1));
const sizes = [PEOPLE - small * (NETWORKS - 1), ...Array.from({ length: NETWORKS - 1 }, () => small)];
const PIECES = [{ text: 'This week.\n', html: '<p>This week.</p>' }];

const sink = await startSink();
const product = await openProduct({ SMTP_URL: sink.url, FOLKMOOT_MAIL_CONNECTIONS: '20' });
const { Db, newId } = await import('../dist/core/database/index.js');
const { Post, Sender } = await import('../dist/core/mail/index.js');
const { Founding } = await import('../dist/core/network/index.js');
const { app } = product;
const db = app.get(Db);

async function found(at) {
  const input = { slug: `net-${at}`, name: `Network ${at}`, model: 'portsmouth', coordinatorName: '' };
  const id = newId();
  await db.inNetwork(id, () =>
    app.get(Founding).lay(id, { ...input, coordinator: `c${at}@example.org` }, { quiet: true }),
  );
  return { id };
}

async function freeze(networkId, people) {
  const post = app.get(Post);
  const letter = {
    ...{ kind: 'digest', list: 'digest', subject: 'This week', fromName: 'GRID', fromLocal: 'digest' },
    ...{ resend: 'ask', sendAfter: new Date(Date.now() - 1000), mark: post.newMark() },
  };
  const copies = Array.from({ length: people }, (_, n) => ({
    ...{ personId: null, readers: [], name: `Person ${n}`, address: `p${n}@example.org` },
    ...{ pieces: [0], holes: {}, state: 'pending' },
  }));
  await db.inNetwork(networkId, () => post.freeze(letter, PIECES, copies));
}

/** When fair turns would have ended each network, as a share of the whole. */
function fairShares() {
  return sizes.map((size) => sizes.reduce((sum, other) => sum + Math.min(size, other), 0) / PEOPLE);
}

const networks = [];
for (const [at, size] of sizes.entries()) {
  const { id } = await found(at);
  await freeze(id, size);
  networks.push(id);
}
const whole = await seconds(() => app.get(Sender).run());
const spans = [];
for (const id of networks) {
  const row = await db.inNetwork(id, () =>
    db.one(
      "select max(finished_at) as last, count(*) filter (where state <> 'sent')::integer as open from delivery",
    ),
  );
  if (row.open > 0) throw new Error(`${row.open} copies were not sent.`);
  spans.push(row.last.getTime());
}
const end = Math.max(...spans);
const waited = spans.map((last) => whole - (end - last) / 1000);
const ratios = fairShares().map((share, at) => waited[at] / (share * whole));

print(`${PEOPLE} people in ${NETWORKS} networks, one of them with half, 20 connections`, [
  { what: 'all of them', value: whole, unit: 's' },
  { what: 'messages a second', value: PEOPLE / whole },
  { what: 'the small ones ended after', value: Math.max(...waited.slice(1)), unit: 's' },
  { what: 'the longest wait ÷ its fair time', value: Math.max(...ratios), unit: '(goal ≤ 2)' },
]);
await product.close();
sink.stop();
