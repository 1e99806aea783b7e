/**
 * A worker that dies, or meets a fault, at one point of the crash matrix: `doomed.mjs <network> <point>`. It looks
 * after one network only, so that rows can be walked side by side, and sends until nothing of it is open.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Clock } from '../../dist/core/clock/index.js';
import { parseSettings } from '../../dist/core/config/index.js';
import { Db, openDatabase } from '../../dist/core/database/index.js';
import { JobRunner, Jobs } from '../../dist/core/jobs/index.js';
import { Post, Sender } from '../../dist/core/mail/index.js';
import { Ledger } from '../../dist/core/mail/engine/ledger.js';
import { createApp } from '../../dist/serve.js';
import { freeze } from './letters.mjs';

const [networkId, point] = process.argv.slice(2);
const here = { domain: process.env.CRASH_DOMAIN };
const settings = parseSettings(process.env);
const app = await createApp(settings, await openDatabase(settings, 'service'));
const [db, ledger, post, sender] = [Db, Ledger, Post, Sender].map((one) => app.get(one));
const SERVICES = ['as a service', 'the job fails'];
const die = () => process.kill(process.pid, 'SIGKILL');
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Puts something before or after a method; `work` gets the original and its arguments. */
function around(target, method, work) {
  const original = target[method].bind(target);
  target[method] = (...words) => work(original, ...words);
}

/** Does it the first time only. */
function once(act) {
  let done = false;
  return async (...words) => (done ? undefined : ((done = true), act(...words)));
}

const strikePostgres = once(async () => {
  const file = join(process.env.CRASH_DATA, 'postmaster.pid');
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
  await sleep(50);
});

const atCommit = (when) => (commit) =>
  around(ledger, 'commit', async (original, id, gates, results) => {
    const matters = when.endsWith('gate') ? gates.length > 0 : results.length > 0;
    if (matters && when.startsWith('before')) await commit();
    const answer = original(id, gates, results);
    if (matters && when.startsWith('with')) setImmediate(commit);
    const granted = await answer;
    if (matters && when.startsWith('after')) await commit();
    return granted;
  });

const POINTS = {
  nothing: () => undefined,
  'before the freeze commits': () =>
    db.inNetwork(networkId, async () => {
      await freeze(post, 3, here);
      die();
    }),
  'during the freeze': async () => {
    let inserts = 0;
    around(db, 'query', (original, sql, words) => {
      if (/insert into delivery /.test(sql) && (inserts += 1) === 20) die();
      return original(sql, words);
    });
    await db.inNetwork(networkId, () => freeze(post, 10_000, here));
  },
  'after the freeze': async () => {
    around(db, 'afterCommit', (original) => original(die));
    await db.inNetwork(networkId, () => freeze(post, 3, here));
    die();
  },
  'the call comes twice': async () => {
    await db.inNetwork(networkId, () => freeze(post, 3, here));
    await Promise.all([sender.run(), sender.run(), sender.sweep()]);
  },
  'after the claim': () =>
    around(ledger, 'claim', async (original, ...words) => {
      const claimed = await original(...words);
      return claimed.length > 0 ? die() : claimed;
    }),
  'gate asked, commit unknown': () => atCommit('with the gate')(die),
  'gate committed, no dot': () => atCommit('after the gate')(die),
  'answer read, not written': () => atCommit('before the result')(die),
  'result written': () => atCommit('after the result')(die),
  'PostgreSQL dies at the claim': () =>
    around(ledger, 'claim', async (original, ...words) => {
      const claimed = await original(...words);
      if (claimed.length > 0) await strikePostgres();
      return claimed;
    }),
  'PostgreSQL dies before the gate': () => atCommit('before the gate')(strikePostgres),
  'PostgreSQL dies with the gate': () => atCommit('with the gate')(strikePostgres),
  'PostgreSQL dies after the gate': () => atCommit('after the gate')(strikePostgres),
  'PostgreSQL dies before the result': () => atCommit('before the result')(strikePostgres),
  'ten minutes fast': () => shiftClock(600_000),
  'ten minutes slow': () => shiftClock(-600_000),
  'as a service': () => app.get(JobRunner).start(),
  'the job fails': async () => {
    const fail = once(() => {
      throw new Error('job stalled more than allowable limit');
    });
    around(sender, 'run', async (original) => {
      await fail();
      return original();
    });
    await app.get(Jobs).send('mail.send', {});
    app.get(JobRunner).start();
  },
  'disk full': () => {
    const fill = once(() => {
      throw Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
    });
    around(ledger, 'claim', async (original, ...words) => {
      await fill();
      return original(...words);
    });
  },
};

function shiftClock(ms) {
  const [now, high] = [Date.now, performance.now.bind(performance)];
  Date.now = () => now() + ms;
  performance.now = () => high() + ms;
  around(app.get(Clock), 'now', (original) => new Date(original().getTime() + ms));
}

around(ledger, 'networksWithWork', async (original) => (await original()).filter((id) => id === networkId));
await POINTS[point]();
process.send?.('ready');
for (;;) {
  // A service is left to its queue and its sweeps.
  if (!SERVICES.includes(point)) await sender.run().catch(() => undefined);
  const open = await db
    .inNetwork(networkId, () =>
      db.one(
        `select count(*)::integer as n from delivery where state in ('pending', 'sending', 'committed')`,
      ),
    )
    .catch(() => ({ n: 1 }));
  if (open.n === 0) process.exit(0);
  await sleep(100);
}
