import { describe, expect, it } from '@jest/globals';
import type { Righted, Writer } from '../articles/article-rights.rules.js';
import { anchorOf, articleIdOf, entriesOf, standingOf } from './archive.rules.js';

const KEY = 'article:01920000-0000-7000-8000-000000000001';
const ready = (readers: Righted['readers'], more: Partial<Righted> = {}): Righted => ({
  ...{ state: 'ready', authorId: null, readers, roles: [] },
  ...more,
});
const somebody = (permissions: string[], roles: string[] = []): Writer => ({
  personId: 'p',
  may: (permission) => permissions.includes(permission),
  held: roles.map((role) => ({ role })),
});
const member = somebody(['archive.read', 'articles.members']);
const partner = somebody([]);

describe('An item that went out', () => {
  it('can be read by members as its article can be today', () => {
    const item = { key: KEY };
    expect(standingOf(item, ready('members'), member)).toBe('shown');
    expect(standingOf(item, ready('roles', { roles: ['chair'] }), member)).toBe('hidden');
    const chair = somebody(['archive.read', 'articles.members'], ['chair']);
    expect(standingOf(item, ready('roles', { roles: ['chair'] }), chair)).toBe('shown');
    expect(standingOf(item, ready('members', { state: 'withdrawn' }), member)).toBe('withdrawn');
    expect(standingOf(item, undefined, member)).toBe('hidden');
    expect(standingOf({ key: 'section:1' }, undefined, member)).toBe('shown');
  });

  it('can be read by anybody when it was public then, and is now', () => {
    for (const me of [undefined, partner]) {
      expect(standingOf({ key: KEY, isPublic: true }, ready('public'), me)).toBe('shown');
      expect(standingOf({ key: KEY, isPublic: false }, ready('public'), me)).toBe('hidden');
      expect(standingOf({ key: KEY, isPublic: true }, ready('members'), me)).toBe('hidden');
      expect(standingOf({ key: KEY, isPublic: true }, ready('public', { state: 'withdrawn' }), me)).toBe(
        'hidden',
      );
      expect(standingOf({ key: KEY, isPublic: true }, undefined, me)).toBe('hidden');
      expect(standingOf({ key: 'section:1' }, undefined, me)).toBe('hidden');
    }
  });

  it('is found by a name of its own', () => {
    expect(articleIdOf(KEY)).toBe('01920000-0000-7000-8000-000000000001');
    expect(articleIdOf('section:1')).toBeUndefined();
    expect(anchorOf(KEY)).toBe('item-article-01920000-0000-7000-8000-000000000001');
  });
});

describe('What a feed has of several editions', () => {
  const row = (key: string, day: number, words: string) => ({
    ...{ key, words, edition: `2026-W${day}`, domain: 'example.org' },
    at: new Date(Date.UTC(2026, 10, day)),
  });

  it('is each item once, the newest first, where it stood first and with its latest words', () => {
    const entries = entriesOf([row('a', 1, 'old'), row('b', 2, 'x'), row('a', 3, 'new'), row('a', 4, 'new')]);
    expect(
      entries.map(({ key, words, first, updated }) => [key, words, first.edition, updated.getUTCDate()]),
    ).toEqual([
      ['b', 'x', '2026-W2', 2],
      ['a', 'new', '2026-W1', 3],
    ]);
  });
});
