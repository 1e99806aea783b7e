import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooser, type Choosable, type Readership, type Words } from '../choosing/choose.rules.js';
import { daysLater, weekdayOf } from '../editions/week.rules.js';
import { dailyDue, firstInMonth, monthlyDue, takes, type HowOften } from './frequency.rules.js';
import type { EditionKind } from './kind.rules.js';

const UK = 'Europe/London';
const FIRST_DAY = '2026-10-01';
const DAYS = 75;
/** Days for which an item without a closing date is offered. */
const OFFERED = 35;
const THURSDAY = { weekday: 4, time: '09:30' };
const DISTRICTS = ['av', 'bo', 'ch'];
const OFTEN: HowOften[] = ['weekly', 'daily', 'immediate', 'monthly'];

const words: Words = {
  ...{ today: FIRST_DAY, countyWide: 'For the whole county' },
  ...{ district: new Map(), theme: new Map(), role: new Map() },
};

interface Item {
  key: string;
  /** Day on which it was approved, in the morning before anything goes out or in the afternoon. */
  day: number;
  isEarly: boolean;
  district: string | null;
}

/** What somebody wants from a day on; changed in the evening, when nothing goes out. */
interface Wish {
  frequency: HowOften;
  district: string;
}

interface Life {
  begins: Wish;
  /** One wish for each week, or none: nobody changes their mind more often here. */
  changes: (Wish & { weekday: number })[];
}

const wish = fc.record({
  frequency: fc.constantFrom(...OFTEN),
  district: fc.constantFrom(...DISTRICTS),
});
const change = fc.record({
  frequency: fc.constantFrom(...OFTEN),
  district: fc.constantFrom(...DISTRICTS),
  weekday: fc.integer({ min: 0, max: 6 }),
});
const life = fc.record({ begins: wish, changes: fc.array(change, { maxLength: 6 }) });
const items = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 35 }),
    isEarly: fc.boolean(),
    district: fc.constantFrom(null, ...DISTRICTS),
  }),
  { minLength: 1, maxLength: 12 },
);

const readerIn = (district: string): Readership => ({
  ...{ districtIds: [district], countyWide: false, themes: [] },
  ...{ ages: [], sizes: [], stages: [], roles: [] },
});
const choosable = ({ key, district }: Item): Choosable => ({
  ...{ key, kind: 'news', districtIds: district === null ? [] : [district], themes: [] },
  ...{ closesOn: null, mustKnow: false, position: 0 },
});

/** What the calendar lets run on a day, in the order of the clock. */
const CALENDAR = Array.from({ length: DAYS }, (_, day) => {
  const date = daysLater(FIRST_DAY, day);
  const noon = new Date(`${date}T12:00:00Z`);
  const monthly = firstInMonth(date.slice(0, 7), THURSDAY, UK).toISOString().startsWith(date);
  const kinds: EditionKind[] = [];
  if (dailyDue(noon, '07:30', UK)) kinds.push('daily');
  if (weekdayOf(date) === THURSDAY.weekday) kinds.push('digest');
  if (monthly && monthlyDue(noon, THURSDAY, UK)) kinds.push('monthly');
  return kinds;
});

function editionsOf(
  day: number,
  fresh: Item[],
): { kind: EditionKind; only?: Set<string>; isMorning: boolean }[] {
  const atOnce = (isMorning: boolean) =>
    fresh
      .filter(({ isEarly }) => isEarly === isMorning)
      .map(({ key }) => ({ kind: 'immediate' as const, only: new Set([key]), isMorning }));
  return [...atOnce(true), ...CALENDAR[day].map((kind) => ({ kind, isMorning: true })), ...atOnce(false)];
}

/** Lives a life day by day; returns the items received, in their order, and the districts lived in, day by day. */
function live({ begins, changes }: Life, all: Item[]): { got: string[]; where: string[] } {
  const got: string[] = [];
  const where: string[] = [];
  let now = begins;
  for (let day = 0; day < DAYS; day++) {
    const fresh = all.filter((one) => one.day === day);
    for (const { kind, only, isMorning } of editionsOf(day, fresh)) {
      if (!takes(kind, { frequency: now.frequency, paper: false })) continue;
      const offered = all.filter(
        (one) =>
          one.day >= day - OFFERED &&
          (one.day < day || (one.day === day && (one.isEarly || !isMorning))) &&
          (only?.has(one.key) ?? true),
      );
      const history = { sent: new Set(got), owed: new Set<string>() };
      const { chosen } = chooser(offered.map(choosable), words)(readerIn(now.district), history);
      got.push(...chosen.map(({ key }) => key));
    }
    where.push(now.district);
    const next = changes[Math.floor(day / 7)];
    if (next && day % 7 === next.weekday) now = next;
  }
  return { got, where };
}

describe('Whoever changes how often, or where, in mid-week', () => {
  it('is sent every item that was for them all the time, and none twice', () => {
    fc.assert(
      fc.property(life, items, (one, drawn) => {
        const all = drawn.map((item, at): Item => ({ ...item, key: `item${at}` }));
        const { got, where } = live(one, all);
        expect(new Set(got).size).toBe(got.length);
        for (const { key, day, district } of all) {
          const since = where.slice(day, day + OFFERED + 1);
          if (district === null || since.every((here) => here === district)) expect(got).toContain(key);
          if (district !== null && !since.includes(district)) expect(got).not.toContain(key);
        }
      }),
      { numRuns: 150 },
    );
  });
});
