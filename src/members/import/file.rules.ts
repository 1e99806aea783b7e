import type { Refusal } from '../../core/text/reading.rules.js';
import type { ColumnGuess } from '../../core/text/columns.rules.js';
import type { ImportContext } from './cells.rules.js';
import { chooseColumns, type Field } from './columns.rules.js';
import type { RowFacts } from './facts.rules.js';
import { emptyPlan, planSteps, toEnd, type ImportPlan } from './plan.rules.js';
import { readRow } from './row.rules.js';
import type { ListNames } from './work.rules.js';
import type { Basis, Members } from '../member-record.rules.js';

/** A file as `readCsv` gives it. */
export interface MembersFile {
  header: readonly string[];
  headerLine: number;
  records: readonly { line: number; values: readonly string[] }[];
  refused: readonly Refusal[];
}

/** How a file is to be taken: the columns a person has chosen, the ground for writing, and what to read against. */
export interface ImportTerms {
  chosen?: Partial<Record<Field, string>>;
  basis: Basis;
  context: ImportContext;
  /** Without names, districts and themes are shown by id and key. */
  names?: ListNames;
}

const PLAIN: ListNames = { district: (id) => id, theme: (key) => key };

/** The plan of a file, and how its columns were understood. */
export type FilePlan = ImportPlan & { columns: ColumnGuess<Field> };

/**
 * Reads a members' file and plans its import. All refusals are named at once, in the order of the lines: rows that do
 * not fit the headings, cells that cannot be read and rows that contradict each other or the records.
 */
export function planFile(file: MembersFile, existing: Members, terms: ImportTerms): FilePlan {
  return toEnd(planFileSteps(file, existing, terms));
}

const STEP = 500;

/** As `planFile`, but pausing after every 500 rows. */
export function* planFileSteps(
  file: MembersFile,
  existing: Members,
  terms: ImportTerms,
): Generator<void, FilePlan> {
  const columns = chooseColumns(file.header, terms.chosen ?? {});
  const rows = file.records.length + file.refused.length;
  if (columns.problems.length > 0) {
    const refused = columns.problems.map((problem) => ({ line: file.headerLine, ...problem }));
    return { ...emptyPlan(rows), refused, columns };
  }
  const facts: RowFacts[] = [];
  const refused: Refusal[] = [...file.refused];
  for (const [i, record] of file.records.entries()) {
    if (i % STEP === 0) yield;
    const reading = readRow(record, columns.mapping, terms.context);
    if (reading.ok) facts.push(reading.facts);
    else refused.push(...reading.refused);
  }
  const plan = yield* planSteps(facts, existing, terms.basis, terms.names ?? PLAIN);
  const all = [...refused, ...plan.refused].sort((a, b) => a.line - b.line);
  const writes = all.length > 0 ? { organisations: [], people: [] } : {};
  return { ...plan, ...writes, rows, refused: all, columns };
}
