import { readTags } from './tags.rules.js';

/** The public half of a signing key, as it stands in a record: base64 of RFC 6376 section 3.6.1 or RFC 8463 section 4.2. */
export interface PublicHalf {
  type: 'rsa' | 'ed25519';
  base64: string;
}

/** Returns the record in which a public key is found. */
export function dkimRecord({ type, base64 }: PublicHalf): string {
  return `v=DKIM1; k=${type}; p=${base64}`;
}

/** Returns what keeps a key record from vouching for signatures by our key, or undefined when nothing does. */
export function dkimProblem(record: string, ours: PublicHalf): string | undefined {
  const tags = readTags(record);
  if (!tags || (tags.get('v') ?? 'DKIM1') !== 'DKIM1') return 'The record cannot be read.';
  const key = tags.get('p')?.replace(/\s/g, '');
  if (key === undefined) return 'The record has no key (p=).';
  if (key === '') return 'The record says that the key was taken back (an empty p=).';
  if ((tags.get('k') ?? 'rsa').toLowerCase() !== ours.type)
    return `The record is for another kind of key than ours, ${ours.type}.`;
  if (key.replace(/=+$/, '') !== ours.base64.replace(/=+$/, ''))
    return 'The record holds another key than the one we sign with.';
  if (!allows(tags.get('h'), 'sha256')) return 'The record does not allow sha256, with which we sign.';
  if (!allows(tags.get('s'), 'email')) return 'The record is not for e-mail (s=).';
  if (allows(tags.get('t') ?? '-', 'y'))
    return 'The record says that it is only being tried out (t=y), so receivers may look past it.';
  return undefined;
}

function allows(list: string | undefined, wanted: string): boolean {
  const words = (list ?? '*').split(':').map((word) => word.trim().toLowerCase());
  return words.includes(wanted) || (words.includes('*') && wanted !== 'y');
}
