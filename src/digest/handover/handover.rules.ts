import { instantOf, localDate, nextInstant, type Slot } from '../editions/schedule.rules.js';
import { workingDayBefore } from './working-day.rules.js';

const HOUR = 3_600_000;

/** The time of day by which the deputy knows what will be sent. */
const BY = '10:00';

/** Hours between the deputy’s being told and the sending, at least. */
const LEAST_NOTICE = 1;

/**
 * Returns when the deputy is told what goes out at `sendAfter`: an hour before ten on that day, so that it is there
 * by ten whatever happens in between. What goes out before ten, and so too early for that, is told at ten on the
 * last working day before.
 */
export function tellAt(sendAfter: Date, zone: string): Date {
  const day = localDate(sendAfter, zone);
  const ten = instantOf(day, BY, zone);
  if (sendAfter < ten) return instantOf(workingDayBefore(day), BY, zone);
  return new Date(ten.getTime() - HOUR);
}

/** Returns when an edition goes out of which the deputy is told at `now`: never sooner than an hour after. */
export function sendingAfter(due: Date, now: Date): Date {
  return new Date(Math.max(due.getTime(), now.getTime() + LEAST_NOTICE * HOUR));
}

/** Returns when the digest goes out on the days of a handover, after a moment. */
export function duesWithin(
  { fromOn, toOn }: { fromOn: string; toOn: string },
  slot: Slot,
  after: Date,
  zone: string,
): Date[] {
  const start = instantOf(fromOn, '00:00', zone).getTime() - 1;
  const dues: Date[] = [];
  let due = nextInstant(slot, new Date(Math.max(start, after.getTime())), zone);
  for (; localDate(due, zone) <= toOn; due = nextInstant(slot, due, zone)) dues.push(due);
  return dues;
}

/** True where what goes out at a local time, `HH:MM`, is told on the working day before. */
export function isEarly(time: string): boolean {
  return time < BY;
}

/** True when a day (`YYYY-MM-DD`) lies in a handover, whose days both count. */
export function covers({ fromOn, toOn }: { fromOn: string; toOn: string }, date: string): boolean {
  return fromOn <= date && date <= toOn;
}

/** Returns why a handover cannot be, or undefined: its days are in order, are not over, and are nobody else's. */
export function refuseDays(
  asked: { fromOn: string; toOn: string },
  others: readonly { fromOn: string; toOn: string }[],
  today: string,
): { field: 'fromOn' | 'toOn'; why: string } | undefined {
  if (asked.toOn < asked.fromOn) return { field: 'toOn', why: 'The last day comes before the first.' };
  if (asked.toOn < today) return { field: 'toOn', why: 'These days are over already.' };
  const overlaps = others.some((one) => one.fromOn <= asked.toOn && asked.fromOn <= one.toOn);
  if (overlaps)
    return { field: 'fromOn', why: 'Some of these days are handed over already. End that first.' };
  return undefined;
}
