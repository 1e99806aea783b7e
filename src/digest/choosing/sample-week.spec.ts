import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { THEMES } from '../../members/themes.rules.js';
import { chooser, readershipKey, type Choosable, type Readership, type Words } from './choose.rules.js';

interface SampleItem {
  key: string;
  kind: string;
  districts?: string[];
  themes?: string[];
  ages?: [number, number];
  sizes?: string[];
  stages?: number[];
  roles?: string[];
  closesOn?: string;
  mustKnow?: boolean;
}

interface SampleOrganisation {
  name: string;
  districts: string[];
  countyWide?: boolean;
  themes: string[];
  ages?: [number, number];
  size?: string;
  stage?: number;
  roles?: string[];
  expected: string[];
}

const sample = JSON.parse(
  readFileSync(new URL('../../../test/data/choosing/sample-week.json', import.meta.url), 'utf8'),
) as {
  today: string;
  districts: Record<string, string>;
  items: SampleItem[];
  organisations: SampleOrganisation[];
};

const words: Words = {
  today: sample.today,
  countyWide: 'For the whole county',
  district: new Map(Object.entries(sample.districts)),
  theme: new Map(THEMES.map(({ key, name }) => [key, name])),
  role: new Map([
    ['trustee', 'Trustee or committee member'],
    ['chair', 'Chair'],
  ]),
};

const week = sample.items.map(
  ({ districts = [], themes = [], ages, closesOn = null, mustKnow = false, ...item }, at): Choosable => ({
    ...item,
    ...{ districtIds: districts, themes, closesOn, mustKnow, position: at + 1 },
    ages: ages && { from: ages[0], to: ages[1] },
  }),
);

const readersOf = (one: SampleOrganisation): Readership => ({
  districtIds: one.districts,
  countyWide: one.countyWide ?? false,
  themes: one.themes,
  ages: one.ages ? [{ from: one.ages[0], to: one.ages[1] }] : [],
  sizes: one.size ? [one.size] : [],
  stages: one.stage ? [one.stage] : [],
  roles: one.roles ?? [],
});

describe('Sixty items for twelve organisations, as the rules say on paper', () => {
  it('there are as many, and no two organisations are alike', () => {
    expect(week).toHaveLength(60);
    expect(new Set(sample.organisations.map((one) => readershipKey(readersOf(one)))).size).toBe(12);
  });

  for (const organisation of sample.organisations) {
    it(`${organisation.name} gets the five that were expected first, each with its reason`, () => {
      const { chosen, left } = chooser(week, words)(readersOf(organisation));
      expect(chosen.slice(0, 5).map(({ key }) => key)).toEqual(organisation.expected);
      for (const { reason } of [...chosen, ...left]) expect(reason).toMatch(/^\p{Lu}.*\.$/u);
      expect(chosen.length + left.length).toBe(60);
    });
  }

  it('a second run gives the same, from the first item to the last', () => {
    for (const organisation of sample.organisations) {
      const readers = readersOf(organisation);
      expect(chooser([...week].reverse(), words)(readers)).toEqual(chooser(week, words)(readers));
    }
  });

  it('each reason says what its item and the organisation share', () => {
    const reasons = (name: string) => {
      const readers = readersOf(sample.organisations.find((one) => one.name === name)!);
      return new Map(chooser(week, words)(readers).chosen.map(({ key, reason }) => [key, reason]));
    };
    expect(reasons('Sunrise Under-Fives').get('breakfast-clubs-amber')).toBe(
      'District: Amber Valley. It is about extended schools. Ages: 5 to 11. Closes in 11 days.',
    );
    expect(reasons('Chesterfield Parents Together').get('trustees-duties')).toBe(
      'Role: trustee or committee member. For the whole county.',
    );
    expect(reasons('Switchboard Helpline').get('procurement-workshop')).toBe(
      'For the whole county. Size: medium. It is in 13 days.',
    );
    expect(reasons('Glossop Toy Library').get('consortium-lead')).toBe(
      'For the whole county. It is for large organisations. It is for organisations at stage 3.',
    );
  });
});
