import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 18;

/**
 * Returns the token of a volunteer's list: opens this one list of one network until its last day is over, and signs
 * nobody in. 46 characters.
 */
export function listToken(key: Buffer, networkId: string, listId: string): string {
  const id = Buffer.from(listId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, mac(key, networkId, id)]).toString('base64url');
}

/** Returns the list a token opens, or undefined when it was altered or made for another network. */
export function readListToken(key: Buffer, networkId: string, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const id = bytes.subarray(0, 16);
  if (!timingSafeEqual(bytes.subarray(16), mac(key, networkId, id))) return undefined;
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function mac(key: Buffer, networkId: string, id: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`phone-list\0${networkId}\0`)
    .update(id)
    .digest()
    .subarray(0, MAC_BYTES);
}
