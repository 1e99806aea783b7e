import { describe, expect, it } from '@jest/globals';
import type { Who } from '../reach/reach.rules.js';
import {
  inWords,
  mayCorrect,
  seesContact,
  sortName,
  withIdentifiers,
  type OrganisationFacts,
} from './organisation.rules.js';

const somebody = (roles: string[], permissions: string[], organisationIds: string[] = []): Who => ({
  personId: 'maureen',
  organisationIds,
  may: (permission) => permissions.includes(permission),
  holds: (role) => roles.includes(role),
  districtsOf: (role) => (role === 'development_officer' || role === 'representative' ? ['amber'] : []),
});
const at = (districtIds: string[], mainContactId: string | null = null) => ({
  ...{ id: 'larkfield', districtIds, countyWide: false, mainContactId },
});

describe('Who may correct an organisation’s record', () => {
  it('the co-ordinator, the officer of its district, and its main contact; nobody without the permission', () => {
    const permitted = ['members.correct'];
    expect(mayCorrect(somebody(['coordinator'], permitted), at(['peak']))).toBe(true);
    expect(mayCorrect(somebody(['development_officer'], permitted), at(['amber']))).toBe(true);
    expect(mayCorrect(somebody(['development_officer'], permitted), at(['peak']))).toBe(false);
    expect(mayCorrect(somebody(['member'], permitted, ['larkfield']), at(['amber'], 'maureen'))).toBe(true);
    expect(mayCorrect(somebody(['member'], permitted, ['larkfield']), at(['amber'], 'denise'))).toBe(false);
    expect(mayCorrect(somebody(['coordinator'], []), at(['amber'], 'maureen'))).toBe(false);
  });
});

describe('Who sees how to reach an organisation that does not share it', () => {
  it('its own people, and those of its district who may see contact details', () => {
    expect(seesContact(somebody(['member'], [], ['larkfield']), at(['amber']))).toBe(true);
    expect(seesContact(somebody(['member'], []), at(['amber']))).toBe(false);
    expect(seesContact(somebody(['representative'], ['members.contacts']), at(['amber']))).toBe(true);
    expect(seesContact(somebody(['representative'], ['members.contacts']), at(['peak']))).toBe(false);
    expect(seesContact(somebody(['administrator'], ['members.contacts']), at(['peak']))).toBe(true);
  });
});

describe('An organisation’s record', () => {
  it('stands in the alphabet without “The”, case and accents', () => {
    expect(['The Éclair Club', 'eclair café', 'Ash Group'].map(sortName).sort()).toEqual([
      'ash group',
      'eclair cafe',
      'eclair club',
    ]);
  });

  it('takes one number of each register; nothing said keeps what there is, null takes it away', () => {
    const charity = { scheme: 'GB-CHC', value: '1090095' } as const;
    const company = { scheme: 'GB-COH', value: '01234567' } as const;
    const scottish = { scheme: 'GB-SC', value: 'SC012345' } as const;
    const school = { scheme: 'GB-EDU', value: '123456' } as const;
    expect(withIdentifiers([charity, company, school], {})).toEqual([charity, company, school]);
    expect(withIdentifiers([charity, company], { charityNumber: scottish })).toEqual([company, scottish]);
    expect(withIdentifiers([charity, school], { charityNumber: null, companyNumber: company })).toEqual([
      school,
      company,
    ]);
  });

  it('is told in words for the history', () => {
    const facts: OrganisationFacts = {
      ...at(['d2', 'd1']),
      version: 1,
      reference: 'ORG-0001',
      name: 'Larkfield',
      knownAs: null,
      legalForm: 'cio',
      description: null,
      website: null,
      listed: true,
      precision: 'district',
      identifiers: [{ scheme: 'GB-CHC', value: '1090095' }],
      themes: ['youth-work', 'early-years'],
      ...{ ageFrom: 0, ageTo: 5, stage: 1, income: null },
      email: null,
      telephone: '01632 960111',
      address: 'The Old Chapel',
      postcode: 'DE5 9AG',
    };
    expect(inWords(facts, (id) => ({ d1: 'Amber Valley', d2: 'Bolsover' })[id] ?? id)).toMatchObject({
      identifiers: 'GB-CHC-1090095',
      legalForm: 'charitable incorporated organisation (CIO)',
      listed: 'yes',
      precision: 'The district only',
      places: 'Amber Valley; Bolsover',
      themes: 'Early years and under fives; Youth work',
      ages: '0 to 5',
      stage: 'A handful of volunteers',
      address: 'The Old Chapel\nDE5 9AG',
      email: null,
    });
  });
});
