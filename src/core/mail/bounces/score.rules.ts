/** Something that was learned about an address, at a moment in milliseconds. */
export interface Learned {
  at: number;
  what: 'soft' | 'hard' | 'delivered';
}

/** What the network does about an address. */
export type Treatment = 'nothing' | 'telephone' | 'hold';

const DAY = 86_400_000;
/** A failure is forgotten after this many days. */
export const FORGOTTEN_AFTER = 30;
/** So many soft failures, the first and the last so many days apart, make somebody telephone. */
export const SOFT_FAILURES = 3;
export const SOFT_DAYS = 10;

/**
 * Returns the soft failures that still count, oldest first (E30 of the mail page): those of the last 30 days, less
 * one, the oldest, for each message that arrived after it.
 */
export function standing(learned: readonly Learned[], now: number): number[] {
  const failures: number[] = [];
  const inOrder = learned
    .filter(({ at }) => at <= now && at > now - FORGOTTEN_AFTER * DAY)
    .sort((a, b) => a.at - b.at || a.what.localeCompare(b.what));
  for (const { at, what } of inOrder) {
    if (what === 'soft') failures.push(at);
    if (what === 'delivered') failures.shift();
  }
  return failures;
}

/**
 * Returns what to do: a hard failure of the last 30 days holds the address; three soft ones that stand, at least ten
 * days from the first to the last, make somebody telephone.
 */
export function treatmentOf(learned: readonly Learned[], now: number): Treatment {
  const isRecent = ({ at }: Learned) => at <= now && at > now - FORGOTTEN_AFTER * DAY;
  if (learned.some((one) => one.what === 'hard' && isRecent(one))) return 'hold';
  const failures = standing(learned, now);
  const days = failures.length > 0 ? (failures.at(-1)! - failures[0]) / DAY : 0;
  return failures.length >= SOFT_FAILURES && days >= SOFT_DAYS ? 'telephone' : 'nothing';
}
