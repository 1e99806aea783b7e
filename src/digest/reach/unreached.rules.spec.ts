import { describe, expect, it } from '@jest/globals';
import type { Standing } from './reach.rules.js';
import { unreachedIn } from './unreached.rules.js';

const week = (standings: Record<string, Standing>) =>
  Object.entries(standings).map(([id, standing]) => ({ organisation: { id }, standing }));

describe('Out of reach for four weeks', () => {
  it('are those that none of the four editions has reached', () => {
    const weeks = [
      week({ a: 'none', b: 'none', c: 'emailed', d: 'none' }),
      week({ a: 'none', b: 'phoned', c: 'none', d: 'none' }),
      week({ a: 'none', b: 'none', c: 'none', d: 'none' }),
      week({ a: 'none', b: 'none', c: 'none' }),
    ];
    expect(unreachedIn(weeks, 4).map(({ organisation }) => organisation.id)).toEqual(['a']);
  });

  it('is nobody for whom nothing in one of them was new', () => {
    const none = week({ a: 'none', b: 'none' });
    const weeks = [none, week({ a: 'none', b: 'nothing' }), none, none];
    expect(unreachedIn(weeks, 4).map(({ organisation }) => organisation.id)).toEqual(['a']);
  });

  it('is nobody before there have been four', () => {
    expect(unreachedIn([week({ a: 'none' }), week({ a: 'none' })], 4)).toEqual([]);
  });
});
