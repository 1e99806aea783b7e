import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { offerOf, settled, type ReadingChoice } from '../preferences/reading.rules.js';
import { answerTo, changeBy, wordOf, WORDS, type AnswerFacts } from './command.rules.js';

const { frequencies } = offerOf({});
const WEEKLY: ReadingChoice = {
  frequency: 'weekly',
  minutes: 5,
  ...{ lean: false, paper: false, largePrint: false },
};
const FACTS: AnswerFacts = {
  ...{ choice: WEEKLY, isOther: true, list: 'the weekly digest', digest: 'weekly digest', isDigest: true },
  ...{ post: null, page: 'https://example.org/preferences/x' },
};

const all = fc
  .record({
    frequency: fc.constantFrom('weekly' as const, 'monthly' as const),
    minutes: fc.constantFrom(2 as const, 5 as const, 10 as const, null),
    ...{ lean: fc.boolean(), paper: fc.boolean(), largePrint: fc.boolean() },
  })
  .map(settled);

describe('An answer of one word', () => {
  it('is known in any case, with anything round it', () => {
    for (const text of ['STOP', 'stop', ' Stop!', '“STOP”', 'Stop please', 'stop\n> On Thursday'])
      expect(wordOf(text)).toBe('STOP');
    for (const text of ['', 'stopping', 'Please stop', '1234', 'No more'])
      expect(wordOf(text)).toBeUndefined();
  });

  it('says MORE after LESS, and all is as it was, unless there was no less', () => {
    fc.assert(
      fc.property(all, (choice) => {
        const less = { ...choice, ...changeBy('LESS', choice, frequencies) };
        const back = { ...less, ...changeBy('MORE', less, frequencies) };
        const isEnd = choice.frequency === 'monthly' && choice.minutes === 2;
        if (isEnd) expect(less).toEqual(choice);
        else expect(back).toEqual(choice);
      }),
    );
  });

  it('PRINT asks for paper and changes nothing else; STOP and HELP change no choice', () => {
    expect(changeBy('PRINT', WEEKLY, frequencies)).toEqual({ paper: true });
    for (const word of ['STOP', 'HELP'] as const) expect(changeBy(word, WEEKLY, frequencies)).toEqual({});
  });
});

describe('The letter in answer', () => {
  it('always says how to change it, by a link that needs no signing in', () => {
    for (const word of WORDS) {
      const { subject, passages } = answerTo(word, FACTS);
      expect(subject).not.toBe('');
      expect(passages.at(-1)).toEqual({ button: { url: FACTS.page, words: 'Choose what you are sent' } });
    }
  });

  it('says what was done and how to undo it', () => {
    const words = (word: (typeof WORDS)[number], facts: Partial<AnswerFacts> = {}) =>
      JSON.stringify(answerTo(word, { ...FACTS, ...facts }).passages);
    expect(words('STOP')).toContain('Answer with the word MORE');
    expect(words('STOP', { list: 'the newsletter', isDigest: false })).toContain('comes as before');
    expect(words('LESS', { choice: { ...WEEKLY, minutes: 2 } })).toContain(
      'every week, 2 minutes of reading',
    );
    expect(words('LESS', { isOther: false })).toContain('answer with the word STOP');
    expect(words('MORE', { isOther: false })).toContain('as much as we send already');
    expect(words('MORE', { isBack: true })).toContain('You will be sent the weekly digest again, like this');
    expect(words('MORE', { isBack: true, isDigest: false, list: 'the newsletter' })).toContain(
      'the newsletter again.',
    );
    expect(words('PRINT', { post: '1 High Street, DE5 9AG' })).toContain(
      'It goes to: 1 High Street, DE5 9AG.',
    );
    expect(words('PRINT')).toContain('no postal address');
  });
});
