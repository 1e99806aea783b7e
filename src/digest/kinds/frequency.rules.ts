import { instantOf, localDate, type Slot } from '../editions/schedule.rules.js';
import { daysLater, weekdayOf } from '../editions/week.rules.js';
import type { EditionKind } from './kind.rules.js';

/** How often somebody gets the digest; see the choices of reading. */
export type HowOften = 'weekly' | 'daily' | 'immediate' | 'monthly' | 'none';

/** Something that is due to run by itself, under the key that keeps it from running twice. */
export interface Due {
  key: string;
  /** When it was due. */
  at: Date;
}

const HOUR = 3_600_000;

/** How long after its time a monthly edition is still sent, in milliseconds; after that the next one covers it. */
export const MONTHLY_PATIENCE = 7 * 24 * HOUR;

const TAKERS: Partial<Record<EditionKind, readonly HowOften[]>> = {
  digest: ['weekly', 'none'],
  // Whoever gets everything at once gets here what came before they chose so, and what nothing told of at once.
  daily: ['daily', 'immediate'],
  immediate: ['immediate'],
  monthly: ['monthly'],
};

/** True when somebody who has chosen this gets digests of a kind; a printed copy is made of the weekly one. */
export function takes(
  kind: EditionKind,
  { frequency, paper }: { frequency: HowOften; paper: boolean },
): boolean {
  const takers = TAKERS[kind];
  return takers === undefined || takers.includes(paper ? 'weekly' : frequency);
}

/** Returns the daily edition that is due: of today where today is Monday to Friday and its time has come. */
export function dailyDue(now: Date, time: string, zone: string): Due | undefined {
  const key = localDate(now, zone);
  const at = instantOf(key, time, zone);
  return weekdayOf(key) <= 5 && at <= now ? { key, at } : undefined;
}

/**
 * Returns the monthly edition that is due: at the first weekly slot of the month, or at most a week after, when
 * nothing could run then. Whatever it would have held waits for the next month otherwise.
 */
export function monthlyDue(now: Date, slot: Slot, zone: string): Due | undefined {
  const key = localDate(now, zone).slice(0, 7);
  const at = firstInMonth(key, slot, zone);
  return at <= now && now.getTime() - at.getTime() <= MONTHLY_PATIENCE ? { key, at } : undefined;
}

/** Returns the instant of the first weekly slot of a month (`YYYY-MM`). */
export function firstInMonth(month: string, slot: Slot, zone: string): Date {
  const first = `${month}-01`;
  const days = (slot.weekday - weekdayOf(first) + 7) % 7;
  return instantOf(daysLater(first, days), slot.time, zone);
}
