import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { BRAND, LEAST_CONTRAST, colourSheet, contrast, refuseColour } from './contrast.rules.js';

const colour = fc
  .tuple(fc.integer({ min: 0, max: 0xffffff }), fc.boolean())
  .map(([value, upper]) => value.toString(16).padStart(6, '0')[upper ? 'toUpperCase' : 'toLowerCase']())
  .map((digits) => `#${digits}`);

describe('the colour of a network', () => {
  it('is measured as WCAG measures it', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(contrast(BRAND, '#ffffff')).toBeCloseTo(7.6, 1);
  });

  it('is taken when it can be read on white, in either case of letters', () => {
    expect(refuseColour(BRAND)).toBeUndefined();
    expect(refuseColour('#7A1F4D')).toBeUndefined();
    expect(refuseColour('#767676')).toBeUndefined();
  });

  it('is refused with its ratio when it is too pale, and never with the ratio it would need', () => {
    expect(refuseColour('#ffd43b')).toBe(
      'This colour is too pale to read on white (1.4 to 1, and it needs 4.5 to 1): choose a darker one',
    );
    expect(refuseColour('#777777')).toContain('(4.4 to 1,');
  });

  it.each(['', 'red', '#fff', '#12345g', '0b5c6b', '#0b5c6b;}', ' #0b5c6b', '#0b5c6b\n', '#0b5c6b80'])(
    'is refused when %j is not six letters or digits after a #',
    (text) => {
      expect(refuseColour(text)).toMatch(/^Give the colour as # and six/);
      expect(() => contrast(text, '#ffffff')).toThrow(RangeError);
    },
  );

  it('has the same contrast whichever of the two comes first, between 1 and 21', () => {
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        expect(contrast(one, other)).toBe(contrast(other, one));
        expect(contrast(one, one)).toBe(1);
        expect(contrast(one, other)).toBeGreaterThanOrEqual(1);
        expect(contrast(one, other)).toBeLessThanOrEqual(21);
      }),
    );
  });

  it('is refused exactly when it is under 4.5 to 1', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        expect(refuseColour(hex) === undefined).toBe(contrast(hex, '#ffffff') >= LEAST_CONTRAST);
      }),
    );
  });

  it('becomes a sheet of one rule, and nothing else can get into that sheet', () => {
    expect(colourSheet('#7A1F4D')).toBe(':root{--brand:#7a1f4d}\n');
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(colourSheet(text)).toMatch(/^:root\{--brand:#[0-9a-f]{6}\}\n$/);
      }),
    );
  });
});
