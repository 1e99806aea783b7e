import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differencesOf, isNamed, moved, stateOf, sumOf, wordsOf, type ItemFacts } from './edition.rules.js';

const item = (key: string, facts: Partial<ItemFacts> = {}): ItemFacts => ({
  key,
  kind: 'news',
  title: key,
  summary: '',
  body: '',
  whatItMeans: '',
  districtIds: [],
  themes: [],
  closesOn: null,
  mustKnow: false,
  since: '2026-11-16',
  ...facts,
});
const held = (one: ItemFacts) => ({
  key: one.key,
  position: 0,
  item: one,
  title: null,
  summary: null,
  leftOut: false,
});
const none = { sent: 0, refused: 0, uncertain: 0, held: 0, skipped: 0, pending: 0 };

describe('An edition that is being composed', () => {
  it('says what has come, changed and gone since', () => {
    const offered = [
      item('b', { title: 'new words' }),
      item('d'),
      item('c', { mustKnow: true }),
      item('e', { closesOn: '2026-12-01' }),
    ];
    const { fresh, changed, gone } = differencesOf([held(item('a')), held(item('b'))], offered);
    expect(fresh.map(({ key }) => key)).toEqual(['c', 'e', 'd']);
    expect(changed.map(({ key }) => key)).toEqual(['b']);
    expect(gone.map(({ key }) => key)).toEqual(['a']);
  });

  it('sees no difference in what came back from the database', () => {
    const stored = JSON.parse(JSON.stringify(item('a', { href: undefined }))) as ItemFacts;
    expect(differencesOf([held(stored)], [item('a', { href: undefined })]).changed).toEqual([]);
  });

  it('shows an item in the words of this edition', () => {
    expect(wordsOf({ ...held(item('a', { summary: 's' })), title: 'Other' })).toMatchObject({
      title: 'Other',
      summary: 's',
    });
  });

  it('moves an item one place, and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', 'down')).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 'x', 'up')).toEqual(['a', 'b', 'c']);
  });

  it('goes back to the old order when a move is undone', () => {
    const keys = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(keys, fc.nat(), (all, at) => {
        const key = all[at % (all.length - 1)];
        expect(moved(moved(all, key, 'down'), key, 'up')).toEqual(all);
      }),
    );
  });
});

describe('An edition that has been approved', () => {
  const due = new Date('2026-11-20T09:30:00Z');

  it('waits, is being sent, and is sent', () => {
    expect(stateOf(new Date('2026-11-20T09:29:59Z'), due, { ...none, pending: 3 })).toBe('approved');
    expect(stateOf(due, due, { ...none, pending: 3 })).toBe('sending');
    expect(stateOf(due, due, { ...none, pending: 1, sent: 2 })).toBe('sending');
    expect(stateOf(due, due, { ...none, sent: 2, uncertain: 1 })).toBe('sent');
  });

  it('has an audience of all its fates together', () => {
    expect(sumOf({ sent: 1, refused: 2, uncertain: 3, held: 4, skipped: 5, pending: 6 })).toBe(21);
  });
});

describe('Somebody to preview for', () => {
  it('is found by name or organisation, in any order and spelling', () => {
    const found = (typed: string) => isNamed(typed, 'Zoë Barley', ['The Sunrise Under-Fives']);
    for (const typed of ['barley', 'zoe', 'sunrise', 'SUN zo', 'under fives'])
      expect(found(typed)).toBe(true);
    for (const typed of ['', 'unrise', 'tom']) expect(found(typed)).toBe(false);
  });
});
