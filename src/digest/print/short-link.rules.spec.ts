import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printedAddress, readCode, shortCode } from './short-link.rules.js';

describe('A short code', () => {
  it('is five signs that cannot be mistaken, the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat({ max: 9 }), (path, attempt) => {
        const code = shortCode(path, attempt);
        expect(code).toMatch(/^[2-9B-DF-HJ-KM-NP-TV-Z]{5}$/);
        expect(shortCode(path, attempt)).toBe(code);
        expect(readCode(code)).toBe(code);
        expect(readCode(` ${code.toLowerCase()} `)).toBe(code);
      }),
    );
    expect(shortCode('/articles/1')).not.toBe(shortCode('/articles/2'));
    expect(shortCode('/articles/1', 1)).not.toBe(shortCode('/articles/1'));
  });

  it('is told from what is none', () => {
    for (const typed of ['', 'ABC', 'AEIOU', '10101', 'BCDFGH', '../..'])
      expect(readCode(typed)).toBeUndefined();
  });

  it('is printed after an address without its beginning', () => {
    expect(printedAddress('https://www.example.org/grid/r/BCDFG')).toBe('example.org/grid/r/BCDFG');
    expect(printedAddress('http://localhost:3000/grid')).toBe('localhost:3000/grid');
  });
});
