import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { checkServerVersion, openEmbedded, stateSecret, StartProblem, type Embedded } from './index.js';
import { fromDatabaseLog } from './start-problem.js';

const SETTINGS = ['fsync=off'];

let directory: string;
let opened: Embedded[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'folkmoot-embedded-'));
  chmodSync(directory, 0o755);
  opened = [];
});

afterEach(async () => {
  for (const embedded of opened.reverse()) await embedded.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function open(stateDir: string, purpose: 'service' | 'command' = 'service'): Promise<Embedded> {
  const embedded = await openEmbedded({ stateDir, purpose, settings: SETTINGS });
  opened.push(embedded);
  return embedded;
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('the built-in database', () => {
  it('is made on the first start, with three roles of which none can bypass a policy', async () => {
    const { ownerUrl, appUrl, queueUrl } = await open(join(directory, 'state'));
    await ask(ownerUrl, 'create table member (name text)');
    await expect(ask(appUrl, 'create table mine (name text)')).rejects.toThrow('permission denied');
    await ask(queueUrl, 'create table job (name text)');
    expect(await ask(queueUrl, "select schemaname from pg_tables where tablename = 'job'")).toEqual([
      { schemaname: 'bullmq' },
    ]);
    const strong = "select rolname from pg_roles where rolname ~ '^folkmoot' and (rolsuper or rolbypassrls)";
    expect(await ask(ownerUrl, strong)).toEqual([]);
  });

  it('keeps its data between starts', async () => {
    const stateDir = join(directory, 'state');
    const first = await open(stateDir);
    await ask(first.ownerUrl, "create table member as select 'Ada' as name");
    await first.stop();
    const second = await open(stateDir);
    expect(await ask(second.ownerUrl, 'select name from member')).toEqual([{ name: 'Ada' }]);
  });

  it('serves a command while the service runs, and goes on when the command has ended', async () => {
    const stateDir = join(directory, 'state');
    const service = await open(stateDir);
    const command = await open(stateDir, 'command');
    expect(command.ownsServer).toBe(false);
    expect(await ask(command.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await command.stop();
    await expect(openEmbedded({ stateDir, purpose: 'service' })).rejects.toThrow('already runs');
    expect(await ask(service.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('works below a path that is too long for a socket, and one with spaces', async () => {
    const deep = join(directory, 'a long name '.repeat(8).trim(), 'and another one '.repeat(3).trim());
    const { appUrl, socketDir, stop } = await open(deep);
    expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await stop();
    expect(existsSync(socketDir)).toBe(false);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'lies elsewhere when root works in a closed directory',
    async () => {
      const closed = join(directory, 'home');
      mkdirSync(closed, { mode: 0o700 });
      const { appUrl } = await open(join(closed, 'state'));
      const home = realpathSync(join(closed, 'state/postgres'));
      try {
        expect(await ask(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
        expect(home).toMatch(/^\/var\/lib\/folkmoot\/state-/);
      } finally {
        await opened[0].stop();
        rmSync(home, { recursive: true, force: true });
      }
    },
  );
});

describe('a start that cannot be', () => {
  it('names the directory that cannot be written, and the way out', async () => {
    const way = /set FOLKMOOT_STATE_DIR to a directory this user may write\.$/;
    await expect(openEmbedded({ stateDir: '/sys/folkmoot', purpose: 'service' })).rejects.toThrow(way);
    writeFileSync(join(directory, 'file'), '');
    await expect(openEmbedded({ stateDir: join(directory, 'file/x'), purpose: 'service' })).rejects.toThrow(
      way,
    );
    expect(() => stateSecret('/sys/folkmoot')).toThrow(way);
  });

  it('repeats the last words of PostgreSQL in one sentence', async () => {
    const settings = ['shared_buffers=nonsense'];
    const start = openEmbedded({ stateDir: join(directory, 'state'), purpose: 'service', settings });
    await expect(start).rejects.toThrow(
      /^PostgreSQL could not start; the end of its log says: .*"nonsense"[^\n]*$/,
    );
    await expect(start).rejects.toBeInstanceOf(StartProblem);
    expect((await open(join(directory, 'state'))).ownsServer).toBe(true);
  });

  it('knows a full disk from what PostgreSQL says', () => {
    const log = 'FATAL:  could not write lock file "postmaster.pid": No space left on device';
    expect(fromDatabaseLog('PostgreSQL could not start', log, '/data').message).toMatch(
      /^The disk that holds \/data is full: free some space/,
    );
  });

  it('refuses data of another major version', async () => {
    const stateDir = join(directory, 'state');
    await (await open(stateDir)).stop();
    writeFileSync(join(stateDir, 'postgres/data/PG_VERSION'), '17\n');
    await expect(open(stateDir)).rejects.toThrow('were made by PostgreSQL 17');
  });

  it('refuses a server older than PostgreSQL 15', async () => {
    const server = (version: string, number: string) => ({
      query: () => Promise.resolve({ rows: [{ server_version: version, server_version_num: number }] }),
    });
    await expect(checkServerVersion(server('14.19', '140019'))).rejects.toThrow(
      'The database server is PostgreSQL 14.19, and Folkmoot needs 15 or newer',
    );
    await checkServerVersion(server('15.0', '150000'));
  });
});

describe('the secret of a state directory', () => {
  it('is made once, for the eyes of its user only', () => {
    const stateDir = join(directory, 'state');
    const secret = stateSecret(stateDir);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(stateSecret(stateDir)).toBe(secret);
    expect(statSync(join(stateDir, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('is not quietly replaced when the file is damaged', () => {
    writeFileSync(join(directory, 'secret'), '');
    expect(() => stateSecret(directory)).toThrow('should hold 64 hexadecimal digits');
  });
});
