import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooser, readershipKey, type Choosable, type Readership, type Words } from './choose.rules.js';

const words: Words = {
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
};

const item = (key: string, facts: Partial<Choosable> = {}): Choosable => ({
  ...{ key, kind: 'training', districtIds: [], themes: [] },
  closesOn: null,
  mustKnow: false,
  position: 0,
  ...facts,
});

const playgroup: Readership = { districtIds: ['av'], countyWide: false, themes: ['early'] };
const youthClub: Readership = { districtIds: ['bo'], countyWide: false, themes: ['youth'] };
const council: Readership = { districtIds: [], countyWide: true, themes: [] };
const unknown: Readership = { districtIds: [], countyWide: false, themes: [] };

const reasons = (items: Choosable[], readers: Readership) =>
  chooser(items, words)(readers).chosen.map(({ key, reason }) => `${key}: ${reason}`);
const leftOut = (items: Choosable[], readers: Readership) =>
  chooser(items, words)(readers).left.map(({ key, reason }) => `${key}: ${reason}`);

describe('Choosing what one mailbox gets', () => {
  const week = [
    item('minutes', { position: 1 }),
    item('youth-fund', { position: 2, themes: ['youth'], closesOn: '2026-12-20' }),
    item('early-training', { position: 3, themes: ['early', 'arts'], closesOn: '2026-11-29' }),
    item('amber-forum', { position: 4, districtIds: ['av', 'bo'], closesOn: '2026-11-21' }),
    item('amber-early', { position: 5, districtIds: ['av'], themes: ['early'], closesOn: '2026-11-29' }),
    item('bolsover-only', { position: 6, districtIds: ['bo'] }),
    item('law', { position: 7, mustKnow: true }),
    item('gone', { position: 8, closesOn: '2026-11-19' }),
  ];

  it('puts what must be known first, then the district, then the theme, then the rest', () => {
    expect(reasons(week, playgroup)).toEqual([
      'law: Everybody should know it. For the whole county.',
      'amber-early: District: Amber Valley. Theme: early years. Closes in 9 days.',
      'amber-forum: District: Amber Valley. Closes tomorrow.',
      'early-training: For the whole county. Theme: early years. Closes in 9 days.',
      'minutes: For the whole county.',
      'youth-fund: For the whole county. It is about youth work.',
    ]);
  });

  it('orders the same week otherwise for another organisation, and says why', () => {
    expect(reasons(week, youthClub)).toEqual([
      'law: Everybody should know it. For the whole county.',
      'amber-forum: District: Bolsover. Closes tomorrow.',
      'bolsover-only: District: Bolsover.',
      'youth-fund: For the whole county. Theme: youth work.',
      'minutes: For the whole county.',
      'early-training: For the whole county. It is about arts and play and early years. Closes in 9 days.',
    ]);
  });

  it('leaves out what is for other districts or closed, and says so', () => {
    expect(leftOut(week, playgroup)).toEqual([
      'bolsover-only: For another district: Bolsover.',
      'gone: It closed on 19 November 2026.',
    ]);
    expect(leftOut([item('x', { districtIds: ['av', 'ch', 'dd'] })], youthClub)).toEqual([
      'x: For other districts: Amber Valley, Chesterfield and Derbyshire Dales.',
    ]);
  });

  it('gives everything to those who work everywhere, and to those of whom we do not know where', () => {
    expect(reasons([item('x', { districtIds: ['bo'] })], council)).toEqual([
      'x: For Bolsover; you work across the whole area.',
    ]);
    expect(reasons([item('x', { districtIds: ['bo'] })], unknown)).toEqual([
      'x: For Bolsover; we do not know which district you work in.',
    ]);
  });

  it('sends what must be known in one district only there', () => {
    const flood = [item('flood', { mustKnow: true, districtIds: ['bo'] })];
    expect(reasons(flood, youthClub)).toEqual(['flood: Everybody should know it. District: Bolsover.']);
    expect(leftOut(flood, playgroup)).toEqual(['flood: For another district: Bolsover.']);
  });

  it('puts what closes within fourteen days before what does not, and leaves the rest to the co-ordinator', () => {
    const items = [
      item('later', { position: 1, closesOn: '2026-12-05' }),
      item('soon', { position: 2, closesOn: '2026-12-04' }),
      item('sooner', { position: 3, closesOn: '2026-11-20' }),
      item('never', { position: 0 }),
    ];
    expect(chooser(items, words)(playgroup).chosen.map(({ key }) => key)).toEqual([
      'soon',
      'sooner',
      'never',
      'later',
    ]);
    expect(reasons([items[2]], playgroup)).toEqual(['sooner: For the whole county. Closes today.']);
  });

  it('breaks the last tie by the key', () => {
    const order = chooser([item('b'), item('a')], words)(playgroup).chosen.map(({ key }) => key);
    expect(order).toEqual(['a', 'b']);
  });

  it('names at most three of each, and leaves names with capitals alone', () => {
    const all = item('x', { districtIds: ['dd', 'ch', 'bo', 'av'], themes: ['bme'] });
    const everywhere = { ...playgroup, districtIds: ['av', 'bo', 'ch', 'dd'], themes: ['bme'] };
    expect(reasons([all], everywhere)).toEqual([
      'x: Districts: Amber Valley, Bolsover and 2 more. Theme: BME service providers.',
    ]);
  });
});

