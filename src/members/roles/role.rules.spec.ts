import { describe, expect, it } from '@jest/globals';
import type { Who } from '../reach/reach.rules.js';
import { mayEditPeopleAt, roleWords } from './role.rules.js';

describe('A role', () => {
  it('is called by its title, else by its kind, else by whatever a list called it', () => {
    expect(roleWords({ role: 'worker', title: 'Senior youth worker' })).toBe('Senior youth worker');
    expect(roleWords({ role: 'trustee', title: null })).toBe('Trustee or committee member');
    expect(roleWords({ role: 'Bookings', title: null })).toBe('Bookings');
    expect(roleWords({ role: 'constructor', title: null })).toBe('constructor');
  });

  it('is given and ended everywhere by the co-ordinator, and by an officer in her districts', () => {
    const who = (role: string, may = true): Who => ({
      ...{ personId: 'me', organisationIds: ['larkfield'], may: () => may },
      holds: (other) => other === role,
      districtsOf: () => ['amber'],
    });
    const at = (districtId: string) => ({ id: 'larkfield', districtIds: [districtId], countyWide: false });
    expect(mayEditPeopleAt(who('coordinator'), at('peak'))).toBe(true);
    expect(mayEditPeopleAt(who('development_officer'), at('amber'))).toBe(true);
    expect(mayEditPeopleAt(who('development_officer'), at('peak'))).toBe(false);
    expect(mayEditPeopleAt(who('member'), at('amber'))).toBe(false);
    expect(mayEditPeopleAt(who('coordinator', false), at('amber'))).toBe(false);
  });
});
