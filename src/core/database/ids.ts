import { randomBytes, randomUUID } from 'node:crypto';

/** Returns a UUID v7 (RFC 9562 §5.7): ordered by time, for ordinary rows. `now` is for tests. */
export function newId(now: number = performance.timeOrigin + performance.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Returns a UUID v4: for ballots, tokens and whatever must not tell when it was made. */
export function randomId(): string {
  return randomUUID();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for text in the form of a UUID, so that a mistyped address is "not there" and not a database error. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