describe('Choosing, for any week and any mailbox,', () => {
  const district = fc.subarray(['av', 'bo', 'ch', 'dd']);
  const theme = fc.subarray(['early', 'youth', 'bme', 'arts']);
  const choosable = fc.record({
    kind: fc.constantFrom('news', 'event', 'funding'),
    districtIds: district,
    themes: theme,
    closesOn: fc.constantFrom(null, '2026-11-19', '2026-11-20', '2026-12-04', '2026-12-05'),
    mustKnow: fc.boolean(),
    position: fc.integer({ min: 0, max: 3 }),
  });
  const weeks = fc
    .array(choosable, { maxLength: 12 })
    .map((all) => all.map((one, at) => ({ ...one, key: `k${at}` })));
  const mailboxes = fc.record({ districtIds: district, countyWide: fc.boolean(), themes: theme });

  it('takes or leaves each item exactly once', () => {
    fc.assert(
      fc.property(weeks, mailboxes, (week, readers) => {
        const { chosen, left } = chooser(week, words)(readers);
        const keys = [...chosen, ...left].map(({ key }) => key).sort();
        expect(keys).toEqual(week.map(({ key }) => key).sort());
        for (const { reason } of [...chosen, ...left]) expect(reason).toMatch(/^[A-Z].*\.$/);
      }),
    );
  });

  it('does not depend on the order in which the items come, nor on what was chosen before', () => {
    fc.assert(
      fc.property(weeks, mailboxes, mailboxes, (week, readers, others) => {
        const choose = chooser(week, words);
        choose(others);
        const { chosen } = choose(readers);
        expect(chooser([...week].reverse(), words)(readers).chosen).toEqual(chosen);
        expect(choose(readers).chosen[0]).toBe(chosen[0]);
      }),
    );
  });

  it('never puts an item of a later group before one of an earlier', () => {
    fc.assert(
      fc.property(weeks, mailboxes, (week, readers) => {
        const groups = chooser(
          week,
          words,
        )(readers).chosen.map(({ group }) => ['must-know', 'district', 'theme', 'area'].indexOf(group));
        expect(groups).toEqual([...groups].sort((a, b) => a - b));
      }),
    );
  });

  it('gives readers together all that each of them would get', () => {
    fc.assert(
      fc.property(weeks, mailboxes, mailboxes, (week, one, other) => {
        fc.pre(one.districtIds.length > 0 && other.districtIds.length > 0);
        const both = {
          districtIds: [...new Set([...one.districtIds, ...other.districtIds])],
          countyWide: one.countyWide || other.countyWide,
          themes: [...new Set([...one.themes, ...other.themes])],
        };
        const choose = chooser(week, words);
        const keys = choose(both).chosen.map(({ key }) => key);
        for (const { key } of [...choose(one).chosen, ...choose(other).chosen]) expect(keys).toContain(key);
      }),
    );
  });

  it('gives the same to those whose readership has the same key', () => {
    expect(readershipKey(playgroup)).not.toBe(readershipKey(youthClub));
    expect(readershipKey(council)).not.toBe(readershipKey(unknown));
  });
});
