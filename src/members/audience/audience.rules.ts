import { listed } from '../../core/text/reading.rules.js';
import type { SizeBand } from '../figures/size-band.rules.js';
import type { ReadingChoice } from '../preferences/reading.rules.js';

/** Whether a person is sent a list by e-mail, and if not, why not; `on-paper` has asked for the printed page. */
export type AudienceStatus =
  'may' | 'opted-out' | 'left' | 'on-paper' | 'no-address' | 'held-address' | 'no-basis';

/** A member organisation, as far as it matters for what concerns it. */
export interface AudienceOrganisation {
  id: string;
  name: string;
  districtIds: string[];
  /** It works across the whole area. */
  countyWide: boolean;
  themes: string[];
  /** Years of age of the children it serves; null where nobody has said. */
  ages: { from: number; to: number } | null;
  /** By its latest income; null where none is known. */
  sizeBand: SizeBand | null;
  /** Of development, never a score; null where nobody has said. */
  stage: 1 | 2 | 3 | null;
}

/** A person with a part today at a member organisation, or with a role in the network. */
export interface AudiencePerson {
  personId: string;
  /** As it is read out; the organisation's where the person is an office mailbox without a name. */
  name: string;
  given: string;
  /** In the one form that is kept, so that equal texts are one mailbox; null when there is none. */
  address: string | null;
  status: AudienceStatus;
  /** More about a held address, in words. */
  why: string | null;
  organisations: AudienceOrganisation[];
  /** What the person is today at these organisations and in the network, as `AUDIENCE_ROLES` names it; sorted. */
  roles: readonly string[];
  /** How the person wants to be written to. Shared by all who want the same: never to be changed in place. */
  reading: Readonly<ReadingChoice>;
  /** Where a role in the network applies; null without such a role. */
  network: { districtIds: string[]; countyWide: boolean } | null;
}

/** One mailbox and everybody who reads it, in the order of their names. */
export interface Mailbox {
  address: string;
  readers: AudiencePerson[];
  /** The readers' names as one: `Ada Barley and Tom Reed`. */
  name: string;
  greeting: string;
}

/** What is on record about writing to a person, newest first. */
export interface StatusFacts {
  isMember: boolean;
  /** Has asked for the printed page instead of e-mail. */
  paper?: boolean;
  consent: { status: string; basis: string } | null;
  address: { usable: boolean; held: boolean } | null;
}

/**
 * Returns whether a person may be sent a list. Leaving goes before an opt-out, and that before whatever is wrong with
 * the address; paper is asked for by those who have one. Without any record membership itself is the basis (PECR reg. 22 is kept by the opt-out); somebody
 * of whom it is noted that they were not asked, and whose basis is consent, is not written to.
 */
export function statusOf({ isMember, paper, consent, address }: StatusFacts): AudienceStatus {
  if (!isMember) return 'left';
  if (consent?.status === 'opted_out') return 'opted-out';
  if (!address) return 'no-address';
  if (paper) return 'on-paper';
  if (address.held || !address.usable) return 'held-address';
  return consent?.status === 'not_asked' && consent.basis === 'consent' ? 'no-basis' : 'may';
}

/** What is on record about one list. */
export interface Word {
  purpose: string;
  status: string;
  basis: string;
}

/**
 * Returns what was said about a list. Who said nothing of it may be written to on the ground that holds for the
 * digest; stopping the digest stops that list only (E14 of the mail page), but takes a consent with it.
 */
export function wordOn(list: string, words: readonly Word[]): Word | null {
  const own = words.find(({ purpose }) => purpose === list);
  if (own) return own;
  const digest = words.find(({ purpose }) => purpose === 'digest');
  return digest?.status === 'opted_out' ? { ...digest, status: 'not_asked' } : (digest ?? null);
}

/**
 * Returns one copy for each mailbox of those who may be sent a list: whoever shares an address reads one copy
 * together, and a person with five roles gets one. In the order of the first reader of each.
 */
export function oneMailbox(people: readonly AudiencePerson[]): Mailbox[] {
  const byAddress = new Map<string, AudiencePerson[]>();
  for (const person of people) {
    if (person.status !== 'may' || person.address === null) continue;
    const readers = byAddress.get(person.address);
    if (!readers) byAddress.set(person.address, [person]);
    else if (!readers.some(({ personId }) => personId === person.personId)) readers.push(person);
  }
  return [...byAddress].map(([address, readers]) => {
    readers.sort((a, b) => compare(a.name, b.name) || compare(a.personId, b.personId));
    return {
      address,
      readers,
      name: together(readers.map(({ name }) => name)),
      greeting: together(readers.map(({ given, name }) => given || name)),
    };
  });
}

/** Returns districts with whatever took the place of those that have ended, through any number of steps; sorted. */
export function withSuccessors(ids: readonly string[], successors: ReadonlyMap<string, string[]>): string[] {
  const found = new Set(ids);
  for (const id of found) successors.get(id)?.forEach((next) => found.add(next));
  return [...found].sort();
}

function together(names: string[]): string {
  const once = [...new Set(names)];
  return once.length <= 3 ? listed(once) : `${once.slice(0, 2).join(', ')} and ${once.length - 2} more`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
