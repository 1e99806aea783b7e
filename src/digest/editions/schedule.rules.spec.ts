import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf, lastInstant, latestFor, localDate, minutesLate, nextInstant } from './schedule.rules.js';
import { weekdayOf } from './week.rules.js';

const UK = 'Europe/London';
const at = (date: string, time: string, zone = UK) => instantOf(date, time, zone).toISOString();

describe('A local time', () => {
  it('is one hour ahead of UTC in summer and level with it in winter', () => {
    expect(at('2026-07-02', '09:30')).toBe('2026-07-02T08:30:00.000Z');
    expect(at('2026-11-26', '09:30')).toBe('2026-11-26T09:30:00.000Z');
  });

  it('stays the same on the days round both clock changes', () => {
    expect(at('2026-10-24', '09:30')).toBe('2026-10-24T08:30:00.000Z');
    expect(at('2026-10-25', '09:30')).toBe('2026-10-25T09:30:00.000Z');
    expect(at('2027-03-27', '09:30')).toBe('2027-03-27T09:30:00.000Z');
    expect(at('2027-03-28', '09:30')).toBe('2027-03-28T08:30:00.000Z');
  });

  it('that is shown twice in October means the first', () => {
    expect(at('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25', '02:00')).toBe('2026-10-25T02:00:00.000Z');
  });

  it('that is left out in March comes an hour later by the clock', () => {
    expect(at('2027-03-28', '01:30')).toBe('2027-03-28T01:30:00.000Z');
    expect(at('2027-03-28', '00:59')).toBe('2027-03-28T00:59:00.000Z');
    expect(at('2027-03-28', '02:00')).toBe('2027-03-28T01:00:00.000Z');
  });

  it('is that of the zone', () => {
    expect(at('2026-07-02', '09:30', 'Pacific/Auckland')).toBe('2026-07-01T21:30:00.000Z');
    expect(localDate(new Date('2026-06-30T23:30:00Z'), UK)).toBe('2026-07-01');
    expect(localDate(new Date('2026-12-31T23:30:00Z'), UK)).toBe('2026-12-31');
  });
});

describe('The next sending', () => {
  const thursday = { weekday: 4, time: '09:30' };
  const next = (after: string) => nextInstant(thursday, new Date(after), UK).toISOString();

  it('is later today, or in a week once the time has come', () => {
    expect(next('2026-11-26T09:29:59Z')).toBe('2026-11-26T09:30:00.000Z');
    expect(next('2026-11-26T09:30:00Z')).toBe('2026-12-03T09:30:00.000Z');
    expect(next('2026-11-27T00:00:00Z')).toBe('2026-12-03T09:30:00.000Z');
  });

  it('keeps its local time over both clock changes', () => {
    expect(next('2026-10-22T12:00:00Z')).toBe('2026-10-29T09:30:00.000Z');
    expect(next('2027-03-25T12:00:00Z')).toBe('2027-04-01T08:30:00.000Z');
  });

  it('comes once in the night in which its hour comes twice', () => {
    const night = { weekday: 7, time: '01:30' };
    const first = nextInstant(night, new Date('2026-10-24T12:00:00Z'), UK);
    expect(first.toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(nextInstant(night, first, UK).toISOString()).toBe('2026-11-01T01:30:00.000Z');
  });

  it('is always ahead, within eight days, and on its weekday', () => {
    const zone = fc.constantFrom(UK, 'Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu');
    const slot = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      time: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    });
    const moment = fc.integer({ min: 1_600_000_000, max: 2_500_000_000 }).map((s) => new Date(s * 1000));
    fc.assert(
      fc.property(slot, moment, zone, (wanted, after, where) => {
        const found = nextInstant(wanted, after, where);
        expect(found > after).toBe(true);
        expect(found.getTime() - after.getTime()).toBeLessThanOrEqual(8 * 86_400_000);
        expect(weekdayOf(localDate(found, where))).toBe(wanted.weekday);
      }),
    );
  });
});

describe('The last sending', () => {
  const thursday = { weekday: 4, time: '09:30' };
  const last = (until: string) => lastInstant(thursday, new Date(until), UK).toISOString();

  it('is the one of now, of today, or of last week', () => {
    expect(last('2026-11-26T09:30:00Z')).toBe('2026-11-26T09:30:00.000Z');
    expect(last('2026-11-26T09:29:59Z')).toBe('2026-11-19T09:30:00.000Z');
    expect(last('2026-12-02T23:00:00Z')).toBe('2026-11-26T09:30:00.000Z');
    expect(last('2026-10-28T12:00:00Z')).toBe('2026-10-22T08:30:00.000Z');
  });

  it('and the next one have nothing between them, in whatever zone and however the clocks change', () => {
    const zone = fc.constantFrom(UK, 'Pacific/Auckland', 'America/New_York', 'Asia/Kathmandu');
    const slot = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      time: fc.constantFrom('00:00', '01:30', '02:30', '09:30', '23:59'),
    });
    const moment = fc.integer({ min: 1_600_000_000, max: 2_500_000_000 }).map((s) => new Date(s * 1000));
    fc.assert(
      fc.property(slot, moment, zone, (wanted, now, where) => {
        const found = lastInstant(wanted, now, where);
        expect(found <= now).toBe(true);
        expect(nextInstant(wanted, found, where)).toEqual(nextInstant(wanted, now, where));
        expect(weekdayOf(localDate(found, where))).toBe(wanted.weekday);
      }),
    );
  });
});

describe('What was missed', () => {
  const until = (due: string, zone = UK) => latestFor(new Date(due), zone).toISOString();

  it('is sent late while its day lasts, by the clock there', () => {
    expect(until('2026-11-19T09:30:00Z')).toBe('2026-11-20T00:00:00.000Z');
    expect(until('2026-07-02T08:30:00Z')).toBe('2026-07-02T23:00:00.000Z');
    expect(until('2026-10-25T00:30:00Z')).toBe('2026-10-26T00:00:00.000Z');
  });

  it('is sent late for six hours, when its day ends before', () => {
    expect(until('2026-11-19T22:00:00Z')).toBe('2026-11-20T04:00:00.000Z');
  });

  it('is late when it begins more than a quarter of an hour after its time', () => {
    const due = new Date('2026-11-19T09:30:00Z');
    const late = (instant: string) => minutesLate(due, new Date(instant));
    expect(late('2026-11-19T09:30:05Z')).toBe(0);
    expect(late('2026-11-19T09:45:59Z')).toBe(0);
    expect(late('2026-11-19T09:46:00Z')).toBe(16);
    expect(late('2026-11-19T12:30:00Z')).toBe(180);
  });
});
