import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordDiff } from './word-diff.rules.js';

const said = (before: string, after: string) =>
  wordDiff(before, after).map(({ text, kind }) => ({ same: text, gone: `-${text}`, new: `+${text}` })[kind]);

describe('What has changed between two texts', () => {
  it('is told word by word', () => {
    expect(said('Apply by post now.', 'Apply on line now.')).toEqual([
      'Apply ',
      '-by post',
      '+on line',
      ' now.',
    ]);
    expect(said('', 'New words')).toEqual(['+New words']);
    expect(said('Old words', '')).toEqual(['-Old words']);
    expect(said('Same', 'Same')).toEqual(['Same']);
  });

  it('makes either text again', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '  ', '\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDiff(before, after);
        const of = (kind: string) => parts.filter((one) => one.kind === 'same' || one.kind === kind);
        const join = (some: { text: string }[]) => some.map((one) => one.text).join('');
        expect([join(of('gone')), join(of('new'))]).toEqual([before, after]);
      }),
    );
  });

  it('is one piece where both texts are long and nothing is the same', () => {
    expect(wordDiff('a '.repeat(10_000), 'b '.repeat(10_000)).length).toBeLessThanOrEqual(3);
  });
});
