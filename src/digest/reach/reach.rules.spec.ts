import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  countsAs,
  countsOf,
  isToRing,
  paperOf,
  reachedOf,
  standingOf,
  STANDINGS,
  waysOf,
  type Copy,
  type MarkedWay,
  type Reader,
  type Way,
} from './reach.rules.js';

const SENT = new Date('2026-11-18T10:00:00Z');
const copy = (facts: Partial<Copy> = {}): Copy => ({
  ...{ state: 'sent', finishedAt: SENT, heldAt: null, bounced: false, isOtherwise: false },
  ...facts,
});
const reader = (facts: Partial<Reader> = {}): Reader => ({
  ...{ may: true, optedOut: false, paper: false },
  ...facts,
});
const days = (count: number) => new Date(+SENT + count * 86_400_000);

describe('An organisation and an edition', () => {
  it('is reached by e-mail when one of its people was sent a copy', () => {
    const facts = {
      readers: [reader({ copy: copy({ state: 'held' }) }), reader({ copy: copy() })],
      marked: [],
    };
    expect(standingOf(facts)).toBe('emailed');
    expect(paperOf(facts)).toBeNull();
  });

  it('goes to post when its only address is put on hold in the days in which letters come back', () => {
    const held = (heldAt: Date) => ({
      readers: [reader({ may: false, copy: copy({ heldAt }) })],
      marked: [] as MarkedWay[],
    });
    expect(standingOf(held(days(1)))).toBe('none');
    expect(paperOf(held(days(1)))).toBe('no-email');
    expect(standingOf(held(days(20)))).toBe('emailed');
    expect(countsAs(copy({ bounced: true }))).toBe('no');
    expect(countsAs(copy({ state: 'pending', finishedAt: null, heldAt: days(0) }))).toBe('no');
  });

  it('waits while a copy is on its way or nobody can tell', () => {
    for (const state of ['pending', 'sending', 'committed', 'uncertain']) {
      const facts = { readers: [reader({ copy: copy({ state, finishedAt: null }) })], marked: [] };
      expect(standingOf(facts)).toBe('waiting');
      expect(paperOf(facts)).toBeNull();
    }
  });

  it('without anybody, or without an address, gets paper until it is marked', () => {
    const nobody = { readers: [], marked: [] as MarkedWay[] };
    expect([standingOf(nobody), paperOf(nobody)]).toEqual(['none', 'no-email']);
    const refused = { readers: [reader({ copy: copy({ state: 'refused' }) })], marked: [] };
    expect(paperOf(refused)).toBe('no-email');
    const marked = { ...nobody, marked: ['collected', 'printed'] as MarkedWay[] };
    expect(standingOf(marked)).toBe('printed');
    expect(waysOf(marked)).toEqual(['printed', 'collected']);
  });

  it('where everybody asked not to get it is left in peace', () => {
    const out = {
      readers: [reader({ may: false, optedOut: true, copy: copy({ state: 'skipped' }) })],
      marked: [],
    };
    expect([standingOf(out), paperOf(out)]).toEqual(['none', 'declined']);
  });

  it('that reads at another rhythm gets no paper', () => {
    const daily = { readers: [reader({ copy: copy({ state: 'skipped', isOtherwise: true }) })], marked: [] };
    expect([standingOf(daily), paperOf(daily)]).toEqual(['later', null]);
    expect(standingOf({ readers: [reader()], marked: [] })).toBe('later');
    const stopped = { readers: [reader({ copy: copy({ state: 'skipped' }) })], marked: [] };
    expect(standingOf(stopped)).toBe('none');
  });

  it('of which one asks for paper gets paper, e-mail or not', () => {
    const both = { readers: [reader({ copy: copy() }), reader({ may: false, paper: true })], marked: [] };
    expect([standingOf(both), paperOf(both)]).toEqual(['emailed', 'wished']);
  });

  it('whose reader chose paper after the e-mail came gets paper from the next edition on', () => {
    for (const state of ['sent', 'uncertain', 'committed', 'pending']) {
      const late = reader({ may: false, paper: true, copy: copy({ state }) });
      expect(paperOf({ readers: [late], marked: [] })).toBeNull();
    }
    const bounced = reader({ may: false, paper: true, copy: copy({ bounced: true }) });
    expect(paperOf({ readers: [bounced], marked: [] })).toBe('wished');
  });

  it('stands in exactly one place, so the places add up to all organisations', () => {
    const anyCopy = fc.record({
      state: fc.constantFrom('sent', 'pending', 'held', 'skipped', 'refused', 'uncertain', 'committed'),
      finishedAt: fc.option(fc.constant(SENT)),
      heldAt: fc.option(fc.constantFrom(days(-1), days(2), days(30))),
      bounced: fc.boolean(),
      isOtherwise: fc.boolean(),
    });
    const anyReader = fc.record({
      ...{ may: fc.boolean(), optedOut: fc.boolean(), paper: fc.boolean() },
      copy: fc.option(anyCopy, { nil: undefined }),
    });
    const anyOne = fc.record({
      readers: fc.array(anyReader, { maxLength: 4 }),
      marked: fc.subarray<MarkedWay>(['printed', 'phoned', 'collected']),
    });
    fc.assert(
      fc.property(fc.array(anyOne), (all) => {
        const counts = countsOf(all.map((one) => ({ standing: standingOf(one) })));
        expect(STANDINGS.reduce((sum, one) => sum + counts[one], 0)).toBe(all.length);
        expect(reachedOf(counts)).toBe(all.filter((one) => waysOf(one).length > 0).length);
        // Nobody is forgotten: who was not reached, waits for nothing and refused nothing gets paper.
        for (const one of all) if (standingOf(one) === 'none') expect(paperOf(one)).not.toBeNull();
      }),
    );
  });
});

