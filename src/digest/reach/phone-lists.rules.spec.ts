import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOpen, meanwhile, NAMES_A_LIST, splitLists } from './phone-lists.rules.js';

const organisation = (name: string, district = 0) => ({ organisationId: name, name, district });

describe('Lists for telephoning', () => {
  it('are as long as each other: seventeen names are six, six and five', () => {
    const all = Array.from({ length: 17 }, (_, at) => organisation(`O${String(at).padStart(2, '0')}`));
    expect(splitLists(all).map(({ length }) => length)).toEqual([5, 6, 6]);
    expect(splitLists([])).toEqual([]);
  });

  it('keep neighbours together', () => {
    const all = Array.from({ length: 16 }, (_, at) => organisation(`O${at}`, at % 2));
    expect(splitLists(all).map((list) => new Set(list.map(({ district }) => district)).size)).toEqual([1, 1]);
  });

  it('have everybody once, eight at most, and the same split every time', () => {
    const anyOne = fc.record({
      organisationId: fc.uuid(),
      name: fc.string(),
      district: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyOne, { maxLength: 100 }),
        fc.array(fc.nat(), { maxLength: 100 }),
        (all, seeds) => {
          const once = [...new Map(all.map((one) => [one.organisationId, one])).values()];
          const lists = splitLists(once);
          const names = lists.flat().map(({ organisationId }) => organisationId);
          expect([...names].sort()).toEqual(once.map(({ organisationId }) => organisationId).sort());
          for (const { length } of lists) expect(length >= 1 && length <= NAMES_A_LIST).toBe(true);
          const shuffled = once
            .map((one, at) => ({ one, seed: seeds[at] ?? 0 }))
            .sort((a, b) => a.seed - b.seed)
            .map(({ one }) => one);
          expect(splitLists(shuffled)).toEqual(lists);
        },
      ),
    );
  });

  it('work until their last day is over, or they were forgotten', () => {
    const list = { lastDay: '2026-11-23', forgottenAt: null };
    expect(isOpen(list, '2026-11-23')).toBe(true);
    expect(isOpen(list, '2026-11-24')).toBe(false);
    expect(isOpen({ ...list, forgottenAt: new Date('2026-11-20') }, '2026-11-20')).toBe(false);
  });
});

describe('A name on a list', () => {
  it('need not be rung once it was reached in another way, unless a call has settled it', () => {
    expect(meanwhile('printed', null)).toBe('Printed for them meanwhile');
    expect(meanwhile('collected', 'message')).toBe('Collected at a meeting meanwhile');
    expect(meanwhile('printed', 'reached')).toBe('');
    expect(meanwhile(undefined, null)).toBe('Is not in this edition any more');
    for (const standing of ['none', 'waiting'] as const) expect(meanwhile(standing, null)).toBe('');
  });
});
