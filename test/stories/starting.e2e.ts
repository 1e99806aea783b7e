import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** Starts the built product and waits for it to end; a healthy one is never seen here. */
function start(env: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(FOLKMOOT|DATABASE|SMTP|BASE_URL|PORT|NODE_ENV)/.test(name),
    ),
  );
  const child = spawn(process.execPath, [MAIN], {
    env: { ...clean, FOLKMOOT_EXAMPLE: 'no', PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  return new Promise((done) => child.once('exit', (code) => done({ code, words: words.trim() })));
}

/** One sentence for a person: no stack, no object, no value of a secret. */
function isPlain(words: string): boolean {
  return words.length > 20 && words.length < 400 && !/\n\s+at |\{|Error:/.test(words);
}

describe('What keeps Folkmoot from starting is said in one plain sentence', () => {
  let database: TestDatabase;
  let stateDir: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    stateDir = mkdtempSync(join(tmpdir(), 'folkmoot-starting-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const given = () => ({
    DATABASE_URL: database.appUrl,
    FOLKMOOT_SECRET: 'a-long-enough-word-for-one-start-only',
    FOLKMOOT_STATE_DIR: stateDir,
  });

  it('a port that is taken', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const { code, words } = await start({ ...given(), PORT: String(port) });
    await new Promise((done) => server.close(done));
    expect({ code, words }).toEqual({ code: 1, words: expect.stringContaining(`Port ${port} is taken`) });
    expect({ words, plain: isPlain(words) }).toEqual({ words, plain: true });
  });

  it.each([
    ['a setting nobody knows', { FOLKMOOT_COLOUR: 'blue' }, 'FOLKMOOT_COLOUR is not a setting'],
    ['a number that is none', { PORT: 'three' }, 'PORT cannot be used'],
    [
      'a secret that is a placeholder',
      { FOLKMOOT_SECRET: 'changeme-changeme-changeme-changeme' },
      'FOLKMOOT_SECRET cannot be used',
    ],
    ['a secret that is too short', { FOLKMOOT_SECRET: 'short' }, 'FOLKMOOT_SECRET cannot be used'],
    ['production without https', { NODE_ENV: 'production' }, 'BASE_URL must start with https'],
    [
      'production without a relay',
      { NODE_ENV: 'production', BASE_URL: 'https://x.example', FOLKMOOT_TRUSTED_PROXIES: '10.0.0.1' },
      'SMTP_URL is missing',
    ],
    [
      'a secret file that is not there',
      { FOLKMOOT_SECRET: '', FOLKMOOT_SECRET_FILE: '/nowhere/secret' },
      'FOLKMOOT_SECRET_FILE names a file',
    ],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgres://folkmoot_app@127.0.0.1:1/folkmoot' },
      'PostgreSQL cannot be reached',
    ],
  ])('%s', async (_name, env, sentence) => {
    const { code, words } = await start({ ...given(), ...env });
    expect({ code, words }).toEqual({ code: 1, words: expect.stringContaining(sentence) });
    expect({ words, plain: isPlain(words) }).toEqual({ words, plain: true });
    expect(words).not.toContain('changeme');
  });

  it('a role that would make the wall between networks a painted one', async () => {
    const owner = await start({ ...given(), DATABASE_URL: database.ownerUrl });
    expect(owner).toEqual({ code: 1, words: expect.stringContaining('owns the tables') });
    const mighty = await start({ ...given(), DATABASE_URL: database.superUrl });
    expect(mighty).toEqual({ code: 1, words: expect.stringContaining('bypasses row-level security') });
  });

  it('a state directory that cannot be written', async () => {
    const blocked = join(stateDir, 'a-file');
    writeFileSync(blocked, '');
    chmodSync(blocked, 0o400);
    const { code, words } = await start({ FOLKMOOT_STATE_DIR: join(blocked, 'state') });
    expect({ code, words }).toEqual({ code: 1, words: expect.stringContaining('FOLKMOOT_STATE_DIR') });
    expect({ words, plain: isPlain(words) }).toEqual({ words, plain: true });
  });
});
