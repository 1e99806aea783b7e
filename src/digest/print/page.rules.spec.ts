import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mm } from '../../core/pdf/leaf.rules.js';
import { heightOf, type Measure } from '../../core/pdf/wrap.rules.js';
import { Setter, type PrintItem } from './blocks.rules.js';
import { columnsOf, leavesOf, TEXT_WIDTH } from './leaves.rules.js';
import { alsoWords, setPage } from './page.rules.js';
import { PRINT_SIZES, type PrintSizeName } from './print-size.rules.js';

const even: Measure = (text, size, bold) => text.length * size * (bold ? 0.54 : 0.5);
const FOOT = 'On paper, because no e-mail reaches you.';
const item = (at: number, facts: Partial<PrintItem> = {}): PrintItem => ({
  ...{ key: `i${at}`, heading: at < 2 ? 'What you need to know' : 'Also this week', title: `Item ${at}` },
  ...{
    facts: 'News.',
    summary: 'A sentence about it. '.repeat(3).trim(),
    body: '',
    whatItMeans: 'One form.',
  },
  ...{
    dates: [],
    reason: 'For the whole county.',
    address: `example.org/r/${at}`,
    url: `https://example.org/r/${at}`,
  },
  ...{ brief: false, mustKnow: at < 2, ...facts },
});

function set(
  items: PrintItem[],
  size: PrintSizeName = 'standard',
  explain = (text: string, _seen: Set<string>) => text,
  intro: string[] = [],
) {
  const setter = new Setter(PRINT_SIZES[size], TEXT_WIDTH, { measure: even, explain });
  const columns = (sides: number) => columnsOf(PRINT_SIZES[size], FOOT, even, sides);
  const page = setPage({ intro, items, everything: 'example.org/grid' }, setter, columns);
  return { page, columns: columns(page.sides.length) };
}
const words = (page: { sides: { runs: { text: string }[] }[][] }) =>
  page.sides.flat().map(({ runs }) => runs.map(({ text }) => text).join(''));

