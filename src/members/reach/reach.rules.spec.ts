import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inReach, reachOf, reachThrough, type Place, type Who } from './reach.rules.js';

type Held = Partial<Record<Parameters<Who['holds']>[0], string[]>>;

/** Somebody with roles, each for these districts; none means all. */
const who = (held: Held, organisationIds: string[] = []): Who => ({
  personId: 'me',
  organisationIds,
  may: () => true,
  holds: (role) => held[role] !== undefined,
  districtsOf: (role) => held[role] ?? [],
});

const place = (id: string, districtIds: string[], countyWide = false): Place => ({
  id,
  districtIds,
  countyWide,
});
const nearby = (districtIds: string[], countyWide = false) => ({ districtIds, countyWide });

describe('What somebody may see of the member list', () => {
  const amber = place('larkfield', ['amber']);
  const peak = place('buxton', ['peak']);
  const county = place('advice', [], true);
  const nowhere = place('unknown', []);

  it('is everything for the co-ordinator and the administrator', () => {
    for (const role of ['coordinator', 'administrator'] as const)
      for (const one of [amber, peak, county, nowhere])
        expect(inReach(reachOf(who({ [role]: [] }), null), one)).toBe(true);
  });

  it('is the districts of a role, with whatever works county-wide; a role for none in particular opens all', () => {
    const rosa = reachOf(who({ representative: ['amber'] }), null);
    expect([amber, peak, county, nowhere].map((one) => inReach(rosa, one))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(inReach(reachOf(who({ development_officer: [] }), null), peak)).toBe(true);
  });

  it('is a member’s own organisation, and its neighbours where the network lets members see them', () => {
    const maureen = who({ member: [] }, ['larkfield']);
    expect([amber, peak].map((one) => inReach(reachOf(maureen, null), one))).toEqual([true, false]);
    expect([amber, peak, county].map((one) => inReach(reachOf(maureen, nearby(['peak'])), one))).toEqual([
      true,
      true,
      true,
    ]);
    expect(inReach(reachOf(maureen, nearby([], true)), peak)).toBe(true);
  });

  it('is nothing without a role', () => {
    for (const one of [amber, county, nowhere]) expect(inReach(reachOf(who({}), null), one)).toBe(false);
  });

  it('never shrinks with another role or another organisation', () => {
    const districts = fc.subarray(['amber', 'peak', 'dales']);
    const held = fc.record(
      { representative: districts, development_officer: districts },
      { requiredKeys: [] },
    );
    const anywhere = fc.tuple(districts, fc.boolean()).map(([ids, wide]) => place('x', ids, wide));
    fc.assert(
      fc.property(held, held, anywhere, (some, more, one) => {
        const both = { ...some, ...more };
        for (const role of ['representative', 'development_officer'] as const)
          if (some[role] && more[role])
            both[role] = some[role].length && more[role].length ? [...some[role], ...more[role]] : [];
        if (inReach(reachOf(who(some), null), one))
          expect(inReach(reachOf(who(both, ['x']), null), one)).toBe(true);
      }),
    );
  });
});

describe('What a role opens', () => {
  it('is asked of that role only', () => {
    const rosa = who({ representative: ['amber'] }, ['larkfield']);
    expect(reachThrough(rosa, ['development_officer'])).toEqual({
      everywhere: false,
      districtIds: [],
      organisationIds: [],
    });
    expect(reachThrough(rosa, ['representative']).districtIds).toEqual(['amber']);
  });
});
