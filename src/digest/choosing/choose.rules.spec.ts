import { describe, expect, it } from '@jest/globals';
import { chooser, type Choosable, type Readership } from './choose.rules.js';
import { council, item, playgroup, unknown, words, youthClub } from '../../../test/support/choosing.js';
import { NOTHING } from './history.rules.js';
import { movedRule, standingOf, switchedRule, type Standing } from './precedence.rules.js';

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

describe('What is for some kinds of organisation only', () => {
  const everything = { ages: { from: 5, to: 11 }, sizes: ['micro', 'small'], stages: [1] };

  it('comes before what is for everybody, where it fits', () => {
    const small: Readership = { ...playgroup, ages: [{ from: 0, to: 5 }], sizes: ['small'], stages: [1] };
    const items = [
      item('all', { position: 0 }),
      item('stage', { stages: [1] }),
      item('size', { sizes: ['micro', 'small'] }),
      item('ages', { ages: { from: 5, to: 11 } }),
    ];
    expect(reasons(items, small)).toEqual([
      'ages: For the whole county. Ages: 5 to 11.',
      'size: For the whole county. Size: small.',
      'stage: For the whole county. Stage: 1.',
      'all: For the whole county.',
    ]);
  });

  it('stands last where it does not fit, or nothing is known', () => {
    expect(reasons([item('x', everything), item('all', { position: 9 })], unknown)).toEqual([
      'all: For the whole county.',
      'x: For the whole county. It is about ages 5 to 11. It is for micro and small organisations. It is for organisations at stage 1.',
    ]);
  });
});

describe('What is for a role', () => {
  const duties = item('duties', { roles: ['trustee', 'chair'] });

  it('goes to those who hold it, before everything for their district', () => {
    const trustee: Readership = { ...playgroup, roles: ['trustee'] };
    expect(reasons([item('forum', { districtIds: ['av'] }), duties], trustee)).toEqual([
      'duties: Role: trustee or committee member. For the whole county.',
      'forum: District: Amber Valley.',
    ]);
  });

  it('goes to nobody else, whoever works everywhere included', () => {
    for (const readers of [playgroup, council, unknown])
      expect(leftOut([duties], readers)).toEqual([
        'duties: Only for those with one of these roles: chair and trustee or committee member.',
      ]);
  });
});

describe('The ledger', () => {
  const week = [item('old'), item('new'), item('owed', { mustKnow: true, isOwed: true })];
  const choose = chooser(week, words);

  it('keeps what was sent already from being sent again', () => {
    const { chosen, left } = choose(playgroup, { sent: new Set(['old']), owed: NOTHING });
    expect(chosen.map(({ key }) => key)).toEqual(['new']);
    expect(left.find(({ key }) => key === 'old')).toEqual({
      ...{ key: 'old', rule: 'sent-before' },
      reason: 'It was sent already, in another edition.',
    });
  });

  it('brings what is owed to those whom it is owed to, first, and once', () => {
    const owed = new Set(['owed']);
    const keys = (sent: ReadonlySet<string>) =>
      choose(playgroup, { sent, owed }).chosen.map(({ key }) => key);
    expect(keys(NOTHING)).toEqual(['owed', 'new', 'old']);
    expect(keys(owed)).toEqual(['new', 'old']);
  });
});

describe('A network with an order of its own', () => {
  const closingFirst = ['closing', 'district', 'theme'].reduce(
    (order: Standing[], name, at) => moveTo(order, name, at + 1),
    standingOf([]),
  );
  const week = [
    item('forum', { districtIds: ['av'] }),
    item('early', { themes: ['early'], closesOn: '2026-11-21' }),
    item('minutes', { closesOn: '2026-11-22' }),
  ];
  const chosen = (order: Standing[]) => chooser(week, words, order)(playgroup).chosen;

  it('gets it, with headings that follow', () => {
    expect(chosen(closingFirst).map(({ key, group }) => `${group}: ${key}`)).toEqual([
      'closing: early',
      'closing: minutes',
      'district: forum',
    ]);
  });

  it('does without the rules that it has switched off', () => {
    const off = switchedRule(switchedRule(standingOf([]), 'district', false), 'theme', false);
    expect(chosen(off).map(({ key, group }) => `${group}: ${key}`)).toEqual([
      'area: minutes',
      'closing: early',
      'rest: forum',
    ]);
  });
});

function moveTo(order: Standing[], name: string, place: number): Standing[] {
  let moved = order;
  while (moved.findIndex((one) => one.name === name) > place) moved = movedRule(moved, name, -1);
  return moved;
}
