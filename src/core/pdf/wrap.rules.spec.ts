import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { heightOf, linesOf, placed, wrap, type Measure } from './wrap.rules.js';

/** Every letter is as wide as half its size; bold ones a little more. */
/** Widths are sums of fractions. */
const ROUNDING = 1e-9;
const even: Measure = (text, size, bold) => text.length * size * (bold ? 0.55 : 0.5);
const words = (lines: { text: string }[][]) => lines.map((runs) => runs.map(({ text }) => text).join(''));

describe('Breaking a paragraph into lines', () => {
  it('ends a line between words', () => {
    expect(words(wrap([{ text: 'One two three four' }], 50, 10, even))).toEqual(['One two', 'three four']);
  });

  it('breaks a long address where it may be broken, and a long word anywhere', () => {
    const address = 'see https://example.org/holiday-fund/apply';
    expect(words(wrap([{ text: address }], 75, 10, even))).toEqual([
      ...['see', 'https://', 'example.org/', 'holiday-fund/', 'apply'],
    ]);
    expect(words(wrap([{ text: 'x'.repeat(25) }], 50, 10, even))).toEqual([
      ...['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)],
    ]);
  });

  it('goes on in the same line when the style changes', () => {
    const runs = [{ text: 'What it means:', bold: true }, { text: ' one form.' }];
    expect(wrap(runs, 500, 10, even)).toEqual([
      [
        { text: 'What it means:', bold: true },
        { text: ' one form.', bold: undefined },
      ].map(({ text, bold }) => (bold ? { text, bold } : { text })),
    ]);
  });

  it('keeps empty lines of a text, and puts each line below the one before', () => {
    const lines = linesOf('One\n\nTwo', 500, 10, even);
    expect(words(lines)).toEqual(['One', '', 'Two']);
    expect(placed(lines, 5, 100, 10).map(({ y }) => y)).toEqual([100, 125]);
    expect(heightOf(3, 10)).toBe(37.5);
  });

  it('loses no letter and lets no line be wider than it may, whatever it is given', () => {
    const run = fc.record({ text: fc.string(), bold: fc.boolean() });
    fc.assert(
      fc.property(fc.array(run), fc.integer({ min: 12, max: 200 }), (runs, width) => {
        const lines = wrap(runs, width, 10, even);
        const bare = (text: string) => text.replace(/\s+/gu, '');
        expect(bare(words(lines).join(''))).toBe(bare(runs.map(({ text }) => text).join('')));
        for (const line of lines) {
          const wide = line.reduce((sum, { text, bold }) => sum + even(text, 10, bold ?? false), 0);
          // A pair of code units that make one sign is never torn.
          expect(wide).toBeLessThanOrEqual(Math.max(width, 12) + ROUNDING);
        }
      }),
    );
  });
});
