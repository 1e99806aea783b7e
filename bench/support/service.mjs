import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Returns a port nobody listens on. */
export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Runs the built product as its own process, as `npm start` does; `stop()` ends it as a person would. */
export async function startService({
  stateDir = mkdtempSync(join(tmpdir(), 'folkmoot-bench-')),
  env = {},
} = {}) {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    env: {
      ...process.env,
      PORT: String(port),
      FOLKMOOT_STATE_DIR: stateDir,
      FOLKMOOT_LOG_LEVEL: 'error',
      FOLKMOOT_LIMIT_ANONYMOUS: '1000000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((done, fail) => {
    child.stdout.on('data', (chunk) => chunk.toString().includes('Folkmoot is ready') && done());
    child.once('exit', (code) => fail(new Error(`The product ended with ${code}.`)));
  });
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid,
    stateDir,
    ready: (performance.now() - begun) / 1000,
    stop: async ({ keep = false } = {}) => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      if (!keep) rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
