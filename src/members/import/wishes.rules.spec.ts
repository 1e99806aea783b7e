import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonWish } from '../member-record.rules.js';
import { readFrequency, readMinutes, wishCells, wishOf, wishWords, type WishCells } from './wishes.rules.js';

describe('What a file says of how somebody wants to be written to', () => {
  it('is read in the usual words', () => {
    const often = ['Weekly', 'once a month', 'at once', 'never', 'no', 'yes'].map(readFrequency);
    expect(often.map((one) => one.ok && one.value)).toEqual([
      ...['weekly', 'monthly', 'immediate', 'none', 'none', 'weekly'],
    ]);
    expect(
      ['2', '5 minutes', '10min', 'everything'].map(readMinutes).map((one) => one.ok && one.value),
    ).toEqual([...[2, 5, 10, 0]]);
    for (const wrong of [readFrequency('sometimes'), readMinutes('3'), readMinutes('soon')])
      expect(wrong.ok).toBe(false);
  });

  it('is nothing where the cells are blank, and a no is not a choice', () => {
    expect(wishOf({})).toEqual({ wish: null, stopped: [] });
    expect(wishOf({ frequency: 'none', urgent_briefings: false, newsletter: true })).toEqual({
      ...{ wish: null, stopped: ['digest', 'urgent'] },
    });
  });

  it('comes back as it was written', () => {
    const wishes: fc.Arbitrary<PersonWish> = fc.record({
      frequency: fc.constantFrom(
        'weekly' as const,
        'daily' as const,
        'immediate' as const,
        'monthly' as const,
      ),
      minutes: fc.constantFrom(null, 0, 2, 5, 10),
      ...{ lean: fc.boolean(), paper: fc.boolean(), largePrint: fc.boolean() },
    });
    const lists = fc.subarray(['newsletter', 'urgent']);
    fc.assert(
      fc.property(wishes, lists, (wish, stopped) => {
        const cells = Object.entries(wishCells({ wish, stopped })).filter(([, cell]) => cell !== '');
        const read = cells.map(([name, cell]) => [name, valueOf(name, cell)]);
        expect(wishOf(Object.fromEntries(read) as WishCells)).toEqual({ wish, stopped });
        expect(wishWords(wish)).not.toBe('');
      }),
    );
  });
});

function valueOf(name: string, cell: string): unknown {
  if (name === 'frequency') return cell;
  return name === 'reading_minutes' ? (cell === 'everything' ? 0 : Number(cell)) : cell === 'yes';
}
