import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

const DIST = join(import.meta.dirname, '../../dist');
const CREATE = ['network', 'create', '--slug', 'leeds', '--name', 'Leeds', '--model', 'derbyshire'];

describe('A command on the built-in database', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'folkmoot-beside-'));
  const note = join(stateDir, 'run', 'service.json');
  const letters: string[] = [];
  const sink = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      stream.resume().once('end', () => {
        letters.push(...session.envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  let relay: string;

  beforeAll(async () => {
    await new Promise<void>((done) => sink.listen(0, '127.0.0.1', done));
    relay = `smtp://127.0.0.1:${(sink.server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await new Promise<void>((done) => sink.close(done));
    rmSync(stateDir, { recursive: true, force: true });
  });

  function start(script: string, words: string[], env: Record<string, string> = {}): ChildProcess {
    const clean = Object.entries(process.env).filter(
      ([name]) => !/^(FOLKMOOT|DATABASE|SMTP|BASE_URL|PORT|NODE_ENV)/.test(name),
    );
    const own = { FOLKMOOT_STATE_DIR: stateDir, FOLKMOOT_EXAMPLE: 'no', PORT: '0' };
    return spawn(process.execPath, [join(DIST, script), ...words], {
      env: { ...Object.fromEntries(clean), ...own, ...env },
    });
  }

  async function command(words: string[], env: Record<string, string> = {}) {
    const child = start('cli.js', words, env);
    const said = { out: '', problems: '' };
    child.stdout!.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (said.problems += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, ...said };
  }

  it('hands its letters to the relay itself when no service runs, and says that links lead nowhere', async () => {
    const env = { SMTP_URL: relay };
    const { code, out, problems } = await command(
      [...CREATE, '--coordinator', 'jo@example.org', '--json'],
      env,
    );
    expect([code, (JSON.parse(out) as { slug: string }).slug]).toEqual([0, 'leeds']);
    expect(problems).toContain('BASE_URL is not set: links in letters will point at http://localhost');
    expect(letters).toEqual(['jo@example.org']);
  });

  it('refuses another relay or address than the running service has, before it does anything', async () => {
    const service = start('main.js', []);
    const ended = once(service, 'exit');
    for await (const chunk of service.stdout!) if (String(chunk).includes('is ready')) break;
    const refused = await command(['digest', 'send', '--network', 'leeds'], { SMTP_URL: relay });
    expect(refused).toEqual({
      code: 1,
      out: '',
      problems: `Folkmoot is running here (process ${service.pid}) with the built-in mailbox as its post, so SMTP_URL would not be used. Stop it first, or start it with the same SMTP_URL.\n`,
    });
    const away = await command(['network', 'list'], { BASE_URL: 'https://folkmoot.example' });
    expect([away.code, away.problems]).toEqual([1, expect.stringContaining('BASE_URL would not be used')]);
    expect(await command(['network', 'list'])).toMatchObject({ code: 0, problems: '' });
    service.kill('SIGTERM');
    await ended;
    expect(existsSync(note)).toBe(false);
  });

  it('does not mind the note of a service that was killed', async () => {
    const dead = { pid: 1, started: 'long ago', baseUrl: 'http://localhost', mailDomain: 'x', relay: null };
    writeFileSync(note, JSON.stringify(dead));
    expect(await command(['network', 'list'], { SMTP_URL: relay })).toMatchObject({ code: 0, problems: '' });
  });
});
