import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DERBYSHIRE, LIST, network } from '../../test/data/members/planning.js';
import { districtsWithin } from './district-list.rules.js';
import { districtReader, WHOLE_AREA } from './district-names.rules.js';

const derbyshire = districtReader(DERBYSHIRE);
const england = districtReader(LIST.map((area) => ({ ...area, id: area.gss, ended: area.to !== null })));

function found(typed: string, read = derbyshire): string {
  const reading = read(typed);
  return reading.ok ? reading.value.id : reading.problem;
}

describe('the name of a district', () => {
  it('is known by its code, its name and what is usually written round it', () => {
    const ways = ['E07000032', 'e07000032', 'Amber Valley', 'AMBER  VALLEY', 'Amber Valley Borough Council'];
    for (const way of [
      ...ways,
      'Borough of Amber Valley',
      'Amber Valley District',
      'the Borough of Amber Valley',
    ]) {
      expect(found(way)).toBe('E07000032');
    }
    expect(found('City of Derby', england)).toBe('E06000015');
    expect(found('Derby', england)).toBe('E06000015');
    expect(found('Telford & Wrekin', england)).toBe('E06000020');
    expect(found('Kings Lynn & West Norfolk', england)).toBe('E07000146');
    expect(found('London Borough of Camden', england)).toBe('E09000007');
    expect(found('Bristol, City of', england)).toBe('E06000023');
    expect(found('Hull City Council', england)).toBe('E06000010');
  });

  it('may be that of the whole area', () => {
    for (const way of [
      'county-wide',
      'Countywide',
      'all districts',
      'Derbyshire',
      'Derbyshire County',
      'E10000007',
    ]) {
      expect(found(way)).toBe(WHOLE_AREA);
    }
    expect(districtReader(network('E06000044'))('Portsmouth City Council')).toMatchObject({
      value: { gss: 'E06000044' },
    });
  });

  it('is refused with the nearest, or with the list, when the network has none like it', () => {
    expect(found('Ambr Vally')).toBe(
      '“Ambr Vally” is not a district of this network. Did you mean Amber Valley?',
    );
    expect(found('Leeds')).toContain('Its districts are Amber Valley, Bolsover,');
    expect(found('E08000035')).toContain('is not a district of this network');
    expect(found('', england)).toContain('Check the spelling');
  });

  it('still finds a district that has ended, after the present ones, and one by its former code', () => {
    expect(found('Allerdale', england)).toBe('E07000026');
    expect(found('Dorset', england)).toBe('E06000059');
    expect(found('E10000009', england)).toBe('E10000009');
    expect(found('E06000048', england)).toBe('E06000057');
    const two = districtReader(['a', 'b'].map((id) => ({ id, name: 'North', gss: null })));
    expect(found('North', two)).toContain('could be North or North');
  });

  it('is read or refused in one sentence, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(found(text)).toMatch(/^(?:E\d{8}|\*|“.*[.?])$/su);
      }),
    );
  });
});

describe('the list that the product ships', () => {
  const byCode = new Map(LIST.map((area) => [area.gss, area]));

  it('has every authority of England once, each inside a county, a region or the country', () => {
    expect(byCode.size).toBe(LIST.length);
    const kinds = (kind: string) => LIST.filter((area) => area.kind === kind && area.to === null).length;
    const counted = [
      'county',
      'district',
      'unitary',
      'metropolitan',
      'london_borough',
      'region',
      'country',
    ].map(kinds);
    expect(counted).toEqual([21, 164, 63, 36, 33, 9, 1]);
    for (const { gss, parentGss, regionGss } of LIST) {
      expect(gss).toMatch(/^E\d{8}$/);
      if (gss !== 'E92000001') expect(byCode.has(parentGss ?? '') && byCode.has(regionGss ?? '')).toBe(true);
    }
  });

  it('puts Derbyshire in the East Midlands with its eight districts', () => {
    expect(byCode.get('E10000007')).toMatchObject({ name: 'Derbyshire', regionGss: 'E12000004', to: null });
    const districts = districtsWithin(LIST, 'E10000007', '2026-11-20').map(({ gss }) => gss);
    expect(districts).toEqual([32, 33, 34, 35, 36, 37, 38, 39].map((n) => `E070000${n}`));
    expect(districtsWithin(LIST, 'E06000057', '2026-11-20')).toMatchObject([{ name: 'Northumberland' }]);
  });

  it('names the successors of every authority that has ended, from the day they began', () => {
    const ended = LIST.filter(({ to }) => to !== null);
    expect(ended).toHaveLength(48);
    for (const { to, successors } of ended) {
      expect(to).toMatch(/^20\d\d-04-01$/);
      for (const gss of successors) expect(byCode.get(gss)?.from).toBe(to);
      expect(successors.length).toBeGreaterThan(0);
    }
    expect(byCode.get('E10000006')?.successors).toEqual(['E06000063', 'E06000064']);
  });

  it('gives no two present areas a name in common', () => {
    for (const { gss, name, otherNames, to } of LIST) {
      if (to === null)
        for (const way of [name, ...otherNames]) expect([way, found(way, england)]).toEqual([way, gss]);
    }
  });
});