describe('A printed page', () => {
  it('has everything in full where there is room, under its headings, each with its reason', () => {
    const { page } = set([item(0), item(2)]);
    expect(page).toMatchObject({ full: ['i0', 'i2'], brief: [], left: [] });
    expect(words(page)).toEqual([
      ...['What you need to know', 'Item 0', 'News. example.org/r/0'],
      'A sentence about it. A sentence about it. A sentence about it.',
      ...['What this means for you: One form.', 'Why you get this: For the whole county.'],
      ...['Also this week', 'Item 2', 'News. example.org/r/2'],
      'A sentence about it. A sentence about it. A sentence about it.',
      ...['What this means for you: One form.', 'Why you get this: For the whole county.'],
    ]);
  });

  it('keeps to the reading time: what is beyond it stands in one line, room or not', () => {
    const { page } = set([item(0), item(2), item(3, { brief: true })]);
    expect(page).toMatchObject({ full: ['i0', 'i2'], brief: ['i3'] });
    expect(words(page).slice(-2)).toEqual([
      alsoWords(1),
      'Item 3 News. For the whole county. example.org/r/3',
    ]);
  });

  it('is one side in standard print, and up to two in large print, while what must be known has room', () => {
    const many = Array.from({ length: 25 }, (_, at) => item(at, { body: 'More about it. '.repeat(10) }));
    const standard = set(many).page;
    const large = set(many, 'large').page;
    expect(standard.sides).toHaveLength(1);
    expect(large.sides).toHaveLength(2);
    expect(standard.full.slice(0, 2)).toEqual(['i0', 'i1']);
    expect(standard.full.length + standard.brief.length + standard.left.length).toBe(25);
    expect(large.brief.length).toBeGreaterThan(0);
    const smallest = Math.min(...large.sides.flat().map(({ size }) => size));
    expect(smallest).toBeGreaterThanOrEqual(16);
  });

  it('leaves a long text that need not be known to the web, and says where', () => {
    const { page } = set([item(2, { body: 'word '.repeat(300) })]);
    expect(words(page)).toContain('Read all of it: example.org/r/2');
  });

  it('has all of what must be known, on a second side where one is too few, and uses the room there', () => {
    const long = (at: number) =>
      item(at, { body: Array.from({ length: 380 }, (_, n) => `w${at}x${n}`).join(' ') });
    for (const name of ['standard', 'large'] as const) {
      const { page } = set([long(0), long(1), item(2), item(3)], name, undefined, [
        'First words. '.repeat(90),
      ]);
      const said = words(page).join(' ');
      for (const at of [0, 1]) for (let n = 0; n < 380; n += 1) expect(said).toContain(`w${at}x${n}`);
      expect(said).not.toContain('Read all of it');
      expect(page.full).toEqual(expect.arrayContaining(['i0', 'i1']));
      expect(page.left).toEqual([]);
      expect(page.sides.length).toBe(name === 'standard' ? 2 : 4);
    }
  });

  it('goes on at the top of the next side where one ends, with no line of a paragraph alone', () => {
    const { page, columns } = set([item(0, { body: 'word '.repeat(900).trim() })], 'large');
    const [first] = page.sides;
    const lowest = Math.max(...first.map(({ y, size }) => y + heightOf(1, size)));
    expect(columns[0].bottom - lowest).toBeLessThan(heightOf(3, 16));
    for (const side of page.sides.slice(1)) expect(side.length).toBeGreaterThan(1);
  });

  it('says a short form in full at its first use on the page only', () => {
    const explain = (text: string, seen: Set<string>) =>
      text.replace(/CYPP/, (short) => (seen.has(short) ? short : (seen.add(short), `${short} (the plan)`)));
    const { page } = set([item(0, { title: 'CYPP' }), item(2, { title: 'CYPP again' })], 'standard', explain);
    expect(words(page)).toContain('CYPP (the plan)');
    expect(words(page)).toContain('CYPP again');
  });

  it('never runs over its edges, never tears an item, and loses none, whatever it is given', () => {
    const one = fc.record({
      title: fc.string({ maxLength: 150 }),
      summary: fc.string({ maxLength: 400 }),
      body: fc.string({ maxLength: 1500 }),
      whatItMeans: fc.string({ maxLength: 200 }),
      brief: fc.boolean(),
      mustKnow: fc.boolean(),
    });
    const size = fc.constantFrom<PrintSizeName>('standard', 'large');
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), size, (all, name) => {
        const items = all
          .map((facts, at) => item(at, facts))
          .sort((a, b) => Number(b.mustKnow) - Number(a.mustKnow) || Number(a.brief) - Number(b.brief));
        const { page, columns } = set(items, name);
        expect([...page.full, ...page.brief, ...page.left]).toEqual(items.map(({ key }) => key));
        for (const [side, lines] of page.sides.entries()) {
          let lowest = columns[side].top;
          for (const { x, y, size: points, runs } of lines) {
            const wide = runs.reduce((sum, run) => sum + even(run.text, points, run.bold ?? false), 0);
            expect(x + wide).toBeLessThanOrEqual(mm(190) + 0.01);
            expect(y).toBeGreaterThanOrEqual(lowest - 0.01);
            lowest = y + heightOf(1, points);
            expect(lowest).toBeLessThanOrEqual(columns[side].bottom + 0.02);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('What stands round a page', () => {
  it('keeps the window of the envelope clear of everything but the address', () => {
    const { page } = set([item(0)]);
    const frame = {
      ...{ network: 'The Grid Network of Children’s Organisations', edition: 'Week of 16 November 2026' },
      addressee: {
        name: 'Ada Barley',
        organisation: 'Sunrise',
        address: '1 High Street',
        postcode: 'DE4 3AG',
      },
      ...{
        isChosen: true,
        foot: FOOT,
        codeWords: 'Scan this to read the page on a screen, as large as you like.',
      },
    };
    const code = (x: number, y: number, side: number) => ({
      kind: 'box' as const,
      x,
      y,
      width: side,
      height: side,
    });
    const [leaf] = leavesOf(page, frame, PRINT_SIZES.standard, even, code);
    const inWindow = leaf.lines.filter(
      ({ x, y, size, runs }) =>
        x < mm(110) &&
        y < mm(92) &&
        y + heightOf(1, size) > mm(46) &&
        x + even(runs.map(({ text }) => text).join(''), size, false) > mm(10),
    );
    expect(inWindow.map(({ runs }) => runs[0].text)).toEqual([
      'Ada Barley',
      'Sunrise',
      '1 High Street',
      'DE4 3AG',
    ]);
  });
});
