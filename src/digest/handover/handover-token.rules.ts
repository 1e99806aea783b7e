import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 18;

/** What the link in a deputy's letter is for: one edition, looked after by one person. */
export interface DeputyLink {
  editionId: string;
  deputyId: string;
}

/**
 * Returns the token of a deputy's link. It names one edition and one person of one network, is good for looking at
 * that edition and stopping it, and signs nobody in. 67 characters.
 */
export function deputyToken(key: Buffer, networkId: string, link: DeputyLink): string {
  const head = Buffer.concat([idBytes(link.editionId), idBytes(link.deputyId)]);
  return Buffer.concat([head, mac(key, networkId, link)]).toString('base64url');
}

/** Returns what a link is for, or undefined when it was altered or is another network's. */
export function readDeputyToken(key: Buffer, networkId: string, token: string): DeputyLink | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 32 + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const link = { editionId: idText(bytes, 0), deputyId: idText(bytes, 16) };
  return timingSafeEqual(bytes.subarray(32), mac(key, networkId, link)) ? link : undefined;
}

function mac(key: Buffer, networkId: string, { editionId, deputyId }: DeputyLink): Buffer {
  return createHmac('sha256', key)
    .update(`handover\0${networkId}\0${editionId}\0${deputyId}`)
    .digest()
    .subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idText(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
