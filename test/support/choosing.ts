import type { Choosable, Readership, Words } from '../../src/digest/choosing/choose.rules.js';

/** Words of four districts, four themes and two roles, on a Friday. */
export const words: Words = {
  today: '2026-11-20',
  countyWide: 'For the whole county',
  district: new Map([
    ['av', 'Amber Valley'],
    ['bo', 'Bolsover'],
    ['ch', 'Chesterfield'],
    ['dd', 'Derbyshire Dales'],
  ]),
  theme: new Map([
    ['early', 'Early years'],
    ['youth', 'Youth work'],
    ['bme', 'BME service providers'],
    ['arts', 'Arts and play'],
  ]),
  role: new Map([
    ['trustee', 'Trustee or committee member'],
    ['chair', 'Chair'],
  ]),
};

/** Returns an item for everybody that never closes, with whatever else is given. */
export const item = (key: string, facts: Partial<Choosable> = {}): Choosable => ({
  ...{ key, kind: 'training', districtIds: [], themes: [] },
  closesOn: null,
  mustKnow: false,
  position: 0,
  ...facts,
});

/** Nobody knows anything of them. */
export const unknown: Readership = {
  ...{ districtIds: [], countyWide: false, themes: [] },
  ...{ ages: [], sizes: [], stages: [], roles: [] },
};
export const playgroup: Readership = { ...unknown, districtIds: ['av'], themes: ['early'] };
export const youthClub: Readership = { ...unknown, districtIds: ['bo'], themes: ['youth'] };
export const council: Readership = { ...unknown, countyWide: true };
