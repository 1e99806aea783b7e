import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { A4, mm } from '../../core/pdf/leaf.rules.js';
import { heightOf, type Measure } from '../../core/pdf/wrap.rules.js';
import { addressLines, fitAddress, labelLeaves, labelSpace, type Addressee } from './label.rules.js';
import { LABEL_SHEETS, labelPlaces, labelSheet, perSheet } from './label-sheets.rules.js';

const even: Measure = (text, size) => text.length * size * 0.52;
const LARKFIELD: Addressee = {
  name: 'Maureen Tideswell',
  organisation: 'Larkfield Playgroup',
  address: 'The Old Chapel\n3 Wharf Row\nBelper',
  postcode: 'DE56 1AA',
};

describe('Sheets of labels', () => {
  it('have as many labels as their name says', () => {
    expect(LABEL_SHEETS.map((sheet) => [sheet.code, perSheet(sheet)])).toEqual([
      ...[
        ['L7160', 21],
        ['L7161', 18],
        ['L7163', 14],
        ['L7165', 8],
      ],
    ]);
  });

  it.each(LABEL_SHEETS)('$code: every label is on the paper and none lies over another', (sheet) => {
    const places = labelPlaces(sheet, perSheet(sheet));
    for (const [at, { x, y }] of places.entries()) {
      expect(x >= 0 && x + sheet.width <= 210.001).toBe(true);
      expect(y >= 0 && y + sheet.height <= 297.001).toBe(true);
      for (const other of places.slice(at + 1)) {
        const apart = Math.abs(other.x - x) >= sheet.width || Math.abs(other.y - y) >= sheet.height - 0.001;
        expect(apart).toBe(true);
      }
    }
    // What is left of the paper is the same on both sides.
    const right = 210 - Math.max(...places.map(({ x }) => x + sheet.width));
    expect(Math.abs(right - sheet.left)).toBeLessThan(0.3);
  });

  it('begin at the first free label of a sheet that was used before', () => {
    const sheet = labelSheet('L7160')!;
    const places = labelPlaces(sheet, 22, 20);
    expect(places.map(({ sheet: at }) => at)).toEqual([0, 0, ...Array<number>(20).fill(1)]);
    expect(places[0]).toEqual(labelPlaces(sheet, 20)[19]);
    expect(labelPlaces(sheet, 1, 99)).toEqual(labelPlaces(sheet, 1));
  });
});

describe('An address on a label', () => {
  it('is written as the post office likes it, the same line never twice', () => {
    expect(addressLines(LARKFIELD)).toEqual([
      ...['Maureen Tideswell', 'Larkfield Playgroup', 'The Old Chapel', '3 Wharf Row', 'Belper', 'DE56 1AA'],
    ]);
    expect(addressLines({ ...LARKFIELD, name: 'Larkfield Playgroup', postcode: null })).toEqual([
      ...['Larkfield Playgroup', 'The Old Chapel', '3 Wharf Row', 'Belper'],
    ]);
  });

  it('gets smaller until it fits, and keeps its postcode when nothing else would fit', () => {
    const [small] = LABEL_SHEETS;
    const space = labelSpace(small, { x: small.left, y: small.top });
    expect(fitAddress(addressLines(LARKFIELD), space, even)[0].size).toBe(11);
    const long = { ...LARKFIELD, organisation: 'The Association of Playgroups '.repeat(4) };
    expect(fitAddress(addressLines(long), space, even)[0].size).toBeLessThan(11);
    const endless = { ...LARKFIELD, address: 'The Old Chapel in the Long Lane\n'.repeat(30) };
    const lines = fitAddress(addressLines(endless), space, even);
    expect(lines.at(-1)!.runs).toEqual([{ text: 'DE56 1AA', bold: false }]);
  });

  it('stays inside its label, whatever it is and on whichever sheet', () => {
    const text = fc.string({ maxLength: 60 });
    const someone = fc.record({
      name: text,
      organisation: fc.string({ maxLength: 200 }),
      address: fc.array(text, { maxLength: 9 }).map((lines) => lines.join('\n')),
      postcode: fc.option(fc.constantFrom('DE56 1AA', 'S40 1AA')),
    });
    const sheets = fc.constantFrom(...LABEL_SHEETS);
    fc.assert(
      fc.property(
        fc.array(someone, { maxLength: 4 }),
        sheets,
        fc.integer({ min: 1, max: 21 }),
        (all, sheet, first) => {
          const spaces = labelPlaces(sheet, all.length, first).map((place) => ({
            ...labelSpace(sheet, place),
            sheet: place.sheet,
          }));
          for (const [at, lines] of labelLeaves(all, sheet, even, first).entries()) {
            for (const { x, y, size, runs } of lines ?? []) {
              const wide = runs.reduce((sum, run) => sum + even(run.text, size, false), 0);
              const home = spaces.find(
                (space) => space.sheet === at && x === space.x && y >= space.y && y < space.y + space.height,
              )!;
              expect(x + wide).toBeLessThanOrEqual(home.x + home.width + 0.01);
              expect(y + heightOf(1, size)).toBeLessThanOrEqual(home.y + home.height + 0.01);
              expect(x + wide).toBeLessThan(A4.width);
            }
          }
        },
      ),
    );
    expect(mm(25.4)).toBe(72);
  });
});
