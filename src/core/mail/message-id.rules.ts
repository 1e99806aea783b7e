import { createHmac } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const BYTES = 20;

/**
 * Returns the Message-ID of one letter to one person: an HMAC-SHA256 cut to 160 bits, in base32, at our
 * domain. It is the same on each try, differs for each letter and person, and cannot be linked to either
 * without the key.
 */
export function messageId(
  key: string | Buffer,
  letterId: string,
  recipientId: string,
  domain: string,
): string {
  const digest = createHmac('sha256', key).update(`${letterId}\0${recipientId}`).digest();
  return `<${base32(digest.subarray(0, BYTES))}@${domain}>`;
}

/** Returns bytes in lower-case base32 (RFC 4648 section 6) without padding. */
export function base32(bytes: Buffer): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}
