import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { runChild, type Child } from '../../../../test/support/child.js';
import { openEmbedded, type Embedded } from './index.js';

const ENTRY = 'src/core/database/embedded/index.ts';

let directory: string;
let stateDir: string;
let opened: Embedded[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'folkmoot-crash-'));
  chmodSync(directory, 0o755);
  stateDir = join(directory, 'state');
  opened = [];
});

afterEach(async () => {
  for (const embedded of opened) await embedded.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** Durable, unlike the other tests: what a crash leaves is the point. */
async function open(onLost?: (problem: unknown) => void): Promise<Embedded> {
  const embedded = await openEmbedded({ stateDir, purpose: 'service', onLost });
  opened.push(embedded);
  return embedded;
}

function owner(): Child {
  const script = `
    const { ownerUrl, stop } = await source.openEmbedded({ stateDir: ${JSON.stringify(stateDir)}, purpose: 'service' });
    say(ownerUrl);
    await told();
    await stop();`;
  return runChild(ENTRY, script, directory);
}

async function ask(url: string | undefined, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

async function askPatiently(url: string, sql: string): Promise<unknown[]> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask(url, sql);
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

const pidFile = () => join(stateDir, 'postgres/data/postmaster.pid');
const postmaster = () => Number.parseInt(readFileSync(pidFile(), 'utf8'), 10);

describe('the built-in database after a crash', () => {
  it('opens again with its data when the process that held it was killed', async () => {
    const child = owner();
    await ask(await child.line(), "create table member as select 'Ada' as name");
    await child.kill();
    const { ownerUrl } = await open();
    expect(await ask(ownerUrl, 'select name from member')).toEqual([{ name: 'Ada' }]);
  });

  it('opens again when process and database were killed together', async () => {
    const child = owner();
    await ask(await child.line(), "create table member as select 'Ada' as name");
    const pid = postmaster();
    child.process.kill('SIGSTOP');
    process.kill(pid, 'SIGKILL');
    await child.kill();
    const { ownerUrl } = await open();
    expect(await ask(ownerUrl, 'select name from member')).toEqual([{ name: 'Ada' }]);
  });

  it('opens again when the process was killed in the midst of the very first start', async () => {
    for (const delay of [120, 250, 400, 550]) {
      const child = owner();
      await new Promise((resolve) => setTimeout(resolve, delay));
      await child.kill();
    }
    expect(await ask((await open()).ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('comes back by itself when only the database was killed', async () => {
    const { ownerUrl } = await open();
    await ask(ownerUrl, "create table member as select 'Ada' as name");
    for (let kills = 0; kills < 3; kills += 1) {
      process.kill(postmaster(), 'SIGKILL');
      expect(await askPatiently(ownerUrl, 'select name from member')).toEqual([{ name: 'Ada' }]);
    }
  });

  it('says so when the database cannot come back', async () => {
    const problem = new Promise((resolve) => void open(resolve).then(spoil));
    expect(await problem).toMatchObject({ message: expect.stringMatching(/^PostgreSQL could not start/) });
  });

  it('does not touch a stranger that has the number of its old server', async () => {
    await (await open()).stop();
    const stranger = runChild(ENTRY, 'say("here"); await told();', directory);
    await stranger.line();
    writeFileSync(pidFile(), `${stranger.pid}\n${stateDir}/postgres/data\n`);
    const { ownerUrl } = await open();
    expect(await ask(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.process.exitCode).toBeNull();
    stranger.tell();
    await stranger.ended();
  });

  it('leaves no server behind when it is stopped', async () => {
    const { stop } = await open();
    const pid = postmaster();
    await Promise.all([stop(), stop()]);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(existsSync(pidFile())).toBe(false);
  });
});

function spoil(): void {
  const pid = postmaster();
  rmSync(join(stateDir, 'postgres/data/global'), { recursive: true });
  process.kill(pid, 'SIGKILL');
}
