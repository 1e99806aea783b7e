import type { AudienceStatus } from '../../members/audience/audience.rules.js';

/** What an edition would come to if it were approved now. */
export interface Outcome {
  subject: string;
  /** Items that are in. */
  items: number;
  counts: { pending: number; held: number; skipped: number };
  /** Mailboxes for which nothing is in it, or nothing new. */
  empty: number;
  /** Mailboxes whose time for reading is full, so that some items stand in one line. */
  shortened: number;
  /** Items in the shortest and in the longest copy. */
  least: number;
  most: number;
  /** People by whether they may be sent it. */
  people: Partial<Record<AudienceStatus, number>>;
}

/** What an outcome depends on; the same stamp means that working it out again would give the same. */
export type Stamp = Record<'edition' | 'audience' | 'rules' | 'ledger' | 'today', string>;

/** Returns what of a stamp has changed; empty where the outcome still holds. */
export function changedParts(kept: Partial<Stamp>, now: Stamp): (keyof Stamp)[] {
  return (Object.keys(now) as (keyof Stamp)[]).filter((part) => kept[part] !== now[part]);
}

/** Returns how long ago something was, in words: `a moment ago`, `4 minutes ago`, `2 hours ago`. */
export function agoWords(seconds: number): string {
  if (seconds < 60) return 'a moment ago';
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`;
  const hours = Math.floor(minutes / 60);
  return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
}
