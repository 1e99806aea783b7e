import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { bars } from './chart.rules.js';

const reach = {
  title: 'Reach by district',
  description: 'Amber Valley was reached best.',
  rows: [
    { label: 'Amber Valley', value: 60 },
    { label: 'Bolsover', value: 30, words: '30 of 41' },
    { label: 'Chesterfield', value: 0 },
  ],
};

function widths(svg: string): number[] {
  return [...svg.matchAll(/width="([\d.]+)%" height="1.2em"/g)].map(([, width]) => Number(width));
}

describe('a bar chart', () => {
  it('is a picture with a title and a description', () => {
    const svg = bars(reach);
    expect(svg).toContain('role="img" aria-labelledby="chart-reach-by-district chart-reach-by-district-is"');
    expect(svg).toContain('<title id="chart-reach-by-district">Reach by district</title>');
    expect(svg).toContain('<desc id="chart-reach-by-district-is">Amber Valley was reached best.</desc>');
  });

  it('draws lengths in proportion and writes the value at the end of each bar', () => {
    const svg = bars(reach);
    const [first, second, third] = widths(svg);
    expect(second).toBeCloseTo(first / 2, 0);
    expect(third).toBe(0);
    expect(svg).toMatch(/>60<\/text>.*>30 of 41<\/text>.*>0<\/text>/);
  });

  it('breaks a long label, and a long word, instead of running off a phone', () => {
    const svg = bars({
      ...reach,
      rows: [{ label: `Groups that meet in the evening ${'x'.repeat(50)}`, value: 1 }],
    });
    const lines = [...svg.matchAll(/<text y="[^"]+">([^<]*)</g)].map(([, words]) => words);
    expect(lines).toEqual(['Groups that meet in the evening', 'x'.repeat(34), 'x'.repeat(16)]);
  });

  it('is drawn with nothing in it, and with values that are no lengths', () => {
    expect(widths(bars({ ...reach, rows: [] }))).toEqual([]);
    const odd = [-3, Number.NaN, Number.POSITIVE_INFINITY, 0].map((value) => ({ label: 'odd', value }));
    expect(widths(bars({ ...reach, rows: odd }))).toEqual([0, 0, 0, 0]);
  });

  it('weighs under a kilobyte and a half for six bars', () => {
    const rows = Array.from({ length: 6 }, (_, at) => ({ label: `District ${at}`, value: at * 7 }));
    expect(Buffer.byteLength(bars({ ...reach, rows }))).toBeLessThan(1536);
  });

  it('lets no text out of its place and no bar over the edge, whatever it is given', () => {
    const row = fc.record({
      label: fc.string(),
      value: fc.double(),
      words: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.array(row), (title, description, rows) => {
        const svg = bars({ title, description, rows });
        const tags = svg.replace(/<\/?(?:svg|title|desc|text|rect)(?: [a-z-]+="[^"<>&]*")*\/?>/g, '');
        expect(tags).not.toMatch(/[<>]/);
        for (const width of widths(svg)) expect(width >= 0 && width <= 100).toBe(true);
      }),
    );
  });
});
