/**
 * PostgreSQL alone is struck down while one process with everything in it sends a digest: the process lives on, the
 * database comes back, and everybody is sent it or named.
 *
 *   node test/crash/alone.mjs [--kills 20]
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { compose, writeImports } from './a-network.mjs';
import { CrashSink } from './sink.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const { values: given } = parseArgs({ options: { kills: { type: 'string', default: '3' } } });
const KILLS = Number(given.kills);
const PEOPLE = 40 * KILLS;
const run = promisify(execFile);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const directory = mkdtempSync(join(tmpdir(), 'folkmoot-alone-'));
const sink = new CrashSink();
const env = {
  ...process.env,
  PORT: '0',
  SMTP_URL: await sink.open(),
  FOLKMOOT_STATE_DIR: directory,
  FOLKMOOT_EXAMPLE: 'no',
  FOLKMOOT_LOG_LEVEL: 'silent',
  FOLKMOOT_MAIL_LEASE_SECONDS: '4',
  FOLKMOOT_MAIL_ANSWER_SECONDS: '3',
  FOLKMOOT_MAIL_SWEEP_SECONDS: '1',
  FOLKMOOT_STOP_MINUTES: '0',
};
const command = async (...words) =>
  JSON.parse((await run(process.execPath, [join(ROOT, 'dist/cli.js'), ...words, '--json'], { env })).stdout);
const network = ['--network', 'alone'];

const imports = writeImports(directory, PEOPLE);

let service;
try {
  await compose(command, 'alone', imports);
  await command('digest', 'approve', ...network);
  sink.delay = 60;
  let ended = null;
  service = spawn(process.execPath, [join(ROOT, 'dist/main.js')], { env, stdio: 'ignore' });
  service.once('exit', (code) => (ended = code ?? 'signal'));
  const kills = [];
  for (let waited = 0; waited < 100 * KILLS && kills.length < KILLS; waited += 1) {
    await sleep(100);
    if (sink.count < 20 * (kills.length + 1)) continue;
    const pid = Number(readFileSync(join(directory, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    kills.push(sink.count);
  }
  sink.delay = 0;
  let status;
  for (let waited = 0; waited < 40; waited += 1) {
    await sleep(1000);
    status = await command('digest', 'status', ...network).catch(() => undefined);
    if (status?.counts.pending === 0) break;
  }
  const twice = [...sink.taken.values()].filter((times) => times.length > 1).length;
  process.stdout.write(
    `${JSON.stringify({ kills, ended, counts: status?.counts, audience: status?.audience, twice })}\n`,
  );
} finally {
  const over =
    service && service.exitCode === null ? new Promise((done) => service.once('exit', done)) : undefined;
  service?.kill('SIGTERM');
  await over;
  await sink.close();
  rmSync(directory, { recursive: true, force: true });
}
