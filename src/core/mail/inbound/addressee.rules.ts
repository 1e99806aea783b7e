import { readReturnLocal } from '../return-path.rules.js';
import { readReplyLocal } from './reply-path.rules.js';

/** What an address of ours is for. */
export type Addressee =
  | { kind: 'return' | 'reply'; networkId: string; deliveryId: string }
  /** A sender's address that all networks share, or one every mail domain must have (RFC 5321 section 4.5.1). */
  | { kind: 'shared'; local: string }
  /** Perhaps a network's own address: its short name. */
  | { kind: 'network'; slug: string }
  | { kind: 'foreign' }
  | { kind: 'nobody' };

/** Senders of letters: lists and notices. */
const SENDERS = ['digest', 'newsletter', 'urgent', 'notices'];
const DUTIES = ['postmaster', 'abuse'];
const SLUG = /^[a-z0-9-]{1,40}$/;

/** Returns what a recipient's address is for. Never says yes to another domain: we are no relay. */
export function addresseeOf(key: Buffer, mailDomain: string, address: string): Addressee {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at).toLowerCase();
  const domain = address.slice(at + 1).toLowerCase();
  if (at === -1 && address.toLowerCase() === 'postmaster') return { kind: 'shared', local: 'postmaster' };
  if (at < 1 || domain !== mailDomain.toLowerCase()) return { kind: 'foreign' };
  const returned = readReturnLocal(key, local);
  if (returned) return { kind: 'return', ...returned };
  const reply = readReplyLocal(key, local);
  if (reply) return { kind: 'reply', ...reply };
  if (SENDERS.includes(local) || DUTIES.includes(local)) return { kind: 'shared', local };
  return SLUG.test(local) ? { kind: 'network', slug: local } : { kind: 'nobody' };
}

/** Returns the first signed address of ours in a text, such as the returned part of a report. */
export function signedAddressIn(key: Buffer, mailDomain: string, text: string): Addressee | undefined {
  for (const [address] of text.matchAll(/\b[br]\+[a-z2-7]{58,61}@[a-z0-9.-]{1,255}/gi)) {
    const addressee = addresseeOf(key, mailDomain, address);
    if (addressee.kind === 'return' || addressee.kind === 'reply') return addressee;
  }
  return undefined;
}
