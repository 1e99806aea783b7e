import type { EditionKind } from './kind.rules.js';

/** What a mailbox has been sent, or will be, in one week: the kinds of the editions, one for each copy. */
export type Mailed = readonly EditionKind[];

/** How many newsletters and urgent briefings one mailbox may get in a week, besides its digest; null is any number. */
export type Budget = number | null;

/** What sending one more edition means for the budgets of those who would get it. */
export interface Flood {
  /** Addresses whose budget has room for it. */
  within: string[];
  /** Addresses whose budget it would exceed: they are left out. */
  over: string[];
  /** How many of all these get a correction in the same week, which counts for nobody's budget. */
  corrected: number;
}

/**
 * True for what counts against the budget. The digest does not: its reader has chosen how often it comes, and a week
 * has one. A correction does not either: whoever was told something wrong has a right to hear it.
 */
export function counts(kind: EditionKind): boolean {
  return kind === 'newsletter' || kind === 'urgent';
}

/** True when one more copy of a kind would be more than a mailbox may get in the week. */
export function exceeds(kind: EditionKind, mailed: Mailed, budget: Budget): boolean {
  return budget !== null && counts(kind) && mailed.filter(counts).length >= budget;
}

/** Returns who would be left out of an edition, and who not; `mailed` is by address, of the week it goes out in. */
export function floodOf(
  kind: EditionKind,
  addresses: readonly string[],
  mailed: ReadonlyMap<string, Mailed>,
  budget: Budget,
): Flood {
  const of = (address: string) => mailed.get(address) ?? [];
  return {
    within: addresses.filter((address) => !exceeds(kind, of(address), budget)),
    over: addresses.filter((address) => exceeds(kind, of(address), budget)),
    corrected: addresses.filter((address) => of(address).includes('correction')).length,
  };
}

/** Returns the most mails a reader of the weekly digest can get in one week, corrections apart. */
export function mostInWeek(budget: Budget): number {
  return budget === null ? Infinity : 1 + budget;
}
