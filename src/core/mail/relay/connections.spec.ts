import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bytes, closeAll, envelope, pair, post } from '../../../../test/support/relay-pair.js';
import { reply } from '../../../../test/support/smtp-sink.js';
import { Relay } from './relay.js';

afterEach(closeAll);

describe('the connections of the relay', () => {
  it('carry 500 messages over five connections, each exactly once', async () => {
    const [relay, sink] = await pair({}, { connections: 5, messagesPerConnection: 40 });
    const people = Array.from({ length: 500 }, (_, i) => `person${i}@example.org`);
    const outcomes = await Promise.all(people.map((to) => post(relay, { envelope: { ...envelope, to } })));
    expect(outcomes.filter(({ kind }) => kind !== 'sent')).toEqual([]);
    expect(sink.taken.map(({ to }) => to).sort()).toEqual([...people].sort());
    expect(sink.taken.every((message) => message.bytes.equals(bytes))).toBe(true);
    expect(sink.greeted()).toBeGreaterThanOrEqual(13);
    expect(relay.open).toBeLessThanOrEqual(5);
  });

  it('are replaced when the relay has dropped them between messages', async () => {
    const [relay, sink] = await pair({}, { connections: 1 });
    await post(relay);
    sink.drop();
    expect(await post(relay)).toMatchObject({ kind: 'sent' });
    expect([sink.taken.length, sink.greeted()]).toEqual([2, 2]);
  });

  it('are given up when idle, and say goodbye at the end', async () => {
    const [relay, sink] = await pair({}, { idle: 30 });
    await post(relay);
    while (sink.open() > 0 || relay.open > 0) await sleep(5);
    await post(relay);
    await relay.close();
    while (sink.open() > 0 || relay.open > 0) await sleep(5);
    expect(await post(relay)).toMatchObject({ kind: 'not-tried', because: 'relay' });
    expect(sink.taken.length).toBe(2);
  });

  it('let what is under way finish, and turn away what waits, when told to close', async () => {
    const [relay] = await pair({}, { connections: 1 });
    let letGo: ((open: boolean) => void) | undefined;
    const first = post(relay, { gate: () => new Promise((resolve) => (letGo = resolve)) });
    const second = post(relay);
    while (!letGo) await sleep(5);
    const closing = relay.close();
    letGo(true);
    await closing;
    expect(await first).toMatchObject({ kind: 'sent' });
    expect(await second).toMatchObject({ kind: 'not-tried' });
  });

  it('log in, over TLS where the relay offers it', async () => {
    const seen: string[] = [];
    const [, sink] = await pair({
      options: {
        authOptional: false,
        hideSTARTTLS: false,
        onAuth: ({ username, password }, session, callback) => {
          seen.push(`${username}/${password}/${session.secure}`);
          if (password === 'p@ss') callback(null, { user: username });
          else callback(reply(535, 'No'));
        },
      },
    });
    const known = new Relay({ url: sink.url.replace('//', '//folk:p%40ss@') });
    const unknown = new Relay({ url: sink.url.replace('//', '//folk:wrong@') });
    expect(await post(known)).toMatchObject({ kind: 'sent' });
    expect(await post(unknown)).toMatchObject({
      kind: 'not-tried',
      because: 'relay',
      reason: expect.stringMatching(/535/),
    });
    expect(seen).toEqual(['folk/p@ss/true', 'folk/wrong/true']);
    await known.close();
  });

  it('carry a mailbox name beyond ASCII only to a relay that offers to take it, and mangle nothing', async () => {
    const [relay, sink] = await pair();
    const local = await post(relay, { envelope: { ...envelope, to: 'örg@example.org' } });
    expect(local).toMatchObject({ kind: 'sent' });
    expect([sink.taken[0]?.to, relay.offersUtf8]).toEqual(['örg@example.org', true]);
    const [plain, other] = await pair({ options: { hideSMTPUTF8: true } });
    expect(plain.offersUtf8).toBeUndefined();
    for (const to of ['örg@example.org', 'anne@example.org', 'örg@example.org'])
      expect(await post(plain, { envelope: { ...envelope, to } })).toMatchObject(
        to === envelope.to
          ? { kind: 'sent' }
          : { kind: 'unmailable', reason: expect.stringContaining('cannot be mailed here') },
      );
    expect(other.taken.map(({ to }) => to)).toEqual([envelope.to]);
    expect([plain.offersUtf8, other.greeted()]).toEqual([false, 1]);
  });

  it('are not opened for an address that is in no form of ours', async () => {
    const [relay, sink] = await pair();
    for (const to of [
      'a\u200bb@example.org',
      'a@b.example\r\nRCPT TO:<c@d.example>',
      'a@b.example c@d.example',
      '',
    ]) {
      expect(await post(relay, { envelope: { ...envelope, to } })).toMatchObject({
        kind: 'refused',
        code: 553,
      });
    }
    expect(sink.greeted()).toBe(0);
  });
});
