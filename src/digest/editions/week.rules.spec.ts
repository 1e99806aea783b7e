import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, daysLater, weekdayOf, weekOfDate, weekOfKey } from './week.rules.js';

const date = fc.integer({ min: 0, max: 36_000 }).map((days) => daysLater('2001-01-01', days));

describe('A week', () => {
  it('runs from Monday to Sunday and is named as ISO 8601 names it', () => {
    expect(weekOfDate('2026-11-20')).toEqual({ key: '2026-W47', from: '2026-11-16', to: '2026-11-22' });
    expect(weekOfDate('2026-11-16').key).toBe('2026-W47');
    expect(weekOfDate('2026-11-22').key).toBe('2026-W47');
    expect(weekOfDate('2027-01-03').key).toBe('2026-W53');
    expect(weekOfDate('2027-01-04').key).toBe('2027-W01');
    expect(weekOfDate('2024-12-30').key).toBe('2025-W01');
  });

  it('is found again by its key, and by no other', () => {
    expect(weekOfKey('2026-W53')).toEqual({ key: '2026-W53', from: '2026-12-28', to: '2027-01-03' });
    expect(weekOfKey('2025-W53')).toBeUndefined();
    expect(weekOfKey('2026-W00')).toBeUndefined();
    expect(weekOfKey('2026-47')).toBeUndefined();
    expect(weekOfKey('..')).toBeUndefined();
  });

  it('holds every date exactly once', () => {
    fc.assert(
      fc.property(date, (day) => {
        const week = weekOfDate(day);
        expect(week.from <= day && day <= week.to).toBe(true);
        expect(weekdayOf(week.from)).toBe(1);
        expect(daysBetween(week.from, week.to)).toBe(6);
        expect(weekOfKey(week.key)).toEqual(week);
        expect(weekOfDate(daysLater(week.to, 1)).key > week.key).toBe(true);
      }),
    );
  });
});
