import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { counts, exceeds, floodOf, mostInWeek, type Budget } from './flood.rules.js';
import { KINDS, type EditionKind } from './kind.rules.js';

describe('The weekly flood budget of a mailbox', () => {
  it('has room for one digest and two others, unless the network says otherwise', () => {
    expect(exceeds('urgent', ['digest'], 2)).toBe(false);
    expect(exceeds('urgent', ['digest', 'urgent'], 2)).toBe(false);
    expect(exceeds('urgent', ['digest', 'urgent', 'newsletter'], 2)).toBe(true);
    expect(exceeds('newsletter', ['urgent', 'urgent'], 2)).toBe(true);
    expect(exceeds('urgent', ['urgent', 'urgent', 'urgent'], null)).toBe(false);
  });

  it('counts no correction and holds none back', () => {
    expect(exceeds('urgent', ['urgent', 'correction', 'correction'], 2)).toBe(false);
    expect(exceeds('correction', ['urgent', 'urgent', 'urgent'], 2)).toBe(false);
  });

  it('says beforehand who would be left out, and how many get a correction besides', () => {
    const mailed = new Map<string, EditionKind[]>([
      ['ada@example.org', ['digest', 'newsletter', 'urgent']],
      ['tom@example.org', ['digest', 'urgent', 'correction']],
    ]);
    const all = ['ada@example.org', 'tom@example.org', 'new@example.org'];
    expect(floodOf('urgent', all, mailed, 2)).toEqual({
      within: ['tom@example.org', 'new@example.org'],
      over: ['ada@example.org'],
      corrected: 1,
    });
  });

  const addresses = ['a', 'b', 'c', 'd'];
  const sending = fc.record({
    kind: fc.constantFrom(...KINDS.filter(counts), 'correction' as const),
    to: fc.subarray(addresses),
  });

  it('is never exceeded in any week, whatever is sent to whom in whatever order', () => {
    const budgets = fc.constantFrom<Budget>(0, 1, 2, 3, 5);
    fc.assert(
      fc.property(fc.array(sending, { maxLength: 30 }), budgets, (week, budget) => {
        // The key of the week gives everybody one digest, first or last makes no difference.
        const mailed = new Map<string, EditionKind[]>(addresses.map((one) => [one, ['digest']]));
        for (const { kind, to } of week) {
          const { within, over } = floodOf(kind, to, mailed, budget);
          expect([...within, ...over].sort()).toEqual([...to].sort());
          for (const address of within) mailed.get(address)!.push(kind);
        }
        for (const got of mailed.values())
          expect(got.filter((kind) => kind !== 'correction').length).toBeLessThanOrEqual(mostInWeek(budget));
      }),
    );
  });

  it('leaves nobody out who has room, and lets a larger budget leave out nobody more', () => {
    const got = fc.array(fc.constantFrom(...KINDS), { maxLength: 8 });
    fc.assert(
      fc.property(got, fc.integer({ min: 0, max: 6 }), (mailed, budget) => {
        expect(exceeds('urgent', mailed, budget)).toBe(mailed.filter(counts).length >= budget);
        if (exceeds('urgent', mailed, budget + 1)) expect(exceeds('urgent', mailed, budget)).toBe(true);
      }),
    );
  });
});
