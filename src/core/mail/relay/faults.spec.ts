import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Outcome } from './outcome.rules.js';
import { Relay, type RelayOptions } from './relay.js';

/** What a scripted relay says to each step; `null` closes the connection. A text is a reply without its CRLF. */
type Script = Partial<
  Record<'greeting' | 'EHLO' | 'HELO' | 'MAIL' | 'RCPT' | 'DATA' | 'bytes' | 'dot' | 'RSET', string | null>
>;

const GOOD: Script = {
  greeting: '220 hello',
  EHLO: '250 hello',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  dot: '250 taken',
  RSET: '250 ok',
};

const stop: (() => void)[] = [];
afterEach(() => stop.splice(0).forEach((one) => one()));

/** Listens to lines alone, so that it can answer at moments when no real server would. */
async function scripted(script: Script, times: RelayOptions['times'] = {}): Promise<Relay> {
  const answers = { ...GOOD, ...script };
  const server = createServer((socket) => {
    let inData = false;
    say(socket, answers.greeting);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n').slice(0, -1)) {
        if (inData && line !== '.') continue;
        const step = line === '.' ? 'dot' : (line.slice(0, 4) as keyof Script);
        inData = step === 'DATA' && /^354/.test(answers.DATA ?? '');
        say(socket, answers[step]);
        if (inData) say(socket, answers.bytes);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const relay = new Relay({
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: 1,
    times,
  });
  stop.push(
    () => void relay.close(),
    () => server.close(),
  );
  return relay;
}

function say(socket: Socket, reply: string | null | undefined): void {
  if (reply === null) socket.destroy();
  else if (reply !== undefined) socket.write(`${reply}\r\n`);
}

async function outcomeOf(
  script: Script,
  gate = async () => true,
  times: RelayOptions['times'] = {},
): Promise<Outcome> {
  const relay = await scripted(script, times);
  const bytes = Buffer.from('Subject: s\r\n\r\nbody\r\n');
  return relay.send({ envelope: { from: 'a@f.example', to: 'b@f.example' }, bytes, gate });
}

/** A gate that stays shut until the relay has had its say. */
function slowly(open: boolean): () => Promise<boolean> {
  return () => new Promise((resolve) => setTimeout(() => resolve(open), 150));
}

describe('a relay that breaks the rules', () => {
  it('cannot make a failure of its own look like a refusal of the person', async () => {
    for (const script of [
      { greeting: '554 no service' },
      { greeting: '421 busy' },
      { EHLO: '550 no', HELO: '550 no' },
      { EHLO: null },
    ]) {
      expect(await outcomeOf(script)).toMatchObject({ kind: 'not-tried', because: 'relay' });
    }
  });

  it('is believed about each step of the envelope', async () => {
    expect(await outcomeOf({ MAIL: '550 not you' })).toMatchObject({
      kind: 'refused',
      at: 'MAIL FROM',
      code: 550,
    });
    expect(await outcomeOf({ MAIL: '451 wait' })).toMatchObject({
      kind: 'later',
      at: 'MAIL FROM',
      code: 451,
    });
    expect(await outcomeOf({ DATA: '554 none' })).toMatchObject({ kind: 'refused', at: 'DATA', code: 554 });
    expect(await outcomeOf({ RCPT: '421 closing' })).toMatchObject({ kind: 'later', code: 421 });
    expect(await outcomeOf({ RCPT: null })).toMatchObject({ kind: 'not-tried', because: 'lost' });
    expect(await outcomeOf({ RCPT: 'what?' })).toMatchObject({ kind: 'not-tried', because: 'lost' });
  });

  it('has not taken what it answers before the dot was released', async () => {
    const yes = await outcomeOf({ bytes: '250 taken already' }, slowly(true));
    expect(yes).toMatchObject({ kind: 'not-tried', because: 'lost' });
    expect(await outcomeOf({ bytes: '421 too slow' }, slowly(true))).toMatchObject({
      kind: 'later',
      code: 421,
    });
    expect(await outcomeOf({ bytes: '552 too big' }, slowly(true))).toMatchObject({
      kind: 'refused',
      at: 'DATA',
    });
    expect(await outcomeOf({ bytes: null }, slowly(true))).toMatchObject({
      kind: 'not-tried',
      because: 'lost',
    });
  });

  it('has not taken what the gate kept back for longer than the silence it bears', async () => {
    const gate = (): Promise<boolean> => new Promise((resolve) => setTimeout(() => resolve(true), 600));
    expect(await outcomeOf({}, gate, { silence: 200 })).toMatchObject({ kind: 'not-tried', because: 'lost' });
  });

  it('leaves a doubt when its answer to the dot is none', async () => {
    for (const dot of ['354 go on', '???', '250-half an answer', null]) {
      const outcome = await outcomeOf({ dot }, undefined, { afterDot: 200 });
      expect(outcome).toMatchObject({ kind: 'unanswered' });
    }
    expect(await outcomeOf({ dot: '421 closing' })).toMatchObject({ kind: 'later', at: 'dot' });
  });

  it('gets a new connection when it does not start afresh after a refusal', async () => {
    const relay = await scripted({ RCPT: '550 gone', RSET: '502 what is that' });
    const envelope = { from: '', to: 'b@f.example' };
    for (let i = 0; i < 2; i++) {
      const outcome = await relay.send({ envelope, bytes: Buffer.from('\r\n'), gate: async () => true });
      expect(outcome).toMatchObject({ kind: 'refused', code: 550 });
      expect(relay.open).toBe(0);
    }
  });
});
