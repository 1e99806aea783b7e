import { nameKey } from './name-key.rules.js';
import { listed, quoted } from './reading.rules.js';

/** The usual headings of each field of a file, the surest first. The field's own name always counts. */
export type Headings<F extends string> = Readonly<Record<F, readonly string[]>>;

/** Which column (counted from 0) holds which field, which headings nobody uses, and what stands in the way. */
export interface ColumnGuess<F extends string> {
  mapping: Partial<Record<F, number>>;
  unused: string[];
  problems: { field: F; problem: string }[];
}

/**
 * Guesses which column holds which field from the headings alone. Fields are served in the order in which `headings`
 * lists them, and a column serves only one field. `required` fields without a column are problems.
 */
export function guessByHeading<F extends string>(
  header: readonly string[],
  headings: Headings<F>,
  required: readonly F[],
): ColumnGuess<F> {
  const keys = header.map(headingKey);
  const mapping: Partial<Record<F, number>> = {};
  const used = new Set<number>();
  for (const field of Object.keys(headings) as F[]) {
    const wanted = [field, ...headings[field]].map(headingKey);
    const column = wanted
      .map((key) => keys.findIndex((k, i) => k === key && !used.has(i)))
      .find((i) => i >= 0);
    if (column === undefined) continue;
    mapping[field] = column;
    used.add(column);
  }
  return finished(header, mapping, required);
}

/**
 * Returns the guess with some columns chosen by a person: `chosen` names a heading for a field, or is empty where the
 * field has no column. A heading that is not there, or one chosen for two fields, is a problem.
 */
export function correctColumns<F extends string>(
  header: readonly string[],
  guess: ColumnGuess<F>,
  chosen: Partial<Record<F, string>>,
  required: readonly F[],
): ColumnGuess<F> {
  const problems: ColumnGuess<F>['problems'] = [];
  const byHand = new Map<F, number>();
  for (const [field, heading] of Object.entries(chosen) as [F, string][]) {
    const column =
      heading.trim() === '' ? -1 : header.findIndex((name) => headingKey(name) === headingKey(heading));
    const other = [...byHand].find(([, taken]) => taken === column)?.[0];
    if (column >= 0 && other)
      problems.push({ field, problem: `The column ${quoted(heading)} is chosen for ${other}, too.` });
    else if (column < 0 && heading.trim() !== '') problems.push({ field, problem: missing(heading, header) });
    else byHand.set(field, column);
  }
  const taken = new Set(byHand.values());
  const kept = (Object.entries(guess.mapping) as [F, number][]).filter(
    ([f, i]) => !byHand.has(f) && !taken.has(i),
  );
  const mapping = Object.fromEntries([...kept, ...[...byHand].filter(([, i]) => i >= 0)]) as Partial<
    Record<F, number>
  >;
  const answer = finished(header, mapping, required);
  return { ...answer, problems: [...problems, ...answer.problems] };
}

function finished<F extends string>(
  header: readonly string[],
  mapping: Partial<Record<F, number>>,
  required: readonly F[],
): ColumnGuess<F> {
  const used = new Set(Object.values(mapping));
  const absent = required.filter((field) => mapping[field] === undefined);
  return {
    mapping,
    unused: header.filter((name, i) => name !== '' && !used.has(i)),
    problems: absent.map((field) => ({
      field,
      problem: `No column is recognised as “${field}”. Name one so, or choose it. The columns are ${names(header)}.`,
    })),
  };
}

function missing(heading: string, header: readonly string[]): string {
  return `There is no column headed ${quoted(heading)}. The columns are ${names(header)}.`;
}

function names(header: readonly string[]): string {
  return listed(header.filter((name) => name !== '').map(quoted));
}

function headingKey(heading: string): string {
  return nameKey(heading.replace(/([a-z])([A-Z])/g, '$1 $2')).replace(/\be mail\b/g, 'email');
}
