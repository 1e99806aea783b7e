import { describe, expect, it } from '@jest/globals';
import { paragraphsOf, partsOf } from './paragraphs.rules.js';

describe('A long text on paper', () => {
  it('is divided at its paragraphs, and long ones at the ends of their sentences', () => {
    expect(paragraphsOf('One.\n\n\nTwo.\nStill two.\n\n')).toEqual(['One.', 'Two.\nStill two.']);
    const long = `${'A sentence of some length that goes on for a while. '.repeat(14)}The end.`;
    expect(paragraphsOf(long)).toHaveLength(15);
    expect(paragraphsOf('')).toEqual([]);
  });

  it('is one part where it can be read on the web, and several where it cannot', () => {
    const passage = { key: 'a', title: 'School closed', body: 'First.\n\nSecond.', url: '' };
    expect(partsOf(passage)).toEqual([
      { ...passage, body: 'First.' },
      { ...passage, key: 'a#2', title: '', body: 'Second.' },
    ]);
    expect(partsOf({ ...passage, url: 'https://example.org' })).toHaveLength(1);
  });
});
