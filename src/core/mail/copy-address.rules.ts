import { createHmac, timingSafeEqual } from 'node:crypto';
import { base32 } from './message-id.rules.js';

/** Which copy an address of ours belongs to. */
export interface CopyNamed {
  networkId: string;
  deliveryId: string;
}

/** How one sort of address is written: the letter before its `+`, what goes into its seal, and how long that is. */
export interface AddressSort {
  letter: 'b' | 'r';
  seal: string;
  sealBytes: number;
}

const NAMED_BYTES = 32;

/** Returns the local part of an address that names a copy and is sealed with our key: `b+…` or `r+…`. */
export function copyLocal(sort: AddressSort, key: Buffer, networkId: string, deliveryId: string): string {
  const named = Buffer.concat([idBytes(networkId), idBytes(deliveryId)]);
  return `${sort.letter}+${base32(Buffer.concat([named, sealOf(sort, key, named)]))}`;
}

/** Returns which copy a local part names, or undefined when it was not made by us. */
export function readCopyLocal(sort: AddressSort, key: Buffer, local: string): CopyNamed | undefined {
  const letters = Math.ceil(((NAMED_BYTES + sort.sealBytes) * 8) / 5);
  const [letter, coded = ''] = local.toLowerCase().split('+');
  if (letter !== sort.letter || coded.length !== letters || !/^[a-z2-7]*$/.test(coded)) return undefined;
  const bytes = fromBase32(coded);
  // The last letter has bits to spare: only the spelling that we made is ours.
  if (base32(bytes) !== coded || local.split('+').length !== 2) return undefined;
  const named = bytes.subarray(0, NAMED_BYTES);
  if (!timingSafeEqual(bytes.subarray(NAMED_BYTES), sealOf(sort, key, named))) return undefined;
  return { networkId: idOf(named.subarray(0, 16)), deliveryId: idOf(named.subarray(16)) };
}

function sealOf({ seal, sealBytes }: AddressSort, key: Buffer, named: Buffer): Buffer {
  return createHmac('sha256', key).update(seal).update(named).digest().subarray(0, sealBytes);
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
