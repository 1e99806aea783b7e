import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 18;
const HEAD_BYTES = 16 + 6;

/** What the link in a confirmation letter says: who moves where, and until when that may be confirmed. */
export interface Move {
  personId: string;
  to: string;
  /** A moment, in whole seconds since 1970. */
  until: number;
}

/**
 * Returns the token of a confirmation link. It is good for one move only: it is bound to the address that is
 * left behind (`from`), so that it is worthless once the person has moved.
 */
export function addressToken(key: Buffer, networkId: string, move: Move, from: string): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(move.personId.replaceAll('-', ''), 'hex');
  head.writeUIntBE(move.until, 16, 6);
  return Buffer.concat([head, mac(key, networkId, move, from), Buffer.from(move.to)]).toString('base64url');
}

/** Returns what a token says, whether it is true or not; undefined when it is none. */
export function readAddressToken(token: string): Move | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length <= HEAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const hex = bytes.toString('hex', 0, 16);
  const personId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
  return { personId, until: bytes.readUIntBE(16, 6), to: bytes.toString('utf8', HEAD_BYTES + MAC_BYTES) };
}

/** True when the token is ours, for this move, from this address. */
export function isAddressToken(key: Buffer, networkId: string, token: string, from: string): boolean {
  const move = readAddressToken(token);
  if (!move) return false;
  const given = Buffer.from(token, 'base64url').subarray(HEAD_BYTES, HEAD_BYTES + MAC_BYTES);
  return timingSafeEqual(given, mac(key, networkId, move, from));
}

function mac(key: Buffer, networkId: string, { personId, to, until }: Move, from: string): Buffer {
  return createHmac('sha256', key)
    .update(`move\0${networkId}\0${personId}\0${from}\0${to}\0${until}`)
    .digest()
    .subarray(0, MAC_BYTES);
}
