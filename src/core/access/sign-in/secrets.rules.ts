import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A random value of 256 bits as base64url. */
const SECRET = /^[\w-]{43}$/;

/** Returns the text when it has the form of one of our random secrets. */
export function asSecret(text: string | undefined): string | undefined {
  return text !== undefined && SECRET.test(text) ? text : undefined;
}

/** Returns SHA-256 as hex: enough for what has 256 random bits. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Returns a keyed hash as hex, for what somebody could guess: addresses and short codes. */
export function keyed(key: Buffer, purpose: string, ...parts: string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('hex');
}

/**
 * Returns the six digits that a browser shows while it waits; the same as long as it waits, so that any of its
 * links can be confirmed by them on another device.
 */
export function screenDigits(key: Buffer, pending: string): string {
  return digitsOf(keyed(key, 'screen', pending), 6);
}

/** Returns the code of eight digits that stands in a member's letter. */
export function mailCode(key: Buffer, token: string): string {
  return digitsOf(keyed(key, 'mail', token), 8);
}

/**
 * Returns the secret of the session that this browser gets for this link. Pressing twice gives the same one,
 * so that the second answer to a double press is as good as the first.
 */
export function sessionSecret(key: Buffer, token: string, pending: string): string {
  return Buffer.from(keyed(key, 'session', token, pending), 'hex').toString('base64url');
}

/** Returns only the digits of what was typed: people copy spaces and hyphens along. */
export function typedDigits(text: string): string {
  return text.replace(/[\s\u00a0-]/g, '');
}

/** Compares two hex hashes in constant time. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}

function digitsOf(hash: string, count: number): string {
  return (BigInt(`0x${hash}`) % 10n ** BigInt(count)).toString().padStart(count, '0');
}
