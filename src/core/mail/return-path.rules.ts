import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from './message-id.rules.js';

const MAC_BYTES = 4;
const SHAPE = /^b\+([a-z2-7]{58})$/;

/**
 * Returns the local part of a message's return path: names its delivery, so that a bounce is known without
 * trusting its text (RFC 5321 §4.4; E22 of the mail page). 60 characters; the limit is 64.
 */
export function returnLocal(key: Buffer, networkId: string, deliveryId: string): string {
  const named = Buffer.concat([idBytes(networkId), idBytes(deliveryId)]);
  return `b+${base32(Buffer.concat([named, mac(key, named)]))}`;
}

/** Returns which delivery a bounce came back to, or undefined when the address was not made by us. */
export function readReturnLocal(
  key: Buffer,
  local: string,
): { networkId: string; deliveryId: string } | undefined {
  const coded = SHAPE.exec(local.toLowerCase())?.[1];
  if (!coded) return undefined;
  const bytes = fromBase32(coded);
  // The last letter has bits to spare: only the spelling that we made is ours.
  if (base32(bytes) !== coded) return undefined;
  const named = bytes.subarray(0, 32);
  if (!timingSafeEqual(bytes.subarray(32, 32 + MAC_BYTES), mac(key, named))) return undefined;
  return { networkId: idOf(named.subarray(0, 16)), deliveryId: idOf(named.subarray(16)) };
}

function mac(key: Buffer, named: Buffer): Buffer {
  return createHmac('sha256', key).update('return').update(named).digest().subarray(0, MAC_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((letter) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
