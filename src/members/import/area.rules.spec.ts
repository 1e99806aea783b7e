import { describe, expect, it } from '@jest/globals';
import { LIST, network } from '../../../test/data/members/planning.js';
import { districtReader, WHOLE_AREA } from '../district-names.rules.js';
import { namedDistricts, type OwnDistrict } from './area.rules.js';

const TODAY = '2026-11-20';
const DERBYSHIRE: OwnDistrict[] = network('E10000007').map(({ id, name, gss = null }) => ({
  id,
  name,
  gss,
  validTo: null,
}));

function reads(own: typeof DERBYSHIRE, typed: string): string | undefined {
  const reading = districtReader(namedDistricts(own, LIST, TODAY))(typed);
  return reading.ok ? reading.value.id : undefined;
}

describe('what a file may call the districts of a network', () => {
  it('is their own name, any other name and their code', () => {
    const renamed = DERBYSHIRE.map((one) => (one.gss === 'E07000037' ? { ...one, name: 'The Peak' } : one));
    for (const typed of ['The Peak', 'High Peak', 'Borough of High Peak', 'E07000037'])
      expect(reads(renamed, typed)).toBe('E07000037');
  });

  it('is the county for a network that has all its districts, and for no other', () => {
    expect(reads(DERBYSHIRE, 'Derbyshire')).toBe(WHOLE_AREA);
    expect(reads(DERBYSHIRE, 'E10000007')).toBe(WHOLE_AREA);
    expect(reads(DERBYSHIRE.slice(1), 'Derbyshire')).toBeUndefined();
    expect(reads(DERBYSHIRE.slice(1), 'county-wide')).toBe(WHOLE_AREA);
  });

  it('is the whole area for a district of its own that no list knows', () => {
    const own = [{ id: 'valley', name: 'Upper valley', gss: null, validTo: '2026-01-01' }];
    expect(reads(own, 'upper valley')).toBe('valley');
    expect(reads([], 'everywhere else')).toBeUndefined();
  });
});
