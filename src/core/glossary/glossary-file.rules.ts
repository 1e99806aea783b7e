import { guessByHeading, type ColumnGuess } from '../text/columns.rules.js';
import { cleanText } from '../text/normalise.rules.js';
import type { Refusal } from '../text/reading.rules.js';
import { refuseShort, TERM_LIMITS, type Term } from './term.rules.js';

/** A row of a glossary's file: a term, or, with no long form, capitals that everybody knows. */
export type TermRow = Required<Pick<Term, 'short' | 'long' | 'meaning' | 'usedFor'>> & { line: number };

/** What the rows of a file would do. */
export interface GlossaryPlan {
  add: TermRow[];
  change: { id: string; row: TermRow }[];
  excuse: string[];
  unchanged: number;
}

const HEADINGS = {
  short: ['short form', 'abbreviation', 'acronym', 'initials', 'term'],
  long: ['long form', 'stands for', 'in full', 'full name'],
  meaning: ['what it is', 'explanation', 'definition', 'description'],
  used_for: ['used for', 'where', 'for', 'district', 'theme'],
};

type Field = keyof typeof HEADINGS;

/** The columns of the file, as it is written and read. */
export const GLOSSARY_COLUMNS = Object.keys(HEADINGS) as Field[];

/** Guesses the columns of a glossary's file; the short and the long form must be among them. */
export function guessGlossaryColumns(header: readonly string[]): ColumnGuess<Field> {
  return guessByHeading(header, HEADINGS, ['short', 'long']);
}

/** Reads one record of a glossary's file: the row, or every reason why it cannot be taken. */
export function readTermRow(
  { line, values }: { line: number; values: readonly string[] },
  mapping: ColumnGuess<Field>['mapping'],
): { row: TermRow; refused: Refusal[] } {
  const cell = (field: Field) => {
    const column = mapping[field];
    return column === undefined ? '' : cleanText(values[column] ?? '');
  };
  const row = {
    line,
    short: cell('short'),
    long: cell('long'),
    meaning: cell('meaning'),
    usedFor: cell('used_for'),
  };
  const refused: Refusal[] = [];
  const problem = refuseShort(row.short);
  if (problem) refused.push({ line, field: 'short', problem });
  for (const part of ['short', 'long', 'meaning', 'usedFor'] as const) {
    if (row[part].length <= TERM_LIMITS[part]) continue;
    const field = part === 'usedFor' ? 'used_for' : part;
    refused.push({
      line,
      field,
      problem: `This is longer than we can keep: use up to ${TERM_LIMITS[part]} characters.`,
    });
  }
  return { row, refused };
}

/**
 * Works out what rows do to a glossary: a term with the same short and long form gets the row's other words, any other
 * row is a new term, and one without a long form excuses its capitals. Nothing is taken out, and doing it twice
 * changes nothing more.
 */
export function planGlossary(
  rows: readonly TermRow[],
  terms: readonly Term[],
  excused: readonly string[],
): GlossaryPlan {
  const known = new Map(terms.map((term) => [`${term.short} ${term.long}`, term]));
  const allowed = new Set(excused);
  const done = new Set<string>();
  const plan: GlossaryPlan = { add: [], change: [], excuse: [], unchanged: 0 };
  for (const row of rows) {
    const key = `${row.short} ${row.long}`;
    const before = known.get(key);
    const isNew = !done.has(key);
    done.add(key);
    if (isNew && row.long === '' && !allowed.has(row.short)) plan.excuse.push(row.short);
    else if (isNew && row.long !== '' && !before) plan.add.push(row);
    else if (isNew && before && !sameWords(before, row)) plan.change.push({ id: before.id, row });
    else plan.unchanged += 1;
  }
  return plan;
}

function sameWords(term: Term, row: TermRow): boolean {
  return (term.meaning ?? '') === row.meaning && (term.usedFor ?? '') === row.usedFor;
}
