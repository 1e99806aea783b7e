/**
 * Yesterday's copy is put in place of a database whose edition has been sent since (rows 16 and 17 of the crash
 * matrix): nothing leaves by itself, neither by a command nor by the service, and everybody is named.
 *
 *   node test/crash/restore.mjs [--promoted]
 *
 * With `--promoted` the copy takes over as a replica does, on a branch of its own.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { compose, writeImports } from './a-network.mjs';
import { CrashSink } from './sink.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const PEOPLE = 6;
const run = promisify(execFile);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const directory = mkdtempSync(join(tmpdir(), 'folkmoot-restore-'));
// Where this runs as root, PostgreSQL runs as somebody else, who must get through.
chmodSync(directory, 0o755);
const [state, copy] = [join(directory, 'state'), join(directory, 'copy')];
const sink = new CrashSink();
const env = {
  ...process.env,
  NODE_ENV: 'test',
  PORT: String(await freePort()),
  SMTP_URL: await sink.open(),
  FOLKMOOT_STATE_DIR: state,
  FOLKMOOT_EXAMPLE: 'no',
  FOLKMOOT_LOG_LEVEL: 'silent',
  FOLKMOOT_MAIL_SWEEP_SECONDS: '1',
  FOLKMOOT_MAIL_SETTLE_SECONDS: '1',
  FOLKMOOT_STOP_MINUTES: '0',
};
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const command = async (...words) =>
  JSON.parse((await run(process.execPath, [join(ROOT, 'dist/cli.js'), ...words, '--json'], { env })).stdout);
const network = ['--network', 'restored'];
const status = () => command('digest', 'status', '--names', ...network);

async function prepare() {
  await compose(command, 'restored', writeImports(directory, PEOPLE));
  await command('digest', 'approve', ...network);
}

/** As docs/operations.md says. */
function copyWhole(from, to) {
  execFileSync('cp', ['-aL', from, to]);
}

function putBack() {
  rmSync(state, { recursive: true, force: true });
  copyWhole(copy, state);
  if (!process.argv.includes('--promoted')) return;
  const data = join(state, 'postgres', 'data');
  writeFileSync(join(data, 'recovery.signal'), '');
  appendFileSync(join(data, 'postgresql.auto.conf'), `\nrestore_command = 'false'\n`);
}

/** The service runs for a while; resolves with what its first page says. */
async function serveFor(seconds) {
  const service = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((done) => service.once('exit', done));
  const address = await Promise.race([
    ended.then(() => undefined),
    new Promise((done) =>
      service.stdout.on('data', (chunk) => {
        const found = /ready at (\S+)/.exec(String(chunk))?.[1];
        if (found) done(found);
      }),
    ),
  ]);
  const page = address ? await (await fetch(`${address}/sign-in`)).text() : '';
  await sleep(seconds * 1000);
  service.kill('SIGTERM');
  await ended;
  return page;
}

try {
  await prepare();
  copyWhole(state, copy);
  await command('digest', 'send', ...network);
  const taken = sink.count;
  putBack();
  await command('digest', 'send', ...network).catch(() => undefined);
  const byCommand = sink.count - taken;
  const page = await serveFor(4);
  const inside = await command('quarantine', 'show');
  const held = await status();
  await command('quarantine', 'end');
  await serveFor(4);
  const after = await status();
  const report = {
    ...{ taken, byCommand, since: sink.count - taken, because: inside.because },
    ...{ banner: /restored from a copy/.test(page), uncertain: held.counts.uncertain, after: after.counts },
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await sink.close();
  rmSync(directory, { recursive: true, force: true });
}
