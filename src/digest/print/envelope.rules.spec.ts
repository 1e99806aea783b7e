import { describe, expect, it } from '@jest/globals';
import { ADDRESS, alwaysSeen, DL, everSeen, KEPT_CLEAR, type Area } from './envelope.rules.js';

const inside = (inner: Area, outer: Area) =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  inner.right <= outer.right &&
  inner.bottom <= outer.bottom;

describe('A window envelope', () => {
  it('shows the whole address of our page, wherever the page has slipped to', () => {
    expect(alwaysSeen(DL)).toEqual({ left: 20, right: 100, top: 57, bottom: 81 });
    expect(inside(ADDRESS, alwaysSeen(DL))).toBe(true);
  });

  it('shows nothing else of it', () => {
    expect(everSeen(DL)).toEqual({ left: 10, right: 110, top: 46, bottom: 92 });
    expect(inside(everSeen(DL), KEPT_CLEAR)).toBe(true);
  });
});
