import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { pagerOf } from './pager.rules.js';

const list = { path: '/leeds/members', size: 50 };

describe('the pages of a list', () => {
  it('links to the first, the previous and the next, keeping the filters', () => {
    const pager = pagerOf({ ...list, query: { q: 'sun & moon', district: '' }, page: 3, total: 412 });
    expect(pager).toEqual({
      page: 3,
      pages: 9,
      from: 101,
      to: 150,
      total: 412,
      first: '/leeds/members?q=sun+%26+moon',
      previous: '/leeds/members?q=sun+%26+moon&page=2',
      next: '/leeds/members?q=sun+%26+moon&page=4',
    });
  });

  it('has one empty page when there is nothing, and no links', () => {
    expect(pagerOf({ ...list, page: 1, total: 0 })).toEqual({ page: 1, pages: 1, from: 0, to: 0, total: 0 });
  });

  it('shows the last page for one beyond it, and the first for nonsense', () => {
    expect(pagerOf({ ...list, page: 99, total: 60 })).toMatchObject({ page: 2, from: 51, to: 60 });
    expect(pagerOf({ ...list, page: Number.NaN, total: 60 }).page).toBe(1);
    expect(pagerOf({ ...list, page: -1, total: 60 }).page).toBe(1);
  });

  it('shows every row once when one follows the links from the first page', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 60 }), (total, size) => {
        let seen = 0;
        for (let page: number | undefined = 1; page;) {
          const pager = pagerOf({ path: '/x', page, size, total });
          if (total > 0) expect(pager.from).toBe(seen + 1);
          seen = pager.to;
          page = pager.next ? page + 1 : undefined;
        }
        expect(seen).toBe(total);
      }),
    );
  });
});
