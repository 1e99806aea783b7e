import type { Standing } from './reach.rules.js';

/** How many names a volunteer gets at most. */
export const NAMES_A_LIST = 8;

/** How many things there are to say at most. */
export const THINGS_TO_SAY = 3;

/** What became of a call. Only the first one reaches an organisation. */
export const CALL_RESULTS = {
  reached: 'Reached',
  message: 'Left a message',
  'no-answer': 'No answer',
  'wrong-number': 'Wrong number',
  stop: 'Do not ring again',
} as const;

export type CallResult = keyof typeof CALL_RESULTS;

/** Why nobody need ring an organisation any more, where it has been reached in another way meanwhile or has had it all. */
const MEANWHILE: Partial<Record<Standing, string>> = {
  emailed: 'Has it by e-mail meanwhile',
  printed: 'Printed for them meanwhile',
  phoned: 'Rung meanwhile',
  collected: 'Collected at a meeting meanwhile',
  later: 'Gets it otherwise by now',
  nothing: 'Nothing in it is new for them',
};

/** Returns why a name on a list need not be rung any more though no call has settled it; empty while it is to be rung. */
export function meanwhile(standing: Standing | undefined, result: CallResult | null): string {
  if (isSettled(result)) return '';
  return standing === undefined ? 'Is not in this edition any more' : (MEANWHILE[standing] ?? '');
}

/** True when a call needs no other: they were told, or asked to be left alone. */
export function isSettled(result: CallResult | null): boolean {
  return result === 'reached' || result === 'stop';
}

/** An organisation to be telephoned, as far as the split needs to know it. */
export interface ToTelephone {
  organisationId: string;
  name: string;
  /** The place of its first district in the network's order; neighbours go to one volunteer. */
  district: number;
}

/**
 * Returns lists of at most eight: everybody is in exactly one, and no list is more than one name longer than another.
 * The order is that of the districts, then of the names, so the same organisations are always split in the same way.
 */
export function splitLists<T extends ToTelephone>(all: readonly T[]): T[][] {
  const once = [...new Map(all.map((one) => [one.organisationId, one])).values()].sort(
    (a, b) =>
      a.district - b.district || compare(a.name, b.name) || compare(a.organisationId, b.organisationId),
  );
  const count = Math.ceil(once.length / NAMES_A_LIST);
  return Array.from({ length: count }, (_, at) =>
    once.slice(Math.floor((at * once.length) / count), Math.floor(((at + 1) * once.length) / count)),
  );
}

/** True as long as a list may be used: until its last day is over. Dates are `YYYY-MM-DD`. */
export function isOpen(
  { lastDay, forgottenAt }: { lastDay: string; forgottenAt: Date | null },
  today: string,
): boolean {
  return forgottenAt === null && today <= lastDay;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
