/**
 * Walks the crash matrix (section D.4 of the security page): a worker dies, or meets a fault, at each of its points,
 * another one finishes, and what the relay took is compared with what the ledger says. Prints a line for each row.
 *
 *   node test/crash/matrix.mjs [--full] [row …]
 *
 * With `--full` there are as many workers and signals as the matrix names; without, a few of them.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeze } from './letters.mjs';
import { ROWS } from './matrix-rows.mjs';
import pg from 'pg';
import { openWay } from './database-way.mjs';
import { Processes } from './processes.mjs';
import { ScriptedRelay } from './scripted-relay.mjs';

const AT_ONCE = 3;
const OPEN = `state in ('pending', 'sending', 'committed')`;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const directory = mkdtempSync(join(tmpdir(), 'folkmoot-matrix-'));
const relay = new ScriptedRelay();
const processes = new Processes(directory, {
  NODE_ENV: 'test',
  SMTP_URL: await relay.open(),
  FOLKMOOT_SECRET: 'for-the-crash-run-only-0123456789abcdef',
  FOLKMOOT_LOG_LEVEL: 'silent',
  FOLKMOOT_MAIL_CONNECTIONS: '2',
  FOLKMOOT_MAIL_LEASE_SECONDS: '2',
  FOLKMOOT_MAIL_ANSWER_SECONDS: '2',
  FOLKMOOT_MAIL_SETTLE_SECONDS: '1',
  FOLKMOOT_MAIL_SWEEP_SECONDS: '1',
  FOLKMOOT_MAIL_RETRY_SECONDS: '1',
});

await processes.openDatabase();
const { parseSettings } = await import('../../dist/core/config/index.js');
const { Db, newId, openDatabase } = await import('../../dist/core/database/index.js');
const { Post, Sender, Uncertain } = await import('../../dist/core/mail/index.js');
const { Ledger } = await import('../../dist/core/mail/engine/ledger.js');
const { Founding } = await import('../../dist/core/network/index.js');
const { createApp } = await import('../../dist/serve.js');
const settings = parseSettings(processes.env);
const app = await createApp(settings, await openDatabase(settings, 'service'));
const [db, post, sender, ledger] = [Db, Post, Sender, Ledger].map((one) => app.get(one));

// Whoever finishes looks only after networks whose worker is gone.
const orphaned = new Set();
const allWork = ledger.networksWithWork.bind(ledger);
ledger.networksWithWork = async () => (await allWork()).filter((id) => orphaned.has(id));

/** What a row may use. */
class Row {
  constructor(row, at) {
    Object.assign(this, { row, domain: `row${at}.crash.example`, networkId: newId(), children: [] });
    this.relay = relay;
  }

  async found(at) {
    const input = { slug: `row-${at}`, name: `Row ${at}`, model: 'portsmouth', coordinatorName: '' };
    const facts = { ...input, coordinator: `c${at}@crash.example` };
    await this.inside(() => app.get(Founding).lay(this.networkId, facts, { quiet: true }));
  }

  inside(work) {
    return db.inNetwork(this.networkId, work);
  }

  async freeze(people = 3, more = {}) {
    ({ letterId: this.letterId } = await this.inside(() =>
      freeze(post, people, { domain: this.domain, ...more }),
    ));
  }

  /** So many where the run is a full one, else a few. */
  often(times) {
    return process.argv.includes('--full') ? times : 3;
  }

