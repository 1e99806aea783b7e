import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A4, mm } from '../../core/pdf/leaf.rules.js';
import { heightOf, type Measure } from '../../core/pdf/wrap.rules.js';
import { phoneLeaves, type Entry } from './phone-leaves.rules.js';

const even: Measure = (text, size) => text.length * size * 0.5;
const code = (x: number, y: number, side: number) => ({
  kind: 'box' as const,
  x,
  y,
  width: side,
  height: side,
});
const WORDS = {
  network: 'Grid',
  title: 'Telephone list 1',
  until: 'Ring by Monday.',
  codeWords: 'Scan this.',
  script: [],
};
const entry = (facts: Partial<Entry> = {}): Entry => ({
  ...{ organisation: 'Larkfield', contact: 'Ada Barley', telephone: '01629 555 010' },
  things: ['New law. Your policy needs a paragraph.', 'Holiday fund. One form.', 'Amber forum. On Tuesday.'],
  ...facts,
});

describe('A printed telephone list', () => {
  it('has the number, the name, three things to say and five boxes for each, and fits eight on a page', () => {
    const leaves = phoneLeaves(
      WORDS,
      Array.from({ length: 8 }, () => entry()),
      even,
      code,
    );
    expect(leaves).toHaveLength(1);
    const lines = leaves.flatMap((leaf) =>
      leaf.lines.map(({ runs }) => runs.map(({ text }) => text).join('')),
    );
    for (const words of [
      '01629 555 010 Ada Barley, Larkfield',
      '2. Holiday fund. One form.',
      'Left a message',
    ])
      expect(lines.filter((line) => line === words)).toHaveLength(8);
    expect(leaves.flatMap(({ shapes }) => shapes.filter(({ kind }) => kind === 'box'))).toHaveLength(
      1 + 5 * 8,
    );
  });

  it('begins with what to say, in as many lines as it takes', () => {
    const script = [
      'Say: “Hello, I am ringing for Grid.”',
      'If they do not want these calls, tick “Do not ring again”.',
    ];
    const [leaf] = phoneLeaves({ ...WORDS, script }, [entry()], even, code);
    const lines = leaf.lines.map(({ y, runs }) => ({ y, text: runs.map(({ text }) => text).join('') }));
    const first = lines.find(({ text }) => text.startsWith('Say: “Hello'))!;
    const number = lines.find(({ text }) => text.startsWith('01629'))!;
    expect(first.y).toBeLessThan(number.y);
    expect(lines.map(({ text }) => text).join(' ')).toContain('tick “Do not ring again”.');
  });

  it('stays on its paper and tears no name apart, whatever it is given', () => {
    const text = fc.string({ maxLength: 300 });
    const any = fc.record({
      organisation: text,
      contact: text,
      telephone: fc.string({ maxLength: 40 }),
      things: fc.array(text, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (entries) => {
        for (const leaf of phoneLeaves(WORDS, entries, even, code))
          for (const { x, y, size, runs } of leaf.lines) {
            expect(y + heightOf(1, size)).toBeLessThanOrEqual(mm(292));
            expect(x + even(runs.map(({ text: one }) => one).join(''), size, false)).toBeLessThan(A4.width);
          }
      }),
      { numRuns: 50 },
    );
  });
});
