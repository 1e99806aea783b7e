import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  EVERYBODY,
  fits,
  isForEverybody,
  mayCarry,
  organisationsAmong,
  type AudienceFilter,
  type Filtered,
} from './audience-filter.rules.js';

type Organisation = Filtered['organisations'][number];

const organisation = (facts: Partial<Organisation> = {}): Organisation => ({
  ...{ id: 'o', name: 'Sunrise', districtIds: ['av'], countyWide: false, themes: ['early'] },
  ...{ ages: null, sizeBand: 'small', stage: 2 },
  ...facts,
});
const person = (facts: Partial<Filtered> = {}): Filtered => ({
  ...{ organisations: [organisation()], roles: ['worker'], network: null },
  ...facts,
});
const asks = (filter: Partial<AudienceFilter>): AudienceFilter => ({ ...EVERYBODY, ...filter });

describe('Whom an edition is for', () => {
  it('is everybody where nothing is asked', () => {
    expect(isForEverybody(EVERYBODY)).toBe(true);
    expect(isForEverybody(asks({ stages: [1] }))).toBe(false);
    expect(fits(person({ organisations: [organisation({ sizeBand: null, stage: null })] }), EVERYBODY)).toBe(
      true,
    );
  });

  it('asks of one and the same organisation all that is asked', () => {
    const two = person({
      organisations: [organisation({ themes: ['youth'] }), organisation({ id: 'p', districtIds: ['bo'] })],
    });
    expect(fits(two, asks({ districtIds: ['av'], themes: ['youth'] }))).toBe(true);
    expect(fits(two, asks({ districtIds: ['bo'], themes: ['youth'] }))).toBe(false);
  });

  it('takes one answer of several for enough', () => {
    expect(fits(person(), asks({ districtIds: ['bo', 'av'], sizes: ['micro', 'small'] }))).toBe(true);
    expect(fits(person(), asks({ roles: ['trustee', 'worker'] }))).toBe(true);
    expect(fits(person(), asks({ roles: ['trustee'] }))).toBe(false);
  });

  it('counts who works everywhere, or nobody knows where, as in any district', () => {
    for (const facts of [{ countyWide: true, districtIds: [] }, { districtIds: [] }])
      expect(fits(person({ organisations: [organisation(facts)] }), asks({ districtIds: ['bo'] }))).toBe(
        true,
      );
  });

  it('does not guess a size or a stage', () => {
    const unknown = person({ organisations: [organisation({ sizeBand: null, stage: null })] });
    expect(fits(unknown, asks({ sizes: ['micro', 'small', 'medium', 'large'] }))).toBe(false);
    expect(fits(unknown, asks({ stages: [1, 2, 3] }))).toBe(false);
  });

  it('reaches whoever has only a role in the network by its district, and by nothing else', () => {
    const officer = person({
      ...{ organisations: [], roles: ['development_officer'] },
      network: { districtIds: ['av'], countyWide: false },
    });
    expect(fits(officer, asks({ districtIds: ['av'] }))).toBe(true);
    expect(fits(officer, asks({ districtIds: ['bo'] }))).toBe(false);
    expect(fits(officer, asks({ themes: ['early'] }))).toBe(false);
  });

  it('counts the organisations that fit, each once', () => {
    const other = organisation({ id: 'p', districtIds: ['bo'] });
    const people = [person(), person({ organisations: [organisation(), other] })];
    expect(organisationsAmong(people, EVERYBODY)).toBe(2);
    expect(organisationsAmong(people, asks({ districtIds: ['av'] }))).toBe(1);
  });

  it('may carry what is only for some roles when everybody in it was chosen by one of them', () => {
    expect(mayCarry(undefined, EVERYBODY)).toBe(true);
    expect(mayCarry([], asks({ districtIds: ['av'] }))).toBe(true);
    expect(mayCarry(['trustee'], EVERYBODY)).toBe(false);
    expect(mayCarry(['trustee'], asks({ roles: ['trustee', 'worker'] }))).toBe(false);
    expect(mayCarry(['trustee', 'chair'], asks({ roles: ['trustee'] }))).toBe(true);
  });

  it('never reaches more people when more is asked', () => {
    const some = <T>(...all: T[]) => fc.subarray(all);
    const filter = fc.record({
      ...{ districtIds: some('av', 'bo'), themes: some('early', 'youth'), sizes: some('micro', 'small') },
      ...{ stages: some(1, 2, 3), roles: some('worker', 'chair') },
    });
    const place = fc.record({
      ...{ districtIds: some('av', 'bo'), countyWide: fc.boolean(), themes: some('early', 'youth') },
      ...{ sizeBand: fc.constantFrom('micro' as const, 'small' as const, null) },
      ...{ stage: fc.constantFrom(1 as const, 2 as const, null) },
    });
    fc.assert(
      fc.property(
        filter,
        fc.array(place, { maxLength: 3 }),
        some('worker', 'chair'),
        (asked, places, roles) => {
          const somebody = person({ organisations: places.map(organisation), roles });
          if (!fits(somebody, asked)) return;
          for (const less of Object.keys(asked)) expect(fits(somebody, { ...asked, [less]: [] })).toBe(true);
        },
      ),
    );
  });
});
