import { createHmac, timingSafeEqual } from 'node:crypto';

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
