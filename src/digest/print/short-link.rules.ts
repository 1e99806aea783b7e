import { createHash } from 'node:crypto';

/** Letters and digits that cannot be taken for one another, and no vowels, so that no code is a word. */
export const SIGNS = '23456789BCDFGHJKMNPQRSTVWXYZ';
const LENGTH = 5;

/**
 * Returns the short code of an address of ours, five signs; `attempt` gives another one where a code is taken already.
 * The same address has the same code in every network, so it says nothing about who was given it.
 */
export function shortCode(path: string, attempt = 0): string {
  const hash = createHash('sha256').update(`${attempt}\0${path}`).digest();
  return Array.from({ length: LENGTH }, (_, at) => SIGNS[hash.readUInt32BE(at * 4) % SIGNS.length]).join('');
}

/** Returns a code as it was meant by somebody who typed it, or undefined for what cannot be one. */
export function readCode(typed: string): string | undefined {
  return readSigns(typed, LENGTH);
}

/** Returns the signs of a code of this length, however they were written, or undefined for what is no such code. */
export function readSigns(typed: string, length: number): string | undefined {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return code.length === length && [...code].every((sign) => SIGNS.includes(sign)) ? code : undefined;
}

/** Returns a web address as it is printed: without what every browser adds by itself. */
export function printedAddress(url: string): string {
  return url.replace(/^https?:\/\/(?:www\.)?/, '');
}
