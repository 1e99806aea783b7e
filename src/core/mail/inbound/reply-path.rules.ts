import { copyLocal, readCopyLocal, type AddressSort, type CopyNamed } from '../copy-address.rules.js';

const REPLY: AddressSort = { letter: 'r', seal: 'reply', sealBytes: 6 };

/**
 * Returns the local part of a copy's reply address: it names the delivery, so that an answer is known to come from
 * somebody who was sent that copy. 63 characters; RFC 5321 section 4.5.3.1.1 allows 64.
 */
export function replyLocal(key: Buffer, networkId: string, deliveryId: string): string {
  return copyLocal(REPLY, key, networkId, deliveryId);
}

/** Returns which delivery an answer belongs to, or undefined when the address was not made by us. */
export function readReplyLocal(key: Buffer, local: string): CopyNamed | undefined {
  return readCopyLocal(REPLY, key, local);
}
