import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { Reply } from './outcome.rules.js';
import type { RelayAddress } from './relay-url.rules.js';
import type { SessionOptions } from './session.js';
import { Wire } from './wire.js';

/** A connection that has been greeted, secured and logged in, with what the relay offers (RFC 5321 section 4.1.1.1). */
export type Greeted = { wire: Wire; offers: ReadonlySet<string> };

/** Opens a connection as far as the first message. Rejects with an Error that says what the relay answered. */
export async function openWire(options: SessionOptions, onEnd: () => void): Promise<Greeted> {
  const { address, times } = options;
  const wire = new Wire(await connected(options), onEnd);
  try {
    wire.patience(times.greeting);
    expectCode(await wire.reply(), 220);
    wire.patience(times.silence);
    let offers = await hello(wire, options);
    if (await secured(wire, options, offers)) offers = await hello(wire, options);
    if (address.login) await logIn(wire, address.login, offers);
    wire.patience(0);
    return { wire, offers };
  } catch (error) {
    wire.end();
    throw error;
  }
}

function connected(options: SessionOptions): Promise<Socket> {
  const { host, port, secure } = options.address;
  const socket = secure ? connectTls({ port, ...tlsOptions(options) }) : connectPlain({ host, port });
  return settled(socket, secure ? 'secureConnect' : 'connect', options.times.connect);
}

function settled(socket: Socket, event: string, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const give = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => give(new Error('The relay did not answer in time.')), ms);
    socket.once('error', give);
    socket.once('close', () => give(new Error('The relay closed the connection.')));
    socket.once(event, () => {
      clearTimeout(timer);
      socket.removeAllListeners('error').removeAllListeners('close');
      resolve(socket);
    });
  });
}

/** Relays too old for EHLO are greeted as RFC 5321 section 3.2 asks. */
async function hello(wire: Wire, { name = '[127.0.0.1]' }: SessionOptions): Promise<ReadonlySet<string>> {
  const extended = await command(wire, `EHLO ${name}`);
  if (extended.code >= 500 && extended.code <= 599) {
    expectCode(await command(wire, `HELO ${name}`), 250);
    return new Set();
  }
  expectCode(extended, 250);
  return new Set(extended.text.toUpperCase().split('\n').slice(1));
}

/** Resolves with true once the connection has been secured by STARTTLS (RFC 3207). */
async function secured(wire: Wire, options: SessionOptions, offers: ReadonlySet<string>): Promise<boolean> {
  const { secure, tls } = options.address;
  if (secure || tls === 'never') return false;
  if (!offers.has('STARTTLS')) {
    if (tls === 'always') throw new Error('The relay does not offer TLS.');
    return false;
  }
  const answer = await command(wire, 'STARTTLS');
  if (answer.code !== 220 && tls === 'offered') return false;
  expectCode(answer, 220);
  await wire.upgrade((raw) =>
    settled(connectTls({ socket: raw, ...tlsOptions(options) }), 'secureConnect', options.times.silence),
  );
  return true;
}

/** PLAIN (RFC 4616), and LOGIN for relays that know nothing better. */
async function logIn(
  wire: Wire,
  { user, pass }: NonNullable<RelayAddress['login']>,
  offers: ReadonlySet<string>,
): Promise<void> {
  const ways = [...offers].find((offer) => /^AUTH[ =]/.test(offer)) ?? 'AUTH PLAIN';
  const coded = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  if (!/\bPLAIN\b/.test(ways) && /\bLOGIN\b/.test(ways)) {
    expectCode(await command(wire, 'AUTH LOGIN'), 334);
    expectCode(await command(wire, coded(user)), 334);
    expectCode(await command(wire, coded(pass)), 235);
    return;
  }
  expectCode(await command(wire, `AUTH PLAIN ${coded(`\0${user}\0${pass}`)}`), 235);
}

function command(wire: Wire, text: string): Promise<Reply> {
  wire.say(`${text}\r\n`);
  return wire.reply();
}

function expectCode({ code, text }: Reply, wanted: number): void {
  if (code !== wanted) throw new Error(`${code} ${text}`);
}

/**
 * Where TLS is only taken because it was offered, the certificate is not checked: whoever could forge it could as
 * well have struck out the offer, and unchecked TLS is better than none.
 */
function tlsOptions({ address, tls }: SessionOptions): ConnectionOptions {
  const { host, secure } = address;
  const checked = secure || address.tls === 'always';
  return {
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(checked ? {} : { rejectUnauthorized: false }),
    ...tls,
  };
}
