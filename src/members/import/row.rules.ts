import { cleanText } from '../../core/text/normalise.rules.js';
import type { Reading, Refusal } from '../../core/text/reading.rules.js';
import { READERS, type ImportContext, type RowValues } from './cells.rules.js';
import type { Field, Mapping } from './columns.rules.js';
import { factsOf, type RowFacts } from './facts.rules.js';

/** Fields whose line breaks are kept. */
const LINES: ReadonlySet<Field> = new Set<Field>(['address', 'description', 'districts', 'themes']);

const NAMELESS = 'The name of the organisation is missing. Fill it in, or take the row out.';

/**
 * Reads one record of a members' file: either every fact in it, or every reason why it cannot be taken. A blank cell
 * says nothing. The record's values are as `readCsv` gives them, without formula prefixes.
 */
export function readRow(
  record: { line: number; values: readonly string[] },
  mapping: Mapping,
  context: ImportContext,
): { ok: true; facts: RowFacts } | { ok: false; refused: Refusal[] } {
  const refusals: Refusal[] = [];
  const refuse = (field: Field, problem: string) => refusals.push({ line: record.line, field, problem });
  const values: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(mapping) as [Field, number][]) {
    const typed = record.values[column] ?? '';
    const text = cleanText(typed, { lines: LINES.has(field) });
    if (text === '') continue;
    // An address with a hidden character in it is refused, not mended.
    const reading: Reading<unknown> = READERS[field](field === 'email' ? typed : text, context);
    if (reading.ok) values[field] = reading.value;
    else refuse(field, reading.problem);
  }
  const name = mapping.organisation === undefined ? '' : (record.values[mapping.organisation] ?? '');
  if (cleanText(name) === '') refuse('organisation', NAMELESS);
  if (refusals.length > 0) return { ok: false, refused: refusals };
  return { ok: true, facts: factsOf(record.line, values as RowValues) };
}
