import { describe, expect, it } from '@jest/globals';
import { sizeBand } from './size-band.rules.js';

describe('The size band of an organisation', () => {
  it('goes by its income, each limit belonging to the band above it', () => {
    const bands = [0, 9_999.99, 10_000, 99_999, 100_000, 249_999, 250_000, 999_999, 1_000_000, 50_000_000];
    expect(bands.map(sizeBand)).toEqual([
      ...['micro', 'micro', 'small', 'small', 'medium', 'medium', 'medium', 'medium', 'large', 'large'],
    ]);
  });

  it('is not known where the income is not', () => {
    expect(sizeBand(null)).toBeNull();
  });
});
