import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { datePart, sayCount, sayDate, sayDateTime, sayMoney, sayPlural, sayTime } from './format.rules.js';

describe('words for dates', () => {
  it('a date is that day, whatever the zone', () => {
    expect(sayDate('2026-11-20')).toBe('20 November 2026');
    expect(sayDate('2026-01-01', 'Pacific/Honolulu')).toBe('1 January 2026');
  });

  it('a moment is seen from the zone, with summer time', () => {
    expect(sayDateTime('2026-11-20T09:30:00Z')).toBe('20 November 2026 at 9:30am');
    expect(sayDateTime(new Date('2026-07-01T23:30:00Z'))).toBe('2 July 2026 at 12:30am');
    expect(sayDate(new Date('2026-07-01T23:30:00Z'))).toBe('2 July 2026');
    expect(sayDateTime('2026-07-01T23:30:00Z', 'America/New_York')).toBe('1 July 2026 at 7:30pm');
  });

  it('midday and midnight have names', () => {
    expect(sayTime(12, 0)).toBe('midday');
    expect(sayTime(0, 0)).toBe('midnight');
    expect(sayTime(12, 5)).toBe('12:05pm');
    expect(sayTime(0, 5)).toBe('12:05am');
    expect(sayTime(14, 0)).toBe('2pm');
  });

  it('nothing is said of nothing, and nonsense is refused', () => {
    expect([sayDate(undefined), sayDate(null), sayDateTime(''), datePart(null, 'day')]).toEqual([
      '',
      '',
      '',
      '',
    ]);
    expect(() => sayDate('soon')).toThrow(RangeError);
    expect(() => sayDate('2026-13-01')).toThrow(RangeError);
  });

  it('the three boxes of a date take its parts without noughts', () => {
    expect((['day', 'month', 'year'] as const).map((part) => datePart('2026-03-09', part))).toEqual([
      '9',
      '3',
      '2026',
    ]);
  });
});

describe('words for numbers', () => {
  it('money is pounds and pence', () => {
    expect(sayMoney(123450)).toBe('£1,234.50');
    expect(sayMoney(5)).toBe('£0.05');
    expect(sayMoney(-1200)).toBe('-£12.00');
    expect(sayMoney('900719925474099301')).toBe('£9,007,199,254,740,993.01');
    expect(sayMoney(undefined)).toBe('');
    expect(sayMoney(0)).toBe('£0.00');
  });

  it('counts have commas and their noun', () => {
    expect(sayCount(1234567)).toBe('1,234,567');
    expect(sayCount(1234.5678)).toBe('1,234.5678');
    expect(sayPlural(1, 'body', 'bodies')).toBe('1 body');
    expect(sayPlural(0, 'body', 'bodies')).toBe('0 bodies');
    expect(sayPlural('1200', 'organisation')).toBe('1,200 organisations');
  });

  it('money loses no penny', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (pence) => {
        expect(Number(sayMoney(pence).replace(/[£,.]/g, ''))).toBe(pence);
      }),
    );
  });
});
