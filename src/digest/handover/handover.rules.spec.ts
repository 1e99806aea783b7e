import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, localDate } from '../editions/schedule.rules.js';
import { covers, duesWithin, isEarly, refuseDays, sendingAfter, tellAt } from './handover.rules.js';
import { isWorkingDay } from './working-day.rules.js';

const UK = 'Europe/London';
const told = (date: string, time: string) => tellAt(instantOf(date, time, UK), UK).toISOString();

describe('The days that are handed over', () => {
  const away = { fromOn: '2026-10-19', toOn: '2026-11-05' };
  const dues = (after: string, time = '11:00') =>
    duesWithin(away, { weekday: 4, time }, new Date(after), UK).map((due) => due.toISOString());

  it('hold each day on which the digest goes out, by the clock there; the first and the last count', () => {
    expect(dues('2026-10-01T00:00:00Z')).toEqual([
      '2026-10-22T10:00:00.000Z',
      '2026-10-29T11:00:00.000Z',
      '2026-11-05T11:00:00.000Z',
    ]);
  });

  it('and of those only what is still ahead', () => {
    expect(dues('2026-10-29T11:00:00Z')).toEqual(['2026-11-05T11:00:00.000Z']);
    expect(dues('2026-11-20T11:00:00Z')).toEqual([]);
  });

  it('are told of on the day before where it goes out before ten', () => {
    expect(['09:59', '10:00', '18:30'].map(isEarly)).toEqual([true, false, false]);
  });
});

describe('The deputy is told what will be sent', () => {
  it('by ten that morning', () => {
    expect(told('2026-11-19', '11:00')).toBe('2026-11-19T09:00:00.000Z');
    expect(told('2026-11-19', '10:00')).toBe('2026-11-19T09:00:00.000Z');
    expect(told('2026-07-02', '18:30')).toBe('2026-07-02T08:00:00.000Z');
  });

  it('at ten on the working day before, when it goes out before ten', () => {
    expect(told('2026-11-19', '09:30')).toBe('2026-11-18T10:00:00.000Z');
    expect(told('2026-11-23', '08:00')).toBe('2026-11-20T10:00:00.000Z');
    expect(told('2026-12-29', '09:59')).toBe('2026-12-24T10:00:00.000Z');
    // The clocks go back in between.
    expect(told('2026-10-26', '09:30')).toBe('2026-10-23T09:00:00.000Z');
  });

  it('always by ten on a day that is no later, and early enough to say stop', () => {
    const moment = fc.integer({ min: 1_700_000_000, max: 2_500_000_000 }).map((s) => new Date(s * 1000));
    fc.assert(
      fc.property(moment, (sendAfter) => {
        const at = tellAt(sendAfter, UK);
        expect(sendAfter.getTime() - at.getTime()).toBeGreaterThanOrEqual(3_600_000);
        const day = localDate(at, UK);
        expect(at <= instantOf(day, '10:00', UK)).toBe(true);
        if (day !== localDate(sendAfter, UK)) expect(isWorkingDay(day)).toBe(true);
      }),
    );
  });

  it('an hour before anything goes out, also when the machine was off', () => {
    const due = new Date('2026-11-19T11:00:00Z');
    expect(sendingAfter(due, new Date('2026-11-19T09:00:00Z'))).toEqual(due);
    expect(sendingAfter(due, new Date('2026-11-19T10:40:00Z')).toISOString()).toBe(
      '2026-11-19T11:40:00.000Z',
    );
    expect(sendingAfter(due, new Date('2026-11-19T14:00:00Z')).toISOString()).toBe(
      '2026-11-19T15:00:00.000Z',
    );
  });
});

describe('The days of a handover', () => {
  const week = { fromOn: '2026-11-16', toOn: '2026-11-20' };

  it('both count', () => {
    expect(['2026-11-15', '2026-11-16', '2026-11-20', '2026-11-21'].map((day) => covers(week, day))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('are refused when they are the wrong way round, over, or handed over already', () => {
    expect(refuseDays({ fromOn: '2026-11-20', toOn: '2026-11-16' }, [], '2026-11-01')?.field).toBe('toOn');
    expect(refuseDays(week, [], '2026-11-21')?.field).toBe('toOn');
    expect(refuseDays({ fromOn: '2026-11-20', toOn: '2026-11-27' }, [week], '2026-11-01')?.field).toBe(
      'fromOn',
    );
    expect(refuseDays({ fromOn: '2026-11-21', toOn: '2026-11-27' }, [week], '2026-11-01')).toBeUndefined();
  });
});
