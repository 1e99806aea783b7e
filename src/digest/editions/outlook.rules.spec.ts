import { describe, expect, it } from '@jest/globals';
import { laterWords, usualTimeOf, usualWords } from './outlook.rules.js';

const UK = 'Europe/London';
const THURSDAY = { weekday: 4, time: '09:30' };
const say = (now: string, slot: typeof THURSDAY | null = THURSDAY) =>
  usualWords(usualTimeOf('2026-11-16', slot ?? undefined, new Date(now), UK), UK);

describe('When a week that is being composed would go out', () => {
  it('is the usual day while that is ahead, however early it was composed', () => {
    const words =
      'On 19 November 2026 at 9:30am, the usual day, or at another time: you choose when you approve it.';
    expect(say('2026-11-12T10:00:00Z')).toBe(words);
    expect(say('2026-11-19T09:29:59Z')).toBe(words);
  });

  it('is said to be late once the usual day is over, and never in another week', () => {
    expect(say('2026-11-19T09:30:00Z')).toBe(
      'Late: the usual day was 19 November 2026 at 9:30am. You choose another time when you approve it.',
    );
  });

  it('is whenever it is approved where there is no usual day', () => {
    expect(say('2026-11-18T10:00:00Z', null)).toContain('the network has no usual day');
  });

  it('is by the clock there, in summer too', () => {
    const usual = usualTimeOf('2026-06-29', THURSDAY, new Date('2026-06-29T00:00:00Z'), UK);
    expect(usual).toEqual({ is: 'ahead', at: new Date('2026-07-02T08:30:00Z') });
  });
});

describe('What is made ready later', () => {
  it('is taken in by hand, or by itself while somebody is away', () => {
    expect(laterWords(undefined)).toContain('does not come in by itself');
    expect(laterWords('Ruth Fairfield')).toContain('comes in by itself');
  });
});
