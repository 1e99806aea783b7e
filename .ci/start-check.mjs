// Starts a fresh clone as a newcomer would and checks what was promised about starting and stopping:
// node .ci/start-check.mjs CHECKOUT
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const checkout = process.argv[2];
const port = await freePort();
const address = `http://127.0.0.1:${port}`;
const running = new Set();
let failures = 0;

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

await check('npm start on a fresh clone gets ready', async () => {
  const service = start();
  await ready(service);
  await check('the sign-in page is served', signInPage);
  await check('a second start refuses in one plain sentence', () => refused({ PORT: '0' }, /already runs/));
  await check('a command works beside the service', command);
  await check('SIGTERM stops it cleanly', () => stopped(service));
});
await check('no PostgreSQL is left behind', noLeftOver);
await check('a command works without the service', command);
await check('a taken port is named', () => withTakenPort(() => refused({}, new RegExp(`[Pp]ort ${port}`))));
await check('the second start finds its data and is quick', async () => {
  const begun = performance.now();
  const service = start();
  await ready(service);
  process.stdout.write(`      (${Math.round(performance.now() - begun)} ms from npm start to ready)\n`);
  await stopped(service);
});
process.exit(failures > 0 ? 1 : 0);

async function check(what, work) {
  try {
    await work();
    process.stdout.write(`ok    ${what}\n`);
  } catch (error) {
    failures += 1;
    process.stdout.write(`NOT   ${what}: ${error.message}\n`);
  }
}

function start(env = {}) {
  return npm(['start'], { PORT: String(port), ...env });
}

function npm(words, env = {}) {
  const child = spawn('npm', words, {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (text) => (child.said[stream] += text));
  child.ended = new Promise((resolve) => child.once('close', resolve)).finally(() => running.delete(child));
  return child;
}

async function ready(service) {
  const deadline = performance.now() + 300_000;
  while (performance.now() < deadline) {
    if (service.exitCode !== null)
      throw new Error(`it ended with ${service.exitCode}: ${service.said.stderr}`);
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  service.kill('SIGKILL');
  throw new Error(`not ready in five minutes: ${service.said.stderr}`);
}

async function signInPage() {
  const answer = await fetch(`${address}/sign-in`);
  const page = await answer.text();
  if (answer.status !== 200 || !page.includes('<form')) throw new Error(`status ${answer.status}`);
}

async function refused(env, sentence) {
  const second = start(env);
  const code = await Promise.race([second.ended, pause(60_000, 'still running')]);
  // What npm and the log say is not for the newcomer; the rest has to be one sentence.
  const lines = second.said.stderr.split('\n').filter((line) => line && !/^(npm |\{)/.test(line));
  if (code === 0 || code === 'still running') throw new Error(`exit code ${code}`);
  if (lines.length !== 1 || !sentence.test(lines[0])) throw new Error(`it said: ${lines.join(' | ')}`);
}

async function command() {
  const settings = npm(['run', '--silent', 'folkmoot', '--', 'migrate', '--json']);
  const code = await settings.ended;
  if (code !== 0) throw new Error(`exit code ${code}: ${settings.said.stderr}`);
  JSON.parse(settings.said.stdout);
}

async function stopped(service) {
  service.kill('SIGTERM');
  const code = await Promise.race([service.ended, pause(30_000, 'still running')]);
  if (code !== 0) throw new Error(`exit code ${code}: ${service.said.stderr}`);
}

async function noLeftOver() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const left = pids.filter((pid) => commandLine(pid).includes(join(checkout, '.folkmoot')));
  if (left.length > 0) throw new Error(`process ${left.join(', ')}`);
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function withTakenPort(work) {
  const squatter = createServer().listen(port, '127.0.0.1');
  try {
    await work();
  } finally {
    squatter.close();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
