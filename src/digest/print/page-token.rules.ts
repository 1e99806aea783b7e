import { createHmac, timingSafeEqual } from 'node:crypto';
import { readSigns, SIGNS } from './short-link.rules.js';

const MAC_BYTES = 12;

/** Days after an edition was sent in which its pages are on the web. */
const PAGE_DAYS = 90;

/** True when the page of an edition that was sent then is not on the web any more. */
export function isPageOver(sentAt: Date | null, now: Date): boolean {
  return sentAt !== null && +now > +sentAt + PAGE_DAYS * 86_400_000;
}

/**
 * Returns the token of a printed page on the web: whoever holds the paper can read the page on a screen, and nothing
 * else. It names an edition and an organisation, and signs nobody in. 59 characters, so that its QR code stays coarse.
 */
export function pageToken(key: Buffer, networkId: string, editionId: string, organisationId: string): string {
  const ids = Buffer.concat([idBytes(editionId), idBytes(organisationId)]);
  return Buffer.concat([ids, mac(key, networkId, ids)]).toString('base64url');
}

/** Returns what a token names, or undefined when it was altered or made for another network. */
export function readPageToken(
  key: Buffer,
  networkId: string,
  token: string,
): { editionId: string; organisationId: string } | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32 + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const ids = bytes.subarray(0, 32);
  if (!timingSafeEqual(bytes.subarray(32), mac(key, networkId, ids))) return undefined;
  return { editionId: idText(ids.subarray(0, 16)), organisationId: idText(ids.subarray(16)) };
}

/** Signs of a page's code: with so many that nobody finds one by trying, at the rate at which trying is let. */
const CODE_LENGTH = 10;

/**
 * Returns the code of a printed page, to be typed where a short address on it asks for it: `K7MPX-4RTQD`. It proves
 * that somebody has the paper, as the token does, in a form for fingers: 28 to the power of 10, some 48 bits.
 */
export function pageCode(key: Buffer, networkId: string, editionId: string, organisationId: string): string {
  const ids = Buffer.concat([idBytes(editionId), idBytes(organisationId)]);
  const hash = createHmac('sha256', key).update(`page code\0${networkId}\0`).update(ids).digest();
  const signs = Array.from(
    { length: CODE_LENGTH },
    (_, at) => SIGNS[hash.readUInt16BE(at * 2) % SIGNS.length],
  );
  return `${signs.slice(0, CODE_LENGTH / 2).join('')}-${signs.slice(CODE_LENGTH / 2).join('')}`;
}

/** True when what somebody typed is this code, however they wrote it. */
export function isPageCode(typed: string, code: string): boolean {
  return readSigns(typed, CODE_LENGTH) === readSigns(code, CODE_LENGTH);
}

function mac(key: Buffer, networkId: string, ids: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`printed\0${networkId}\0`)
    .update(ids)
    .digest()
    .subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
