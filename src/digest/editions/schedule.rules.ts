import { daysLater, weekdayOf } from './week.rules.js';

/** A weekday, 1 for Monday to 7 for Sunday, and a local time, `HH:MM`. */
export interface Slot {
  weekday: number;
  time: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Minutes by which nobody calls a mail late. */
const PUNCTUAL = 15;
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * Returns the instant at which clocks in a zone show a date and time. A time that is shown twice, when clocks go
 * back, means the first; a time that is left out, when they go forward, means as long after midnight as usual, so
 * 01:30 becomes 02:30.
 */
export function instantOf(date: string, time: string, zone: string): Date {
  const shown = Date.parse(`${date}T${time}:00Z`);
  const [before, after] = [shown - DAY, shown + DAY].map((instant) => offset(instant, zone));
  const candidates = [shown - before, shown - after].filter(
    (instant) => instant + offset(instant, zone) === shown,
  );
  return new Date(candidates.length > 0 ? Math.min(...candidates) : shown - before);
}

/** Returns the next instant after `after` at which it is this weekday and time in the zone. */
export function nextInstant(slot: Slot, after: Date, zone: string): Date {
  const today = localDate(after, zone);
  for (let days = 0; ; days++) {
    const date = daysLater(today, days);
    if (weekdayOf(date) !== slot.weekday) continue;
    const instant = instantOf(date, slot.time, zone);
    if (instant > after) return instant;
  }
}

/** Returns the latest instant, up to and including `until`, at which it was this weekday and time in the zone. */
export function lastInstant(slot: Slot, until: Date, zone: string): Date {
  // Eight days back is before the one looked for, also where the clocks changed meanwhile.
  let found = nextInstant(slot, new Date(until.getTime() - 8 * DAY), zone);
  for (let next = found; next <= until; next = nextInstant(slot, found, zone)) found = next;
  return found;
}

/**
 * Returns the last instant at which something due may begin by itself: while the day it was due on lasts in the
 * zone, or six hours, whichever is longer. A missed hour is sent late; after a missed day somebody is asked.
 */
export function latestFor(due: Date, zone: string): Date {
  const midnight = instantOf(daysLater(localDate(due, zone), 1), '00:00', zone);
  return new Date(Math.max(midnight.getTime(), due.getTime() + 6 * HOUR));
}

/** Returns by how many whole minutes something began too late, or 0 when within a quarter of an hour. */
export function minutesLate(due: Date, begun: Date): number {
  const minutes = Math.floor((begun.getTime() - due.getTime()) / MINUTE);
  return minutes > PUNCTUAL ? minutes : 0;
}

/** Returns the date, `YYYY-MM-DD`, that a calendar in the zone shows at an instant. */
export function localDate(instant: Date, zone: string): string {
  return new Date(instant.getTime() + offset(instant.getTime(), zone)).toISOString().slice(0, 10);
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offset(instant: number, zone: string): number {
  const parts = clock(zone).formatToParts(new Date(instant));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(instant / 1000) * 1000;
}

function clock(zone: string): Intl.DateTimeFormat {
  let found = clocks.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, found);
  }
  return found;
}
