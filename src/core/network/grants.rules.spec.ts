import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refuseConfirming, standingOf, wayOfGrant } from './grants.rules.js';

const now = new Date('2026-11-20T10:00:00Z');
const row = { takesEffectAt: null, grantedBy: 'a', proposedBy: null, ended: false };

describe('A role that somebody wants to give', () => {
  it('holds at once when a co-ordinator gives an ordinary one', () => {
    expect(wayOfGrant({ guarded: false, byCoordinator: true, otherCoordinators: 0 })).toBe('now');
  });

  it('waits for a second co-ordinator when it is guarded', () => {
    expect(wayOfGrant({ guarded: true, byCoordinator: true, otherCoordinators: 1 })).toBe('second');
  });

  it('waits a day when it is guarded and there is no second one', () => {
    expect(wayOfGrant({ guarded: true, byCoordinator: true, otherCoordinators: 0 })).toBe('delay');
  });

  it('never holds at once on the word of anybody who is no co-ordinator, or of one alone when guarded', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.nat(5), (guarded, byCoordinator, otherCoordinators) => {
        const way = wayOfGrant({ guarded, byCoordinator, otherCoordinators });
        if (!byCoordinator || guarded) expect(way).not.toBe('now');
      }),
    );
  });
});

describe('Where a role stands', () => {
  it('is held when nothing is outstanding', () => expect(standingOf(row, now)).toBe('held'));

  it('is held from the moment it takes effect', () => {
    expect(standingOf({ ...row, takesEffectAt: now }, now)).toBe('held');
    expect(standingOf({ ...row, takesEffectAt: new Date(now.getTime() + 1) }, now)).toBe('later');
  });

  it('is proposed until a co-ordinator gives it, then waits for a second', () => {
    expect(standingOf({ ...row, takesEffectAt: Infinity, grantedBy: null, proposedBy: 'b' }, now)).toBe(
      'proposed',
    );
    expect(standingOf({ ...row, takesEffectAt: Infinity }, now)).toBe('second');
  });

  it('is over when it was ended', () => expect(standingOf({ ...row, ended: true }, now)).toBe('over'));
});

describe('Confirming', () => {
  it('is for a second co-ordinator', () => {
    expect(refuseConfirming({ standing: 'second', same: false, isGranter: false })).toBeUndefined();
    expect(refuseConfirming({ standing: 'second', same: false, isGranter: true })).toMatch(
      /second co-ordinator/,
    );
  });

  it('is never for oneself', () => {
    expect(refuseConfirming({ standing: 'proposed', same: true, isGranter: false })).toMatch(/of their own/);
  });

  it('is not for what holds already or is over', () => {
    for (const standing of ['held', 'later', 'over'] as const)
      expect(refuseConfirming({ standing, same: false, isGranter: false })).toMatch(/nothing to confirm/);
  });
});
