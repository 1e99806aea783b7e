import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Door } from '../../src/core/mail/inbound/index.js';
import { TestApp } from '../support/app.js';
import { runChild } from '../support/child.js';
import { letter, MAIL_IN, Outside, sendList } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import { translate } from '../support/run-source.mjs';

const SECRET = 'for-the-tests-only-0123456789abcdef';
const US = 'derbyshire@mail.example.net';

describe('Where mail comes in', () => {
  const work = mkdtempSync(join(tmpdir(), 'folkmoot-mail-in-'));
  let folkmoot: TestApp;
  let network: TestNetwork;
  let outside: Outside;

  beforeAll(async () => {
    folkmoot = await TestApp.start({
      ...MAIL_IN,
      FOLKMOOT_MAIL_IN_MEGABYTES: '1',
      FOLKMOOT_LIMIT_MAIL_IN: '100',
    });
    network = await foundNetwork(folkmoot);
    outside = await Outside.open(folkmoot);
  });
  afterAll(async () => {
    await folkmoot.stop();
    rmSync(work, { recursive: true, force: true });
  });

  const from = 'sue@elsewhere.example';
  const to = (address: string, text = 'Good morning') => letter({ from, to: address, text });
  const kept = async (): Promise<number> =>
    (await network.query<{ n: number }>('select count(*)::integer as n from incoming_message'))[0].n;
  const env = (more: Record<string, string> = {}) => ({
    ...MAIL_IN,
    ...{ NODE_ENV: 'test', PORT: '0', DATABASE_URL: folkmoot.database.appUrl },
    ...{ FOLKMOOT_SECRET: SECRET, FOLKMOOT_LOG_LEVEL: 'silent', SMTP_URL: folkmoot.settings.SMTP_URL! },
    ...more,
  });

  it('takes what is for us, and says so only when it is on disk', async () => {
    const before = await kept();
    expect(await outside.hand(from, US, to(US))).toMatchObject({ code: 250 });
    expect(await kept()).toBe(before + 1);
  });

  it('is no relay, knows its own addresses, and says it in the codes of the trade', async () => {
    for (const foreign of ['x@elsewhere.example', 'x@evil.mail.example.net', 'a%b.example@c.example'])
      expect(await outside.hand(from, foreign, to(foreign))).toMatchObject({ code: 550 });
    for (const nobody of [
      'nobody@mail.example.net',
      'x%elsewhere.example@mail.example.net',
      `b+${'a'.repeat(58)}@mail.example.net`,
    ]) {
      const { code, answer } = await outside.hand(from, nobody, to(nobody));
      expect([code, answer]).toEqual([550, expect.stringContaining('5.1.1')]);
    }
    for (const duty of ['postmaster', 'abuse', 'digest', 'POSTMASTER'])
      expect(await outside.hand('', `${duty}@mail.example.net`, to(duty))).toMatchObject({ code: 250 });
    const answers = await outside.speak(
      'EHLO x',
      'VRFY ada',
      'AUTH PLAIN AGEAYg==',
      'MAIL FROM:<a@b.example>',
      'QUIT',
    );
    expect(answers[3]).toMatch(/^5\d\d /);
  });

  it('says which setting to change when its port is taken', async () => {
    const other = await TestApp.start({ ...MAIL_IN, FOLKMOOT_MAIL_IN_PORT: String(outside.port) });
    await expect(Outside.open(other)).rejects.toThrow(/FOLKMOOT_MAIL_IN_PORT/);
    await other.stop();
  });

  it('takes the same message once, however often a mail server hands it over', async () => {
    const message = to(US, 'Once only');
    for (let times = 0; times < 4; times += 1)
      expect(await outside.hand(from, US, message)).toMatchObject({ code: 250 });
    await outside.sort();
    expect(await network.query(`select id from inbox_message where text like 'Once only%'`)).toHaveLength(1);
  });

  it('takes so many messages in an hour from one place and asks for the rest to wait', async () => {
    const message = { from, to: [US], bytes: Buffer.from(to(US, 'Again')), via: 'smtp' as const };
    const door = folkmoot.app.get(Door);
    for (let times = 0; times < 100; times += 1) await door.take({ ...message, remote: '203.0.113.9' });
    await expect(door.take({ ...message, remote: '203.0.113.77' })).rejects.toMatchObject({ code: 452 });
    await door.take({ ...message, remote: '198.51.100.1' });
  });

  it('keeps one copy for a network, however many of its addresses a message names', async () => {
    const bytes = Buffer.from(to(US, 'To all of you'));
    const shared = ['digest', 'newsletter', 'abuse'].map((local) => `${local}@mail.example.net`);
    await folkmoot.app.get(Door).take({ from, to: shared, bytes, via: 'smtp' });
    await outside.sort();
    expect(
      await network.query(
        `select id from incoming_message where encode(bytes, 'escape') like '%To all of you%'`,
      ),
    ).toHaveLength(1);
  });

  it('refuses what is too large or goes round in a circle', async () => {
    expect(await outside.hand(from, US, to(US, 'x'.repeat(1_200_000)))).toMatchObject({ code: 552 });
    const circle = `${'Received: from a by b; Fri, 20 Nov 2026 10:00:00 +0000\r\n'.repeat(51)}${to(US)}`;
    const { code, answer } = await outside.hand(from, US, circle);
    expect([code, answer]).toEqual([554, expect.stringContaining('5.4.6')]);
  });

  it('asks to be tried again while the database is away, and has lost nothing when it is back', async () => {
    const superuser = new pg.Client({
      connectionString: folkmoot.database.superUrl.replace(folkmoot.database.name, 'postgres'),
    });
    await superuser.connect();
    const { name } = folkmoot.database;
    await superuser.query(`alter database ${name} with allow_connections false`);
    await superuser.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]);
    const message = to(US, 'During the night');
    expect(await outside.hand(from, US, message)).toMatchObject({ code: 451 });
    await superuser.query(`alter database ${name} with allow_connections true`);
    await superuser.end();
    expect(await outside.hand(from, US, message)).toMatchObject({ code: 250 });
    await outside.sort();
    expect(
      await network.query(`select id from inbox_message where text like 'During the night%'`),
    ).toHaveLength(1);
  });

  it('loses nothing it has acknowledged when its process is killed, and does nothing twice', async () => {
    const facts = {
      secret: SECRET,
      urls: [folkmoot.database.appUrl, folkmoot.database.queueUrl, folkmoot.database.ownerUrl],
    };
    const script = `
      const { port, sort } = await source.start(${JSON.stringify({ ...facts, env: env() })});
      say(String(port));
      for (;;) await sort();`;
    const people: string[] = [];
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const child = runChild('test/support/mail-in-process.ts', script, work);
      const there = { ...outside, port: Number(await child.line()) };
      for (let at = 0; at < 6; at += 1) {
        const address = `killed${round}-${at}@example.org`;
        people.push(await network.addPerson(`Killed ${round} ${at}`, address));
        const { taken } = await sendList(network, [{ id: people.at(-1)!, name: 'K', address }]);
        const text = `STOP\r\n\r\nMessage ${round}-${at}: and a long sentence behind it that somebody has to read.`;
        const answer = letter({ from: address, to: US, answers: taken[0].mail.messageId, text });
        const { code } = await Outside.prototype.hand.call(there, address, 'digest@mail.example.net', answer);
        if (code === 250) acknowledged.push(`${round}-${at}`);
        // In the middle of handing over and of sorting, at another place each time.
        if (at === round + 1) break;
      }
      await child.kill();
    }
    expect(acknowledged).toHaveLength(people.length);
    folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 5 * 60_000));
    await outside.sort();
    for (const [at, mark] of acknowledged.entries()) {
      const found = await network.query('select id from inbox_message where text like $1', [
        `%Message ${mark}:%`,
      ]);
      const stops = await network.query(
        `select id from consent where person_id = $1 and status = 'opted_out'`,
        [people[at]],
      );
      expect([mark, found.length, stops.length]).toEqual([mark, 1, 1]);
    }
    const answers = (await folkmoot.deliver()).filter(({ to: address }) => address.startsWith('killed'));
    const all = folkmoot.sink.taken.filter(
      ({ to: address, from: sender }) => address.startsWith('killed') && sender === '',
    );
    expect(new Set(all.map(({ to: address }) => address)).size).toBe(all.length);
    expect(answers.length).toBeLessThanOrEqual(all.length);
  }, 180_000);

  it('a mail server’s pipe has the same rules and says so with its exit code', async () => {
    const cli = fileURLToPath(translate('src/cli.ts', join(work, 'cli')));
    const pipe = async (words: string[], message: string, more: Record<string, string> = {}) => {
      const clean = Object.entries(process.env).filter(([name]) => !/^(FOLKMOOT|DATABASE|SMTP)/.test(name));
      const child = spawn(process.execPath, [cli, 'mail', 'in', ...words], {
        env: { ...Object.fromEntries(clean), ...env(more) },
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stdin.on('error', () => undefined).end(message);
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    };
    const piped = to(US, 'Through the pipe');
    expect(await pipe(['--from', from, '--to', US], piped)).toMatchObject({ code: 0 });
    expect(await pipe([], `Delivered-To: ${US}\r\n${piped}`)).toMatchObject({ code: 0 });
    expect(await pipe(['--from', from, '--to', 'nobody@mail.example.net'], piped)).toMatchObject({
      code: 67,
    });
    expect(await pipe(['--from', from, '--to', 'x@elsewhere.example'], piped)).toMatchObject({ code: 67 });
    expect(await pipe(['--from', from, '--to', US], '')).toMatchObject({ code: 65 });
    const away = folkmoot.database.appUrl.replace(folkmoot.database.name, 'not_there');
    expect(await pipe(['--to', US], piped, { DATABASE_URL: away })).toMatchObject({ code: 75 });
    await outside.sort();
    expect(
      await network.query(`select id from inbox_message where text like 'Through the pipe%'`),
    ).toHaveLength(2);
  }, 180_000);

  it('hostile messages neither hang nor break it, and each is there to be looked at', async () => {
    const deep = Array.from(
      { length: 60 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}`,
    );
    const hostile = [
      `Subject: deep\r\n${deep.join('\r\n')}\r\n\r\nx`,
      `Subject: heads\r\n${'X-A: b\r\n'.repeat(60_000)}\r\nx`,
      `Subject: ${'=?utf-8?q?=00=0d=0aBcc:_x?= '.repeat(500)}\r\n\r\nx`,
      `Content-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}<script>alert(1)</script>`,
      `Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n${'Final-Recipient: rfc822; a@b\r\nStatus: '.repeat(20_000)}`,
      Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 256)),
      `From: ${'"'.repeat(5000)}<a@b>\r\nReferences: ${'<'.repeat(50_000)}\r\n\r\n${'>'.repeat(100_000)}`,
      '\r\n\r\n',
      `In-Reply-To: ${'<a@b> '.repeat(30_000)}\r\n\r\n${'STOP '.repeat(50_000)}`,
    ];
    const door = folkmoot.app.get(Door);
    const before = await kept();
    for (const bytes of hostile) await door.take({ from, to: [US], bytes: Buffer.from(bytes), via: 'smtp' });
    for (let minute = 1; minute <= 64; minute *= 2) {
      await outside.sort();
      folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + minute * 60_000));
    }
    expect(await kept()).toBe(before + hostile.length);
    expect(await network.query(`select id from incoming_message where state = 'new'`)).toEqual([]);
    expect(
      await network.query(`select id from inbox_thread where subject = 'A message that could not be read'`),
    ).not.toEqual([]);
  });
});
