import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { complaintRate } from './complaint-rate.rules.js';
import { burstsIn, keyOf, LEAST, sameWords, type WaitingFailure } from './outage.rules.js';

const MINUTE = 60_000;

function failures(many: number, every: number, more: Partial<WaitingFailure> = {}): WaitingFailure[] {
  return Array.from({ length: many }, (_, at) => ({
    ...{ id: `f${at}`, at: at * every, relay: `mx${at}.big.example`, letterId: 'week' },
    diagnostic: `550 5.7.1 <p${at}@example.org> refused, ticket 4711${at}0815`,
    ...more,
  }));
}

describe('Our own outage', () => {
  const copies = new Map([['week', 100]]);

  it('is many failures in the same words from the same server within an hour', () => {
    const [burst, ...more] = burstsIn(failures(12, MINUTE), copies);
    expect(more).toEqual([]);
    expect(burst).toMatchObject({ letterIds: ['week'], diagnostic: '550 5.7.1 @ refused, ticket #' });
    expect(burst.ids).toHaveLength(12);
  });

  it('is not a few, nor many over a day, nor many in different words, nor a small share of a long list', () => {
    expect(burstsIn(failures(LEAST - 1, MINUTE), copies)).toEqual([]);
    expect(burstsIn(failures(30, 30 * MINUTE), copies)).toEqual([]);
    const words = failures(30, MINUTE).map((one, at) => ({
      ...one,
      diagnostic: `reason ${'abcdefghij'[at % 10]}`,
    }));
    expect(burstsIn(words, copies)).toEqual([]);
    expect(burstsIn(failures(12, MINUTE), new Map([['week', 10_000]]))).toEqual([]);
  });

  it('is three of four in a small network', () => {
    expect(burstsIn(failures(3, MINUTE), new Map([['week', 4]]))).toHaveLength(1);
    expect(burstsIn(failures(3, MINUTE), new Map([['week', 20]]))).toEqual([]);
    expect(burstsIn(failures(2, MINUTE), new Map([['week', 2]]))).toEqual([]);
  });

  it('never names a failure twice or one that was not there, in whatever order they come', () => {
    const some = fc.array(
      fc.record({
        id: fc.uuid(),
        at: fc.integer({ min: 0, max: 300 }).map((minute) => minute * MINUTE),
        relay: fc.constantFrom('a.one.example', 'b.one.example', 'two.example'),
        diagnostic: fc.constantFrom('550 no', '554 blocked'),
        letterId: fc.constantFrom('week', 'notice'),
      }),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(some, (all) => {
        const known = new Map([...copies, ['notice', 5]]);
        const bursts = burstsIn(all, known);
        const ids = bursts.flatMap((burst) => burst.ids);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(all.some((one) => one.id === id)).toBe(true);
        const ordered = (found: typeof bursts) => found.flatMap((burst) => [...burst.ids].sort()).sort();
        expect(ordered(burstsIn([...all].reverse(), known))).toEqual(ordered(bursts));
      }),
    );
  });

  it('reads over addresses, numbers and the machines of one provider', () => {
    const one = { relay: 'mx1.mail.example', diagnostic: '550 <a@b.example> [192.0.2.1] id a1b2c3d4e5' };
    const two = { relay: 'MX7.mail.example', diagnostic: '550 <c@d.example> [2001:db8::1] id f9e8d7c6b5' };
    expect(keyOf(one)).toBe(keyOf(two));
    expect(sameWords('no such user')).not.toBe(sameWords('mailbox full'));
  });
});

describe('The rate of complaints', () => {
  it.each([
    [0, 1000, 'none'],
    [1, 2000, 'none'],
    [1, 1000, 'warning'],
    [2, 1000, 'warning'],
    [3, 1000, 'block'],
    [1, 100, 'warning'],
    [2, 5, 'warning'],
    [3, 100, 'block'],
    [3, 0, 'block'],
  ])('%i of %i is %s', (complaints, accepted, alarm) =>
    expect(complaintRate(complaints, accepted).alarm).toBe(alarm),
  );
});
