import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canEnd, canRenew, latestOf, MEMBERSHIP_STATES, type MembershipState } from './membership.rules.js';

const period = (state: MembershipState, validFrom: string, validTo: string | null = null) => ({
  state,
  validFrom,
  validTo,
});

describe('A membership', () => {
  it('stands as its open period says, whatever came before', () => {
    const periods = [period('left', '2009-01-01', '2015-04-01'), period('due', '2016-01-01')];
    expect(latestOf(periods)?.state).toBe('due');
    expect(latestOf([])).toBeUndefined();
  });

  it('stands as its last period says when none is open', () => {
    const periods = [period('left', '2009-01-01', '2020-04-01'), period('left', '2001-01-01', '2005-04-01')];
    expect(latestOf(periods)?.validTo).toBe('2020-04-01');
  });

  it('can be ended while it is open and renewed when it is due, lapsed or ended', () => {
    expect([canEnd(period('active', '2020-01-01')), canRenew(period('active', '2020-01-01'))]).toEqual([
      true,
      false,
    ]);
    expect([canEnd(period('lapsed', '2020-01-01')), canRenew(period('lapsed', '2020-01-01'))]).toEqual([
      true,
      true,
    ]);
    const left = period('left', '2020-01-01', '2024-01-01');
    expect([canEnd(left), canRenew(left)]).toEqual([false, true]);
    expect([canEnd(undefined), canRenew(undefined)]).toEqual([false, false]);
  });

  it('can always be ended or renewed once there is one', () => {
    const states = Object.keys(MEMBERSHIP_STATES) as MembershipState[];
    const day = fc.constantFrom('2001-01-01', '2010-01-01', '2020-01-01');
    const one = fc
      .record({ state: fc.constantFrom(...states), validFrom: day, validTo: fc.option(day) })
      .map((it) => it as ReturnType<typeof period>);
    fc.assert(fc.property(one, (it) => canEnd(it) || canRenew(it)));
  });
});
