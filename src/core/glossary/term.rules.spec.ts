import { describe, expect, it } from '@jest/globals';
import { STARTING_EXCUSED, STARTING_TERMS } from './starting-terms.rules.js';
import { matchingTerms, refuseShort, TERM_LIMITS, termsFor, withAmbiguity } from './term.rules.js';

const terms = withAmbiguity([
  { id: '1', short: 'TAC', long: 'team around the child' },
  { id: '2', short: 'TAC', long: 'town area committee', usedFor: 'Amber Valley' },
  { id: '3', short: 'CYPP', long: 'Children and Young People’s Plan', meaning: 'What partners agreed.' },
]);

describe('A short form', () => {
  it.each(['CYPP', 'Y&H', 'KS2', '0-19', 'DfE', 'T-level'])('may be %s', (short) => {
    expect(refuseShort(short)).toBeUndefined();
  });

  it.each(['', 'A', 'two words', '-AB', 'AB.', 'the', '&&'])('may not be “%s”', (short) => {
    expect(refuseShort(short)).toMatch(/\.$/);
  });

  it('is ambiguous where it stands twice, until one text has chosen', () => {
    expect(terms.map(({ isAmbiguous }) => isAmbiguous)).toEqual([true, true, false]);
    expect(termsFor(terms, { TAC: '2' }).map(({ id, isAmbiguous }) => [id, isAmbiguous])).toEqual([
      ['2', false],
      ['3', false],
    ]);
    expect(termsFor(terms, { TAC: '3', __proto__: null as never })).toHaveLength(3);
  });

  it('is found by any of its words, whatever the accents and apostrophes', () => {
    const found = (words: string) => matchingTerms(terms, words).map(({ id }) => id);
    expect(found('tac amber')).toEqual(['2']);
    expect(found("people's PLAN")).toEqual(['3']);
    expect(found('')).toHaveLength(3);
    expect(found('child bees')).toEqual([]);
  });
});

describe('The starting terms', () => {
  it('are short forms, each once, and none is excused as well', () => {
    const shorts = STARTING_TERMS.map(({ short }) => short);
    expect(new Set(shorts).size).toBe(shorts.length);
    for (const { short, long, meaning } of STARTING_TERMS) {
      expect(refuseShort(short)).toBeUndefined();
      expect(long.length).toBeLessThanOrEqual(TERM_LIMITS.long);
      if (meaning !== '') expect(meaning).toMatch(/\.$/);
      expect(STARTING_EXCUSED).not.toContain(short);
    }
    for (const word of STARTING_EXCUSED) expect(refuseShort(word)).toBeUndefined();
  });
});