  /** Starts a worker that meets its end at a point. Resolves once it has got so far as to send. */
  async worker(point, env = {}) {
    const child = fork(join(import.meta.dirname, 'doomed.mjs'), [this.networkId, point], {
      env: { ...processes.env, CRASH_DATA: processes.dataDirectory, CRASH_DOMAIN: this.domain, ...env },
      stdio: ['ignore', 'ignore', process.env.CRASH_LOUD ? 'inherit' : 'ignore', 'ipc'],
    });
    const gone = new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)));
    this.children.push({ child, gone });
    await Promise.race([new Promise((done) => child.once('message', done)), gone]);
    return { child, gone };
  }

  /** Resolves when the worker has met it. */
  async workerGone(point, env) {
    await (
      await this.worker(point, env)
    ).gone;
  }

  decide(script) {
    relay.decide(this.domain, script);
  }

  /** Another worker goes on until nothing is open. */
  async recover(seconds = 25) {
    orphaned.add(this.networkId);
    for (let waited = 0; waited < seconds * 4; waited += 1) {
      await sender.run().catch(() => undefined);
      const open = await this.count(OPEN).catch(() => 1);
      if (open === 0) return;
      await sleep(250);
    }
    throw new Error('It did not come to an end.');
  }

  async count(condition) {
    const sql = `select count(*)::integer as n from delivery where ${condition}`;
    return (await this.inside(() => db.one(sql))).n;
  }

  /** A way to the database that can be cut. */
  wayToDatabase() {
    return openWay(processes.env.DATABASE_URL);
  }

  /** As somebody with too much power might. */
  async dropQueue() {
    const client = new pg.Client({
      connectionString: processes.ownerUrl.replace('folkmoot_owner@', 'postgres@'),
    });
    await client.connect();
    await client.query('drop schema bullmq cascade');
    await client.end();
  }

  /** A person's decision: all of them again. */
  async sendAgain() {
    await this.inside(() => app.get(Uncertain).sendAgain(this.letterId));
    await this.recover();
  }

  async outcome() {
    const copies = await this.inside(() =>
      db.query('select address, state, reason from delivery order by address'),
    );
    const taken = (address) => relay.taken.get(address)?.length ?? 0;
    const of = (...states) => copies.filter(({ state }) => states.includes(state));
    return {
      copies: copies.length,
      sent: of('sent').length,
      uncertain: of('uncertain').length,
      other: of('refused', 'held', 'skipped').map(({ state, reason }) => `${state}: ${reason}`),
      twice: copies.filter(({ address }) => taken(address) > 1).length,
      lost: of('sent').filter(({ address }) => taken(address) === 0).length,
      altered: [...relay.taken].filter(([to, all]) => to.endsWith(this.domain) && new Set(all).size > 1)
        .length,
    };
  }

  end() {
    for (const { child } of this.children) if (child.exitCode === null) child.kill('SIGKILL');
    relay.decide(this.domain, undefined);
  }
}

async function walk(row, at) {
  const here = new Row(row, at);
  const begun = performance.now();
  try {
    await here.found(at);
    await row.walk(here);
    const outcome = await here.outcome();
    return { row: row.number, what: row.what, ...outcome, ok: row.allows(outcome) };
  } catch (error) {
    return { row: row.number, what: row.what, ok: false, error: String(error.stack ?? error) };
  } finally {
    here.end();
    if (process.env.CRASH_LOUD)
      process.stderr.write(`${row.number} ${Math.round(performance.now() - begun)} ms\n`);
  }
}

/** Side by side, so many at once; rows that strike the database itself come alone and last. */
async function walkAll(rows) {
  const results = [];
  const queue = rows.map((row, at) => ({ row, at })).filter(({ row }) => !row.alone);
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      results[next.at] = await walk(next.row, next.at);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  for (const [at, row] of rows.entries()) if (row.alone) results[at] = await walk(row, at);
  return results;
}

try {
  const wanted = process.argv.slice(2).filter((word) => word !== '--full');
  const rows = ROWS.filter(({ number }) => wanted.length === 0 || wanted.includes(String(number)));
  const results = await walkAll(rows);
  process.stdout.write(`${results.map((one) => JSON.stringify(one)).join('\n')}\n`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} finally {
  await app.close().catch(() => undefined);
  await processes.close();
  relay.close();
  rmSync(directory, { recursive: true, force: true });
}
