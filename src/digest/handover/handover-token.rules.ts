import { createHmac, timingSafeEqual } from 'node:crypto';

const MAC_BYTES = 18;
const ID_BYTES = 16;
const MOMENT_BYTES = 6;
const HEAD_BYTES = 2 * ID_BYTES + MOMENT_BYTES;

/** What the link in a deputy's letter is for: one approval of one edition, looked after by one person. */
export interface DeputyLink {
  editionId: string;
  deputyId: string;
  /** When the approval was given that the letter tells of; what was approved anew since is another one's. */
  approvedAt: Date;
}

/**
 * Returns the token of a deputy's link. It names one approval of one edition and one person of one network, is good
 * for looking at that edition and stopping it, and signs nobody in. 75 characters.
 */
export function deputyToken(key: Buffer, networkId: string, link: DeputyLink): string {
  const head = headOf(link);
  return Buffer.concat([head, mac(key, networkId, head)]).toString('base64url');
}

/** Returns what a link is for, or undefined when it was altered or is another network's. */
export function readDeputyToken(key: Buffer, networkId: string, token: string): DeputyLink | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== HEAD_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const head = bytes.subarray(0, HEAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(HEAD_BYTES), mac(key, networkId, head))) return undefined;
  return {
    editionId: idText(bytes, 0),
    deputyId: idText(bytes, ID_BYTES),
    approvedAt: new Date(bytes.readUIntBE(2 * ID_BYTES, MOMENT_BYTES)),
  };
}

function headOf({ editionId, deputyId, approvedAt }: DeputyLink): Buffer {
  const moment = Buffer.alloc(MOMENT_BYTES);
  moment.writeUIntBE(approvedAt.getTime(), 0, MOMENT_BYTES);
  return Buffer.concat([idBytes(editionId), idBytes(deputyId), moment]);
}

function mac(key: Buffer, networkId: string, head: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`handover\0${networkId}\0`)
    .update(head)
    .digest()
    .subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idText(bytes: Buffer, from: number): string {
  const hex = bytes.toString('hex', from, from + ID_BYTES);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
