import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dailyDue, firstInMonth, monthlyDue, takes, type HowOften } from './frequency.rules.js';
import { KINDS, isDigest } from './kind.rules.js';

const UK = 'Europe/London';
const at = (text: string) => new Date(text);
const often = (frequency: HowOften, paper = false) => ({ frequency, paper });

describe('How often somebody gets the digest', () => {
  it('says which kinds of edition they get', () => {
    const kinds = (frequency: HowOften) =>
      KINDS.filter(isDigest).filter((kind) => takes(kind, often(frequency)));
    expect(kinds('weekly')).toEqual(['digest']);
    expect(kinds('daily')).toEqual(['daily']);
    expect(kinds('immediate')).toEqual(['daily', 'immediate']);
    expect(kinds('monthly')).toEqual(['monthly']);
    expect(takes('newsletter', often('monthly'))).toBe(true);
    expect(takes('urgent', often('monthly'))).toBe(true);
  });

  it('makes no difference to whoever gets it on paper', () => {
    expect(takes('digest', often('daily', true))).toBe(true);
    expect(takes('daily', often('daily', true))).toBe(false);
  });
});

describe('The daily edition', () => {
  it('is due at its time by the clock here, from Monday to Friday', () => {
    expect(dailyDue(at('2026-11-20T07:29:00Z'), '07:30', UK)).toBeUndefined();
    expect(dailyDue(at('2026-11-20T07:30:00Z'), '07:30', UK)).toMatchObject({ key: '2026-11-20' });
    expect(dailyDue(at('2026-07-10T06:30:00Z'), '07:30', UK)).toMatchObject({ key: '2026-07-10' });
    expect(dailyDue(at('2026-11-21T12:00:00Z'), '07:30', UK)).toBeUndefined();
  });

  it('has one key on the day on which an hour comes twice', () => {
    // Sunday 25 October 2026 is the night; a network that sends at 01:30 sees both hours from Saturday's side.
    const keys = ['2026-10-26T01:30:00Z', '2026-10-26T02:30:00Z', '2026-10-26T23:59:00Z'].map(
      (instant) => dailyDue(at(instant), '01:30', UK)?.key,
    );
    expect(keys).toEqual(['2026-10-26', '2026-10-26', '2026-10-26']);
  });

  it('is due once for every instant of a day after its time, whatever the day of the year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 366 * 24 * 60 }),
        fc.constantFrom('00:00', '01:30', '02:30', '23:59'),
        (minute, time) => {
          const now = new Date(at('2026-01-01T00:00:00Z').getTime() + minute * 60_000);
          const due = dailyDue(now, time, UK);
          if (due) expect(due.at <= now && now.getTime() - due.at.getTime() < 25 * 3_600_000).toBe(true);
        },
      ),
    );
  });
});

describe('The monthly edition', () => {
  const thursday = { weekday: 4, time: '09:30' };

  it('is due in the first weekly slot of the month', () => {
    expect(firstInMonth('2026-11', thursday, UK)).toEqual(at('2026-11-05T09:30:00Z'));
    expect(firstInMonth('2026-10', thursday, UK)).toEqual(at('2026-10-01T08:30:00Z'));
    expect(monthlyDue(at('2026-11-05T09:29:00Z'), thursday, UK)).toBeUndefined();
    expect(monthlyDue(at('2026-11-05T09:30:00Z'), thursday, UK)).toMatchObject({ key: '2026-11' });
  });

  it('is still sent within a week, and not after', () => {
    expect(monthlyDue(at('2026-11-12T09:30:00Z'), thursday, UK)).toMatchObject({ key: '2026-11' });
    expect(monthlyDue(at('2026-11-12T09:31:00Z'), thursday, UK)).toBeUndefined();
  });
});
