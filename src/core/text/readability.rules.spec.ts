import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LONG_SENTENCE, readability, sentencesOf } from './readability.rules.js';

const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ');

describe('Sentences', () => {
  it.each([
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['Bring tea, e.g. green tea. It is free.', ['Bring tea, e.g. green tea.', 'It is free.']],
    ['Ask Dr. Smith or J. Field. Thanks.', ['Ask Dr. Smith or J. Field.', 'Thanks.']],
    ['It costs £2.50 at example.org today.', ['It costs £2.50 at example.org today.']],
    ['She said “yes.” Then she left.', ['She said “yes.”', 'Then she left.']],
    [
      'A heading\n\nA line\nthat goes on.\n- one\n- two\n1. three',
      ['A heading', 'A line that goes on.', 'one', 'two', 'three'],
    ],
    ['', []],
    ['…', ['…']],
  ])('of %p', (text, expected) => {
    expect(sentencesOf(text)).toEqual(expected);
  });
});

describe('How a text reads', () => {
  it('names sentences of more than 25 words, and no others', () => {
    expect(readability(`${words(LONG_SENTENCE)}. ${words(LONG_SENTENCE + 1)}.`).long).toEqual([
      { text: `${words(26)}.`, words: 26 },
    ]);
  });

  it('names hard words once, with plain ones, in whatever form they stand', () => {
    const text =
      'We will Utilise this prior to commencing. Utilise it, utilising stakeholders’ views, in order to help.';
    expect(readability(text).hard).toEqual([
      { word: 'utilise', plain: 'use' },
      { word: 'prior to', plain: 'before' },
      { word: 'commencing', plain: 'start' },
      { word: 'utilising', plain: 'use' },
      { word: 'stakeholders’', plain: 'the people concerned' },
      { word: 'in order to', plain: 'to' },
    ]);
    expect(readability('A plain text about a bus in order.').hard).toEqual([]);
  });

  it('counts', () => {
    expect(readability('One two three. Four.')).toMatchObject({ words: 4, sentences: 2, average: 2 });
    expect(readability('  \n ')).toMatchObject({ words: 0, sentences: 0, average: 0, long: [], hard: [] });
  });

  it('counts every word in one sentence, whatever the text', () => {
    const any = fc.array(fc.constantFrom('a', 'B', '.', '!', ' ', '\n', '- ', '1. ', 'e.g.', '”', 'é'));
    fc.assert(
      fc.property(any, (parts) => {
        const text = parts.join('');
        const { words: count, sentences, long } = readability(text);
        expect(sentences).toBeLessThanOrEqual(count);
        expect(long.every((one) => one.words > LONG_SENTENCE)).toBe(true);
      }),
    );
  });

  it('takes a text of any size', () => {
    for (const step of ['a. ', 'in order ', 'a\n', '. ', '.', '- a\n', 'participating '])
      expect(readability(step.repeat(100_000)).words).toBeGreaterThanOrEqual(0);
  });
});
