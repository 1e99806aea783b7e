import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Prints a bench's figures as a table for people and, last, as one line of JSON for programs. */
export function print(title, rows) {
  process.stdout.write(`\n${title}\n`);
  for (const row of rows) {
    const figure =
      typeof row.value === 'number'
        ? row.value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
        : row.value;
    process.stdout.write(`  ${row.what.padEnd(58)} ${String(figure).padStart(12)} ${row.unit ?? ''}\n`);
  }
  process.stdout.write(`${JSON.stringify({ title, rows })}\n`);
}

/** Returns seconds that `work` takes. */
export async function seconds(work) {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Returns the middle of an odd number of figures. */
export const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];

/** Starts the sink in a process of its own; it thinks about each message for so many milliseconds. */
export async function startSink(thinks = 0) {
  const child = fork(join(import.meta.dirname, 'sink.mjs'), [String(thinks)]);
  const { port } = await new Promise((resolve) => child.once('message', resolve));
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: () =>
      new Promise((resolve) => (child.once('message', ({ taken }) => resolve(taken)), child.send('count'))),
    stop: () => child.disconnect(),
  };
}

/** Opens the built product on an embedded database of its own; `env` adds settings. */
export async function openProduct(env = {}, directory = mkdtempSync(join(tmpdir(), 'folkmoot-bench-'))) {
  const { parseSettings } = await import('../../dist/core/config/index.js');
  const { openDatabase } = await import('../../dist/core/database/index.js');
  const { createApp } = await import('../../dist/serve.js');
  const settings = parseSettings({
    NODE_ENV: 'test',
    FOLKMOOT_STATE_DIR: directory,
    FOLKMOOT_LOG_LEVEL: 'error',
    FOLKMOOT_EXAMPLE: 'no',
    ...env,
  });
  const database = await openDatabase(settings, 'service');
  const app = await createApp(settings, database);
  return {
    app,
    settings,
    urls: database.urls,
    close: async () => {
      await app.close();
      await database.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
