import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 18;

/**
 * Returns the token of a stop-link: names one person and one list of one network, does not contain the
 * address, never expires, and signs nobody in (RFC 8058; E13 of the mail page). 46 characters.
 */
export function stopToken(key: Buffer, networkId: string, list: string, personId: string): string {
  return Buffer.concat([idBytes(personId), mac(key, networkId, list, personId)]).toString('base64url');
}

/** Returns the person a stop-link is for, or undefined when it was altered or made for another list. */
export function readStopToken(
  key: Buffer,
  networkId: string,
  list: string,
  token: string,
): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const hex = bytes.toString('hex', 0, 16);
  const personId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return timingSafeEqual(bytes.subarray(16), mac(key, networkId, list, personId)) ? personId : undefined;
}

function mac(key: Buffer, networkId: string, list: string, personId: string): Buffer {
  return createHmac('sha256', key)
    .update(`stop\0${networkId}\0${list}\0${personId}`)
    .digest()
    .subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}
