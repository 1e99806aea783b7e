/**
 * Kills an import and a freeze at random moments: afterwards either nothing of it is there or everything, and
 * doing it again finishes it.
 *
 *   node test/crash/acts.mjs --rows 2000 --kills 6
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { found, writeImports } from './a-network.mjs';
import { Processes } from './processes.mjs';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const { values: given } = parseArgs({
  options: { rows: { type: 'string', default: '2000' }, kills: { type: 'string', default: '6' } },
});
const rows = Number(given.rows);
const kills = Number(given.kills);
const network = ['--network', 'crash'];
const directory = mkdtempSync(join(tmpdir(), 'folkmoot-acts-'));
const processes = new Processes(directory, {
  NODE_ENV: 'test',
  SMTP_URL: 'smtp://127.0.0.1:1',
  FOLKMOOT_SECRET: 'for-the-crash-run-only-0123456789abcdef',
  FOLKMOOT_LOG_LEVEL: 'silent',
});

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** Runs a command and kills it, or its database, after so long. Returns whether it was struck down in time. */
async function struckDown(words, after, what) {
  const child = spawn(process.execPath, [CLI, ...words], { env: processes.env, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', (code) => done(code)));
  await Promise.race([sleep(after), ended]);
  if (what === 'postgres') processes.kill('postgres');
  else child.kill('SIGKILL');
  return (await ended) !== 0;
}

/** Asks as the owner with the wall down, once the database is back. */
async function ask(sql) {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({
      connectionString: processes.ownerUrl.replace('folkmoot_owner@', 'postgres@'),
    });
    try {
      await client.connect();
      const { rows: found } = await client.query(sql);
      await client.end();
      return found[0].n;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}

/** Strikes at moments spread over the time the act takes when left alone. */
async function strike(words, count, whole, took) {
  const seen = [];
  let struck = 0;
  for (let n = 1; n <= kills; n += 1) {
    if (
      await struckDown(
        words,
        took * (0.3 + (0.7 * Math.random() * n) / kills),
        n % 2 ? 'command' : 'postgres',
      )
    )
      struck += 1;
    const there = await ask(count);
    seen.push(there);
    if (there !== 0 && there !== whole) break;
    if (there === whole) break;
  }
  return { struck, seen };
}

async function timed(work) {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

try {
  await processes.openDatabase();
  const { members, articles } = writeImports(directory, rows);
  await found(processes.command.bind(processes), 'crash');
  const took = await timed(() => processes.command('members', 'import', members, '--dry-run', ...network));
  const importing = await strike(
    ['members', 'import', members, ...network],
    'select count(*)::int as n from organisation',
    rows,
    took * 1.5,
  );
  await processes.command('members', 'import', members, ...network);
  const imported = await ask('select count(*)::int as n from organisation');
  await processes.command('articles', 'import', articles, ...network);
  await processes.command('digest', 'compose', ...network);
  const status = await timed(() => processes.command('digest', 'status', ...network));
  const copies = `select count(*)::int as n from delivery d join letter l on l.id = d.letter_id where l.list = 'digest'`;
  const freezing = await strike(['digest', 'approve', ...network], copies, rows + 1, status * 1.3);
  await processes.command('digest', 'approve', ...network).catch(() => undefined);
  const report = { rows, importing, imported, freezing, frozen: await ask(copies) };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await processes.close();
  rmSync(directory, { recursive: true, force: true });
}
