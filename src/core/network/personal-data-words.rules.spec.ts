import { describe, expect, it } from '@jest/globals';
import { emptyWords, inOrder, isLog, plainWords } from './personal-data-words.rules.js';

describe('What is held about a person, in words', () => {
  it('begins with what people look for, and ends with the logs', () => {
    const headings = ['Devices', 'Articles you wrote', 'Your roles', 'Your record'];
    const sorted = inOrder(headings.map((heading) => ({ heading })));
    expect(sorted.map(({ heading }) => heading)).toEqual([
      'Your record',
      'Your roles',
      'Articles you wrote',
      'Devices',
    ]);
    expect(headings.filter(isLog)).toEqual(['Devices']);
  });

  it('has no codes', () => {
    expect(plainWords('article.written')).toBe('Wrote an article');
    expect(plainWords('not_asked')).toBe('not asked');
    expect(plainWords('2026-11-20')).toBe('20 November 2026');
    expect(plainWords('ada@sunrise.example.org')).toBe('ada@sunrise.example.org');
  });

  it('says what an open end means', () => {
    expect(emptyWords('Devices', 'Ended')).toBe('still signed in');
    expect(emptyWords('Your record', 'Language')).toBe('');
  });
});
