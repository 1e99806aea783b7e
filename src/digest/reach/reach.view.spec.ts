import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReachRow } from './reach.facts.js';
import { isToDo, isToRing, STANDINGS, type Standing } from './reach.rules.js';
import { chartWords, viewBar, viewByBand, viewByDistrict, viewCounts } from './reach.view.js';

const DISTRICTS = new Map([
  ['a', 'Amber Valley'],
  ['b', 'Bolsover'],
  ['e', 'Erewash'],
]);

interface Facts {
  standing: Standing;
  districtIds: string[];
  countyWide: boolean;
  sizeBand: 'micro' | 'large' | null;
}

const rowOf = (facts: Facts, at = 0): ReachRow => {
  const { standing, ...place } = facts;
  const organisation = { id: String(at), name: `O${at}`, ...place } as ReachRow['organisation'];
  return { organisation, standing, ways: [], paper: null, people: [], mailed: new Set<string>(), marks: [] };
};

const anyRows = fc
  .array(
    fc.record<Facts>({
      standing: fc.constantFrom(...STANDINGS),
      districtIds: fc.subarray([...DISTRICTS.keys()]),
      countyWide: fc.boolean(),
      sizeBand: fc.constantFrom('micro', 'large', null),
    }),
  )
  .map((all) => all.map(rowOf));

const sum = (all: readonly number[]) => all.reduce((one, two) => one + two, 0);

describe('The figures of reach', () => {
  it('add up to every organisation, line by line, whatever became of them', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { lines, total, reached, missing, open } = viewCounts(rows);
        expect(sum(lines.map(({ count }) => count))).toBe(rows.length);
        expect([total, reached + missing + open]).toEqual([rows.length, rows.length]);
        for (const needed of ['By e-mail', 'On paper', 'By telephone', 'Not reached'])
          expect(lines.map(({ words }) => words)).toContain(needed);
      }),
    );
  });

  it('are told by district with the true total last, and the difference explained', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { bars, words } = viewByDistrict(rows, DISTRICTS);
        const last = bars.at(-1)!;
        expect(sum(last.values)).toBe(rows.length);
        const lines = sum(bars.slice(0, -1).flatMap(({ values }) => values));
        expect(lines).toBeGreaterThanOrEqual(rows.length);
        if (lines > rows.length) expect(words).toContain(`add up to ${lines}, because`);
        else expect(words).not.toContain('because');
        const bands = viewByBand(rows);
        expect(sum(bands.slice(0, -1).flatMap(({ values }) => values))).toBe(sum(bands.at(-1)!.values));
      }),
    );
  });

  it('explain that one organisation in two districts stands in both', () => {
    const rows = [
      rowOf({ standing: 'emailed', districtIds: ['a', 'b'], countyWide: false, sizeBand: null }, 1),
      rowOf({ standing: 'none', districtIds: [], countyWide: false, sizeBand: null }, 2),
    ];
    const { bars, words } = viewByDistrict(rows, DISTRICTS);
    expect(bars.map(({ label, words: said }) => `${label}: ${said}`)).toEqual([
      ...['Amber Valley: 1 of 1', 'Bolsover: 1 of 1', 'District not known: 0 of 1', 'All, each once: 1 of 2'],
    ]);
    expect(words).toBe(
      'There are 2 organisations, and the last line counts each once. The lines of the districts add up to 3, because 1 organisation works in several districts or across all of them and stands in each.',
    );
  });

  it('count whom nothing was new for neither as reached nor as not', () => {
    const rows = [rowOf({ standing: 'nothing', districtIds: [], countyWide: false, sizeBand: null })];
    const { lines, reached, missing, open } = viewCounts(rows);
    expect([reached, missing, open]).toEqual([0, 0, 1]);
    expect(lines.find(({ standing }) => standing === 'nothing')).toMatchObject({ count: 1 });
    expect(viewBar('All', rows).values).toEqual([0, 0, 0, 1, 0]);
    expect(isToRing({ standing: 'nothing', paper: 'no-email' })).toBe(false);
  });

  it('say what the chart shows without it', () => {
    const bar = (label: string, standing: Standing) =>
      viewBar(label, [rowOf({ standing, districtIds: [], countyWide: false, sizeBand: null })]);
    expect(chartWords([bar('18 November 2026', 'emailed'), bar('11 November 2026', 'none')])).toBe(
      'The latest edition reached 1 of 1 organisations. The earliest of the 2 shown here, of 11 November 2026, reached 0 of 1.',
    );
  });

  it('leave to do only whom nobody has reached and who did not ask to be left in peace', () => {
    expect(isToDo({ standing: 'none', paper: 'no-email' })).toBe(true);
    expect(isToDo({ standing: 'none', paper: 'declined' })).toBe(false);
    expect(isToDo({ standing: 'none', paper: null, first: ['phoned'] })).toBe(true);
    for (const standing of STANDINGS.filter((one) => one !== 'none'))
      expect(isToDo({ standing, paper: 'wished' })).toBe(false);
  });
});
