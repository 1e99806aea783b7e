import { describe, expect, it } from '@jest/globals';
import { closedWords, closingWords } from './reason.rules.js';

describe('The words of a reason', () => {
  it('say of each kind what its last day is', () => {
    const soon = ['training', 'event', 'news'].map((kind) => closingWords(9, kind));
    expect(soon).toEqual(['Closes in 9 days.', 'It is in 9 days.', 'Ends in 9 days.']);
    const past = ['funding', 'event', 'briefing'].map((kind) => closedWords('2026-11-03', kind));
    expect(past).toEqual([
      'It closed on 3 November 2026.',
      'It was on 3 November 2026.',
      'It ended on 3 November 2026.',
    ]);
  });

  it('say today and tomorrow', () => {
    expect(closingWords(0, 'consultation')).toBe('Closes today.');
    expect(closingWords(1, 'event')).toBe('It is tomorrow.');
  });
});
