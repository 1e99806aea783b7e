import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stacks, swatch } from './stacks.rules.js';

const weeks = {
  title: 'Reach, week by week',
  description: 'Most organisations were reached.',
  parts: ['E-mail', 'Paper', 'Telephone', 'Collected', 'Not reached'],
  rows: [
    { label: '16 November 2026', values: [60, 20, 10, 0, 10], words: '90 of 100' },
    { label: '23 November 2026', values: [0, 0, 0, 0, 0], words: '0 of 0' },
  ],
};

const bars = (svg: string) =>
  [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)%" y="[\d.]+em" width="([\d.]+)%"/g)].map(
    ([, name, left, width]) => ({ name, left: Number(left), width: Number(width) }),
  );

describe('A chart of bars in parts', () => {
  it('gives each part its share, one behind the other, and draws nothing for nothing', () => {
    const svg = stacks(weeks);
    const drawn = bars(svg);
    expect(drawn.map(({ name }) => name)).toEqual(['bar', 'bar2', 'bar3', 'bar5']);
    expect(drawn[0].width).toBeCloseTo(59.76, 1);
    for (const [at, { left }] of drawn.entries())
      if (at > 0) expect(left).toBeCloseTo(drawn[at - 1].left + drawn[at - 1].width, 1);
    expect(svg).toContain('>16 November 2026: 90 of 100<');
    expect(svg).toContain('role="img"');
  });

  it('tells its last part from the others without a colour', () => {
    expect(swatch(4)).toContain('fill="#ffffff" stroke="#6b7586"');
    expect(swatch(0)).toContain('class="bar"');
    const stripes = [0, 1, 2, 3, 4].map((at) => swatch(at).split('fill="#ffffff"/>').length - 1);
    expect(stripes).toEqual([0, 1, 2, 3, 0]);
  });

  it('lets no text out of its place and no bar over the edge, whatever it is given', () => {
    const row = fc.record({
      label: fc.string(),
      values: fc.array(fc.double(), { maxLength: 7 }),
      words: fc.string(),
    });
    fc.assert(
      fc.property(fc.string(), fc.array(row), (title, rows) => {
        const svg = stacks({ ...weeks, title, rows });
        const tags = svg.replace(/<\/?(?:svg|title|desc|text|rect)(?: [a-z-]+="[^"<>&]*")*\/?>/g, '');
        expect(tags).not.toMatch(/[<>]/);
        for (const { left, width } of bars(svg)) expect(left + width).toBeLessThanOrEqual(100.1);
      }),
    );
  });
});
