import { readAddress } from '../../text/address.rules.js';

/** Returns an address as the records keep it, its domain by its A-label (RFC 5890); one we cannot read in lower case. */
export function addressKey(address: string): string {
  const reading = readAddress(address);
  return reading.ok ? reading.address : address.toLowerCase();
}
