/**
 * Messages a second over loopback SMTP: the full ledger, prepared bytes without a ledger, and a bare pooled nodemailer
 * that builds the same messages and records nothing, each over the same number of connections. `--connections 20`;
 * `--dkim` signs in all three; `--relay 20` is a relay that takes 20 ms over each message.
 */
import { generateKeyPairSync } from 'node:crypto';
import nodemailer from 'nodemailer';
import { median, openProduct, print, seconds, startSink } from './support/run.mjs';

const PEOPLE = Number(process.env.FOLKMOOT_BENCH_PEOPLE ?? 2000);
const option = (name, usual) => Number(process.argv[process.argv.indexOf(`--${name}`) + 1] ?? usual) || usual;
const CONNECTIONS = option('connections', 5);
const RELAY = option('relay', 0);
const dkim = process.argv.includes('--dkim');
const words =
  'The county council asks small groups what would help them to stay open in the school holidays, and what it costs. ';
const PIECES = Array.from({ length: 22 }, (_, n) => ({
  text: `${n + 1}. Holiday fund for play schemes\n${words.repeat(3)}\nWhy you get this: District: Amber Valley.\n`,
  html: `<h3 style="margin:0 0 8px;font-size:19px">${n + 1}. Holiday fund for play schemes</h3><p style="margin:0 0 16px;font-size:17px;line-height:1.5">${words.repeat(3)}</p><p>Why you get this: District: Amber Valley.</p>`,
}));

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
});
const sink = await startSink(RELAY);
const product = await openProduct({
  SMTP_URL: sink.url,
  FOLKMOOT_MAIL_CONNECTIONS: String(CONNECTIONS),
  ...(dkim ? { FOLKMOOT_DKIM_KEY: key, FOLKMOOT_DKIM_DOMAIN: 'example.org' } : {}),
});

const { Db, HOUSE } = await import('../dist/core/database/index.js');
const { Post, Sender } = await import('../dist/core/mail/index.js');
const { Letters } = await import('../dist/core/mail/engine/letters.js');
const { Relay } = await import('../dist/core/mail/relay/relay.js');
const { app } = product;

async function freeze() {
  const post = app.get(Post);
  const letter = {
    kind: 'digest',
    list: 'digest',
    subject: 'This week',
    fromName: 'GRID',
    fromLocal: 'digest',
    resend: 'ask',
    sendAfter: new Date(),
    mark: post.newMark(),
  };
  const copies = Array.from({ length: PEOPLE }, (_, n) => ({
    personId: null,
    readers: [],
    name: `Person ${n}`,
    address: `p${n}@example.org`,
    pieces: PIECES.map((_, at) => at),
    holes: {},
    state: 'pending',
  }));
  await app.get(Db).inNetwork(HOUSE, () => post.freeze(letter, PIECES, copies));
}

async function withLedger() {
  await freeze();
  return PEOPLE / (await seconds(() => app.get(Sender).run()));
}

async function sampleBytes() {
  const db = app.get(Db);
  const row = await db.inNetwork(HOUSE, () => db.one('select * from delivery limit 1'));
  return app.get(Letters).render(row);
}

async function withoutLedger({ from, bytes }) {
  const relay = new Relay({ url: sink.url, connections: CONNECTIONS });
  const rate =
    PEOPLE /
    (await seconds(() =>
      Promise.all(
        Array.from({ length: PEOPLE }, (_, n) =>
          relay.send({ envelope: { from, to: `p${n}@example.org` }, bytes, gate: async () => true }),
        ),
      ),
    ));
  await relay.close();
  return rate;
}

async function bareNodemailer() {
  const signing = dkim
    ? { dkim: { domainName: 'example.org', keySelector: 'folkmoot', privateKey: key } }
    : {};
  const pool = nodemailer.createTransport({
    url: sink.url,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
    ...signing,
  });
  const text = PIECES.map((piece) => piece.text).join('\n');
  const html = PIECES.map((piece) => piece.html).join('\n');
  const one = (n) =>
    pool.sendMail({
      from: 'GRID <digest@example.org>',
      to: `Person ${n} <p${n}@example.org>`,
      subject: 'This week',
      text,
      html,
      headers: { 'List-Unsubscribe': `<https://example.org/stop/${n}>` },
    });
  const rate = PEOPLE / (await seconds(() => Promise.all(Array.from({ length: PEOPLE }, (_, n) => one(n)))));
  pool.close();
  return rate;
}

const rounds = { ledger: [], prepared: [], bare: [] };
await freeze();
await app.get(Sender).run();
const sample = await sampleBytes();
for (let round = 0; round < 3; round += 1) {
  rounds.bare.push(await bareNodemailer());
  rounds.ledger.push(await withLedger());
  rounds.prepared.push(await withoutLedger(sample));
}
const [ledger, prepared, bare] = [rounds.ledger, rounds.prepared, rounds.bare].map(median);
print(
  `Sending ${PEOPLE} messages of ${Math.round(sample.bytes.length / 1024)} kB, ${CONNECTIONS} connections${dkim ? ', DKIM rsa-2048' : ''}${RELAY ? `, a relay that takes ${RELAY} ms` : ''}`,
  [
    { what: 'full ledger', value: ledger, unit: 'messages/s' },
    { what: 'bare pooled nodemailer, nothing recorded', value: bare, unit: 'messages/s' },
    { what: 'prepared bytes without a ledger', value: prepared, unit: 'messages/s' },
    { what: 'ledger ÷ bare nodemailer', value: ledger / bare, unit: '(goal ≥ 2)' },
    { what: 'ledger ÷ prepared bytes', value: ledger / prepared },
    { what: 'taken by the sink in all', value: await sink.taken() },
  ],
);
await product.close();
sink.stop();
