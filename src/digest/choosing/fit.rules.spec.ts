import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitting, type Size } from './fit.rules.js';

const size = (full: number, brief: number) => ({ full, brief });

describe('A mail that must not be too long', () => {
  it('has everything in full while there is room', () => {
    expect(fitting([size(30, 5), size(30, 5)], 60)).toEqual({ full: 2, all: 2 });
  });

  it('has the first items in full and the rest in brief', () => {
    expect(fitting([size(30, 5), size(30, 5), size(30, 5)], 70)).toEqual({ full: 2, all: 3 });
    expect(fitting([size(30, 5), size(30, 5), size(30, 5)], 15)).toEqual({ full: 0, all: 3 });
  });

  it('leaves out the last when there is no room even in brief', () => {
    expect(fitting([size(30, 5), size(30, 5), size(30, 5)], 12)).toEqual({ full: 0, all: 2 });
    expect(fitting([size(6, 5), size(30, 5), size(30, 5)], 12)).toEqual({ full: 1, all: 2 });
    expect(fitting([], 12)).toEqual({ full: 0, all: 0 });
  });

  it('never passes its limit, and never leaves out what fits', () => {
    const one = fc.tuple(fc.nat(50), fc.nat(200)).map(([brief, more]) => size(brief + more, brief));
    const total = (sizes: Size[], { full, all }: { full: number; all: number }) =>
      sizes.slice(0, all).reduce((sum, each, at) => sum + (at < full ? each.full : each.brief), 0);
    fc.assert(
      fc.property(fc.array(one), fc.nat(1000), (sizes, limit) => {
        const fit = fitting(sizes, limit);
        expect(total(sizes, fit)).toBeLessThanOrEqual(limit);
        if (fit.all < sizes.length) expect(total(sizes, { ...fit, all: fit.all + 1 })).toBeGreaterThan(limit);
        else if (fit.full < sizes.length)
          expect(total(sizes, { full: fit.full + 1, all: fit.all })).toBeGreaterThan(limit);
      }),
    );
  });
});
