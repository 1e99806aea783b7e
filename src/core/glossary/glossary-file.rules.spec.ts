import { describe, expect, it } from '@jest/globals';
import { guessGlossaryColumns, planGlossary, readTermRow, type TermRow } from './glossary-file.rules.js';
import { withAmbiguity } from './term.rules.js';

const row = (short: string, long: string, meaning = '', usedFor = ''): TermRow => ({
  ...{ line: 2, short, long, meaning, usedFor },
});
const terms = withAmbiguity([
  { id: '1', short: 'CAF', long: 'Common Assessment Framework', meaning: 'A form.' },
]);
const counts = (rows: TermRow[]) => {
  const { add, change, excuse, unchanged } = planGlossary(rows, terms, ['BBC']);
  return [add.length, change.length, excuse.length, unchanged];
};

describe('A glossary’s file', () => {
  it('adds, changes and excuses, and takes nothing out', () => {
    expect(counts([row('CAF', 'child and family', 'x'), row('XYZ', 'y')])).toEqual([2, 0, 0, 0]);
    expect(counts([row('CAF', 'Common Assessment Framework', 'Another.')])).toEqual([0, 1, 0, 0]);
    expect(counts([row('CAF', 'Common Assessment Framework', 'A form.'), row('BBC', '')])).toEqual([
      0, 0, 0, 2,
    ]);
    expect(counts([row('ITN', ''), row('ITN', ''), row('XYZ', 'y'), row('XYZ', 'y')])).toEqual([1, 0, 1, 2]);
    expect(counts([])).toEqual([0, 0, 0, 0]);
  });

  it('is read by its headings, whatever they are called', () => {
    const { mapping, problems } = guessGlossaryColumns(['Acronym', 'Stands for', 'Explanation']);
    expect(problems).toEqual([]);
    expect(readTermRow({ line: 3, values: [' CAF ', 'Common  Assessment', 'A form.'] }, mapping)).toEqual({
      row: { line: 3, short: 'CAF', long: 'Common Assessment', meaning: 'A form.', usedFor: '' },
      refused: [],
    });
    expect(guessGlossaryColumns(['x']).problems).toHaveLength(2);
  });

  it('says what is wrong with a row', () => {
    const { mapping } = guessGlossaryColumns(['short', 'long']);
    const fields = (values: string[]) =>
      readTermRow({ line: 2, values }, mapping).refused.map(({ field }) => field);
    expect(fields(['two words', 'x'])).toEqual(['short']);
    expect(fields(['AB', 'x'.repeat(201)])).toEqual(['long']);
    expect(fields(['A'.repeat(21), 'x'])).toEqual(['short']);
  });
});
