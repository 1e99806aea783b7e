/**
 * Sends a digest while web, workers and PostgreSQL are killed with `kill -9` at random moments, and compares the
 * report with what the relay took.
 *
 *   node test/crash/crash.mjs --people 2000 --kills 100 [--resend]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compose, writeImports } from './a-network.mjs';
import { Processes } from './processes.mjs';
import { CrashSink } from './sink.mjs';

const CONNECTIONS = 4;
const WORKERS = ['worker-1', 'worker-2'];
const { values: given } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '100' },
    pause: { type: 'string', default: '1500' },
    resend: { type: 'boolean', default: false },
  },
});
const people = Number(given.people);
const kills = Number(given.kills);
const pause = Number(given.pause);

const directory = mkdtempSync(join(tmpdir(), 'folkmoot-crash-'));
const sink = new CrashSink();
const processes = new Processes(directory, {
  NODE_ENV: 'test',
  SMTP_URL: await sink.open(),
  FOLKMOOT_SECRET: 'for-the-crash-run-only-0123456789abcdef',
  FOLKMOOT_LOG_LEVEL: 'silent',
  FOLKMOOT_MAIL_CONNECTIONS: String(CONNECTIONS),
  FOLKMOOT_MAIL_LEASE_SECONDS: '4',
  FOLKMOOT_MAIL_ANSWER_SECONDS: '3',
  FOLKMOOT_MAIL_SETTLE_SECONDS: '2',
  FOLKMOOT_MAIL_SWEEP_SECONDS: '1',
  FOLKMOOT_MAIL_RETRY_SECONDS: '1',
  FOLKMOOT_STOP_MINUTES: '0',
});

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const network = ['--network', 'crash'];

async function prepare() {
  await processes.openDatabase();
  await compose(processes.command.bind(processes), 'crash', writeImports(directory, people));
  if (given.resend) await processes.chooseResending('crash');
}

async function rage() {
  sink.delay = Math.max(50, (2 * WORKERS.length * CONNECTIONS * kills * pause) / people / 2);
  await processes.command('digest', 'approve', ...network);
  processes.keep('web', 'web');
  for (const name of WORKERS) processes.keep(name, 'worker');
  await sleep(1500);
  let done = 0;
  const killed = {};
  while (done < kills) {
    await sleep(pause * (0.3 + Math.random() * 1.4));
    const name = processes.names[Math.floor(Math.random() * processes.names.length)];
    if (!processes.kill(name)) continue;
    done += 1;
    killed[name] = (killed[name] ?? 0) + 1;
  }
  sink.delay = 0;
  return killed;
}

async function settle() {
  for (let waited = 0; waited < 120; waited += 1) {
    await sleep(1000);
    const status = await processes.command('digest', 'status', '--names', ...network).catch(() => undefined);
    const open = status && status.counts.pending + (given.resend ? status.counts.uncertain : 0);
    if (open === 0) return status;
  }
  throw new Error('The edition did not come to an end within two minutes.');
}

function judge(status, killed) {
  const named = new Set((status.names?.uncertain ?? []).map((one) => one.address));
  const twice = [...sink.taken.entries()].filter(([, times]) => times.length > 1);
  const altered = twice.filter(
    ([, times]) => new Set(times.map(({ messageId, sha256 }) => messageId + sha256)).size > 1,
  );
  const addresses = Array.from({ length: people }, (_, n) => `p${n}@example.org`);
  const lost = addresses.filter((address) => !sink.taken.has(address) && !named.has(address));
  const claimed = (status.names?.sent ?? []).map((one) => one.address);
  return {
    people,
    kills,
    killed,
    resend: given.resend,
    audience: status.audience,
    counts: status.counts,
    adds_up: Object.values(status.counts).reduce((sum, one) => sum + one, 0) === status.audience,
    taken: sink.count,
    twice: twice.reduce((sum, [, times]) => sum + times.length - 1, 0),
    altered: altered.length,
    lost: lost.length,
    reported_but_not_taken: claimed.filter((address) => !sink.taken.has(address)).length,
    most_twice: CONNECTIONS * WORKERS.length * kills,
  };
}

try {
  await prepare();
  const killed = await rage();
  const report = judge(await settle(), killed);
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await processes.close();
  await sink.close();
  rmSync(directory, { recursive: true, force: true });
}
