import { keyed } from './secrets.rules.js';

const LETTERS = 'abcdefghijklmnoprstw';

/** Returns an address of which only its reader recognises the rest: 'j•••••@a•••••'. Tells no lengths. */
export function maskedAddress(email: string): string {
  const [local, domain] = email.split('@');
  return `${local.charAt(0)}•••••@${(domain ?? '').charAt(0)}•••••`;
}

/** Returns the mask a wrong link shows: as stable and as likely as a right one, so that robots learn nothing. */
export function maskOfNobody(key: Buffer, token: string): string {
  const hash = Buffer.from(keyed(key, 'mask', token), 'hex');
  const letter = (at: number) => LETTERS[hash[at] % LETTERS.length];
  return `${letter(0)}•••••@${letter(1)}•••••`;
}