describe('An organisation and a correction', () => {
  const none = reader({ may: false });
  const ways = (first: Way[], readers = [none], marked: MarkedWay[] = []) => {
    const facts = { readers, marked, first };
    const [standing, paper] = [standingOf(facts), paperOf(facts)];
    return { standing, paper, ring: isToRing({ standing, paper, first }) };
  };

  it('goes on paper or by telephone as the first went, and in no other way', () => {
    expect(ways(['printed'])).toEqual({ standing: 'none', paper: 'no-email', ring: false });
    expect(ways(['collected'])).toEqual({ standing: 'none', paper: 'no-email', ring: false });
    expect(ways(['phoned'])).toEqual({ standing: 'none', paper: null, ring: true });
    expect(ways(['printed', 'phoned'])).toEqual({ standing: 'none', paper: 'no-email', ring: true });
    expect(ways(['printed'], [none], ['printed'])).toMatchObject({ standing: 'printed', ring: false });
  });

  it('goes on paper or by telephone to those whose e-mail fails by now', () => {
    expect(ways(['emailed'])).toEqual({ standing: 'none', paper: 'no-email', ring: true });
    expect(ways(['emailed'], [reader({ copy: copy() })])).toMatchObject({ standing: 'emailed', paper: null });
  });

  it('goes on paper beside the e-mail of a colleague, and where an address is known by now, but not to a wish alone', () => {
    const wishing = reader({ may: false, paper: true });
    expect(ways(['emailed', 'printed'], [reader({ copy: copy() }), wishing]).paper).toBe('wished');
    expect(ways(['emailed'], [reader({ copy: copy() }), wishing]).paper).toBeNull();
    expect(ways(['printed'], [reader()])).toMatchObject({ standing: 'none', paper: 'as-first' });
  });

  it('leaves in peace whoever has asked for that since', () => {
    const out = reader({ may: false, optedOut: true });
    expect(ways(['printed'], [out])).toEqual({ standing: 'none', paper: 'declined', ring: false });
  });
});
