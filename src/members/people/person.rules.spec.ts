import { describe, expect, it } from '@jest/globals';
import { ROLES, type RoleName } from '../../core/access/roles.rules.js';
import type { Who } from '../reach/reach.rules.js';
import { mayEdit, mayMove, maySee, needsCheck, personName, seesContactOf } from './person.rules.js';

const EDITORS = ['development_officer', 'administrator', 'coordinator'];

const somebody = (role: RoleName): Who => ({
  personId: 'me',
  organisationIds: [],
  may: (permission) =>
    (permission === 'members.edit' && EDITORS.includes(role)) ||
    (permission === 'members.contacts' && [...EDITORS, 'representative'].includes(role)) ||
    (permission === 'members.list' && [...EDITORS, 'representative', 'member'].includes(role)),
  holds: (other) => other === role,
  districtsOf: () => ['amber'],
});
const person = (districtId: string, networkRoles: RoleName[] = [], share = false) => ({
  ...{ id: 'denise', networkRoles, share },
  places: [{ id: 'larkfield', districtIds: [districtId], countyWide: false }],
});

describe('A person’s record', () => {
  it('is seen and corrected by role: everywhere, or in one’s districts', () => {
    expect(mayEdit(somebody('coordinator'), person('peak'))).toBe(true);
    expect(mayEdit(somebody('development_officer'), person('amber'))).toBe(true);
    expect(mayEdit(somebody('development_officer'), person('peak'))).toBe(false);
    expect(mayEdit(somebody('representative'), person('amber'))).toBe(false);
  });

  it('of somebody with a role in the network is corrected by the co-ordinator and the administrator only', () => {
    expect(mayEdit(somebody('development_officer'), person('amber', ['partner']))).toBe(false);
    expect(mayEdit(somebody('administrator'), person('amber', ['partner']))).toBe(true);
  });

  it('shows how to reach them to the representative and the officer, and to members where they share it', () => {
    expect(seesContactOf(somebody('representative'), person('amber'))).toBe(true);
    expect(seesContactOf(somebody('representative'), person('peak'))).toBe(false);
    expect(seesContactOf(somebody('member'), person('amber'))).toBe(false);
    expect(seesContactOf(somebody('member'), person('amber', [], true))).toBe(true);
  });

  it('is there for whoever may see the list and is within reach; who has a role in the network, for all of these', () => {
    const reach = { everywhere: false, districtIds: ['amber'], organisationIds: [] };
    expect(maySee(somebody('member'), reach, person('amber'))).toBe(true);
    expect(maySee(somebody('member'), reach, person('peak'))).toBe(false);
    expect(maySee(somebody('member'), reach, person('peak', ['coordinator']))).toBe(true);
    expect(maySee(somebody('treasurer'), reach, person('amber'))).toBe(false);
    expect(maySee(somebody('treasurer'), reach, { ...person('amber'), id: 'me' })).toBe(true);
  });
});

describe('Somebody else’s address', () => {
  it('is never moved for a colleague with power, whoever asks', () => {
    for (const role of Object.keys(ROLES) as RoleName[])
      for (const power of ['administrator', 'coordinator', 'treasurer', 'chair'] as const)
        expect(mayMove(somebody(role), person('amber', [power]))).toBe(false);
    expect(mayMove(somebody('coordinator'), person('amber', ['representative']))).toBe(true);
  });
});

describe('The yearly check', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const added = new Date('2020-01-01T00:00:00Z');

  it('comes twelve months after the record was confirmed, or after it was made', () => {
    expect(needsCheck({ confirmedAt: null, createdAt: added }, now)).toBe(true);
    expect(needsCheck({ confirmedAt: new Date('2025-11-20T12:00:00Z'), createdAt: added }, now)).toBe(true);
    expect(needsCheck({ confirmedAt: new Date('2025-11-21T12:00:00Z'), createdAt: added }, now)).toBe(false);
    expect(needsCheck({ confirmedAt: null, createdAt: now }, now)).toBe(false);
  });
});

describe('A name', () => {
  it('is read out as it is, and one that nobody knows says so', () => {
    expect(personName({ given: 'Denise', family: 'Oldknow' })).toBe('Denise Oldknow');
    expect(personName({ given: 'Denise', family: '' })).toBe('Denise');
    expect(personName({ given: '', family: '' })).toBe('No name known');
  });
});
