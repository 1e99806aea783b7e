import { copyLocal, readCopyLocal, type AddressSort, type CopyNamed } from './copy-address.rules.js';

const RETURN: AddressSort = { letter: 'b', seal: 'return', sealBytes: 4 };

/**
 * Returns the local part of a message's return path: names its delivery, so that a bounce is known without
 * trusting its text (RFC 5321 §4.4; E22 of the mail page). 60 characters; the limit is 64.
 */
export function returnLocal(key: Buffer, networkId: string, deliveryId: string): string {
  return copyLocal(RETURN, key, networkId, deliveryId);
}

/** Returns which delivery a bounce came back to, or undefined when the address was not made by us. */
export function readReturnLocal(key: Buffer, local: string): CopyNamed | undefined {
  return readCopyLocal(RETURN, key, local);
}
