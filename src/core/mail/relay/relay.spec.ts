import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bytes, closeAll, envelope, pair, post } from '../../../../test/support/relay-pair.js';
import { reply } from '../../../../test/support/smtp-sink.js';
import { Relay } from './relay.js';

afterEach(closeAll);

describe('the relay', () => {
  it('carries the very bytes and the envelope, and tells the reply', async () => {
    const [relay, sink] = await pair();
    expect(await post(relay)).toMatchObject({ kind: 'sent', reply: expect.stringMatching(/^250 /) });
    expect(sink.taken).toEqual([{ ...envelope, bytes }]);
  });

  it('asks the gate only when all but the dot is with the relay, and waits for a slow one', async () => {
    const events: string[] = [];
    const [relay, sink] = await pair({
      onBytes: () => events.push('bytes'),
      onMessage: () => (events.push('dot'), 'take'),
    });
    const gate = async (): Promise<boolean> => {
      while (!events.includes('bytes')) await sleep(5);
      await sleep(50);
      events.push('gate');
      return true;
    };
    expect(await post(relay, { gate })).toMatchObject({ kind: 'sent' });
    expect(events).toEqual(['bytes', 'gate', 'dot']);
    expect(sink.taken.length).toBe(1);
  });

  it('leaves nothing with the relay when the gate refuses or fails, and goes on over a new connection', async () => {
    const [relay, sink] = await pair({}, { connections: 1 });
    expect(await post(relay, { gate: async () => false })).toMatchObject({
      kind: 'not-tried',
      because: 'gate',
    });
    const broken = await post(relay, { gate: () => Promise.reject(new Error('no database')) });
    expect(broken).toEqual({ kind: 'not-tried', because: 'gate', reason: 'The gate failed: no database' });
    expect(await post(relay)).toMatchObject({ kind: 'sent' });
    expect(sink.taken.length).toBe(1);
    expect(sink.greeted()).toBe(3);
  });

  it('knows a refusal of the recipient from a delay, without asking the gate, and keeps the connection', async () => {
    const answers: Record<string, Error> = {
      'later@example.org': reply(451, '4.7.1 Greylisted,\u0007 come back'),
      'gone@example.org': reply(550, '5.1.1 No such person'),
    };
    const [relay, sink] = await pair({ onRecipient: (to) => answers[to] }, { connections: 1 });
    let asked = 0;
    const gate = async (): Promise<boolean> => ++asked > 0;
    const to = (address: string) => ({ gate, envelope: { ...envelope, to: address } });
    expect(await post(relay, to('later@example.org'))).toEqual({
      kind: 'later',
      reply: '451 4.7.1 Greylisted, come back',
      code: 451,
      at: 'RCPT TO',
    });
    expect(await post(relay, to('gone@example.org'))).toMatchObject({
      kind: 'refused',
      code: 550,
      at: 'RCPT TO',
    });
    expect(asked).toBe(0);
    expect(await post(relay, to('anne@example.org'))).toMatchObject({ kind: 'sent' });
    expect([sink.greeted(), sink.taken.length, asked]).toEqual([1, 1, 1]);
  });

  it('knows a refusal of the message from a delay after the dot', async () => {
    const verdicts = [reply(452, 'Out of room'), reply(554, `Spam ${'x'.repeat(500)}`)];
    const [relay, sink] = await pair({ onMessage: () => verdicts.shift() ?? 'take' }, { connections: 1 });
    expect(await post(relay)).toEqual({ kind: 'later', reply: '452 Out of room', code: 452, at: 'dot' });
    const refused = await post(relay);
    expect(refused).toMatchObject({ kind: 'refused', code: 554, at: 'dot' });
    expect('reply' in refused && refused.reply.length).toBe(200);
    expect(await post(relay)).toMatchObject({ kind: 'sent' });
    expect([sink.greeted(), sink.taken.length]).toEqual([1, 1]);
  });

  it('has certainly not sent what was lost in the middle of the message', async () => {
    const [relay, sink] = await pair({ onBytes: () => sink.drop() });
    let asked = false;
    const gate = async (): Promise<boolean> => (asked = true);
    const long = Buffer.alloc(48 * 1024 * 1024, 'A long line of text, to fill every buffer on the way.\r\n');
    expect(await post(relay, { bytes: long, gate })).toMatchObject({ kind: 'not-tried', because: 'lost' });
    expect(asked).toBe(false);
  });

  it('has certainly not sent what was lost while the gate was thinking, even if it then says yes', async () => {
    const [relay, sink] = await pair();
    const gate = async (): Promise<boolean> => {
      sink.drop();
      while (relay.open > 0) await sleep(5);
      return true;
    };
    expect(await post(relay, { gate })).toMatchObject({ kind: 'not-tried', because: 'lost' });
    expect(sink.taken).toEqual([]);
  });

  it('does not know about a message whose connection was lost after the dot', async () => {
    const [relay] = await pair({ onMessage: () => 'drop' });
    expect(await post(relay)).toMatchObject({
      kind: 'unanswered',
      reason: expect.stringContaining('closed'),
    });
  });

  it('does not know about a message whose dot got no answer in time', async () => {
    const [relay, sink] = await pair({ onMessage: () => 'hang' }, { times: { afterDot: 200 } });
    expect(await post(relay)).toMatchObject({ kind: 'unanswered' });
    expect([relay.open, sink.taken.length]).toEqual([0, 0]);
  });

  it('has certainly not sent what met nobody, or no greeting, or silence', async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await Promise.all([once(server, 'listening'), once(silent, 'listening')]);
    const urls = [server, silent].map((one) => `smtp://127.0.0.1:${(one.address() as AddressInfo).port}`);
    for (const url of [...urls, 'smtp://127.0.0.1:1', 'smtp://no-such-host.invalid']) {
      const relay = new Relay({ url, times: { greeting: 200, connect: 5000 } });
      expect(await post(relay)).toMatchObject({
        kind: 'not-tried',
        because: 'relay',
        reason: expect.any(String),
      });
      expect(relay.open).toBe(0);
    }
    server.close();
    silent.close();
  });
});
