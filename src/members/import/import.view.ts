import { Invalid } from '../../core/errors/index.js';
import type { Refusal } from '../../core/text/index.js';
import type { Basis } from '../member-record.rules.js';
import { FIELD_WORDS as ORGANISATION_WORDS } from '../organisations/organisation.rules.js';
import { FIELD_WORDS as PERSON_WORDS } from '../people/person.rules.js';
import { BASIS_WORDS } from '../preferences/index.js';
import { FIELDS, type Field } from './columns.rules.js';
import type { ColumnChoice } from './import.input.js';
import type { Looked } from './import-file.js';
import type { AppliedChange } from './import-runs.service.js';
import type { ImportCounts } from './plan.rules.js';

/** How much of each list the trial run shows before it is another page's. */
export const SHOWN = 50;
/** Refusals are all to be mended, so more of them are shown; the rest are in the file of problems. */
const REFUSALS_SHOWN = 100;

const WORDS: Partial<Record<Field | 'row' | 'file', string>> = {
  row: 'The whole row',
  file: 'The whole file',
  network: 'Name of the network',
  reference: 'Our reference',
  known_as: 'Also known as',
  contact_name: 'Contact: whole name',
  contact_first_name: 'Contact: first name',
  contact_last_name: 'Contact: last name',
  contact_role: 'Contact: what they do there',
  email: 'Contact: e-mail',
  telephone: 'Contact: telephone',
  mobile: 'Contact: mobile',
  office_telephone: 'Organisation: telephone',
  address: 'Address, or its first line',
  address_2: 'Address: second line',
  address_3: 'Address: third line',
  org_id: 'Identifier such as GB-CHC-1090095',
  directory_opt_in: 'In the directory: yes or no',
  joined: 'Member since',
  income_latest: 'Income in the latest year',
  income_year_end: 'End of that year',
  staff_paid: 'Paid staff',
  ages: 'Ages of the children',
  stage: 'Stage of development: 1, 2 or 3',
  frequency: 'Contact: how often the digest comes',
  reading_minutes: 'Contact: reading time in minutes',
  text_only: 'Contact: text only, yes or no',
  on_paper: 'Contact: on paper, yes or no',
  large_print: 'Contact: large print, yes or no',
  newsletter: 'Contact: newsletter, yes or no',
  urgent_briefings: 'Contact: urgent briefings, yes or no',
};

/** Returns the name of a field, or of a whole row or file, as a person reads it. */
export function fieldWords(field: string): string {
  const words = WORDS[field as Field] ?? field.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns the grounds for writing to people that a network may choose from. */
export function basisItems(isCharity: boolean): { value: Basis; words: string; hint?: string }[] {
  const open = (Object.keys(BASIS_WORDS) as Basis[]).filter((basis) => isCharity || basis !== 'soft-opt-in');
  return open.map((basis) => {
    const hint = basis === 'membership' ? 'We usually choose this.' : undefined;
    return { value: basis, words: BASIS_WORDS[basis], hint };
  });
}

/** Returns the counts of an import as rows of a summary list. */
export function countRows({ rows, created, updated, unchanged }: ImportCounts, refused?: number) {
  return [
    { key: 'Rows in the file', value: rows },
    { key: 'New organisations', value: created },
    { key: 'Rows that change or add something', value: updated },
    { key: 'Rows that change nothing', value: unchanged },
    ...(refused === undefined ? [] : [{ key: 'Lines to mend first', value: refused }]),
  ].map((row) => ({ ...row, value: String(row.value) }));
}

/** Returns everything the page of a trial run shows. */
export function lookModel({ csv, plan, seal }: Looked, basis: Basis) {
  const lines = new Set(plan.refused.map(({ line }) => line)).size;
  const added = plan.organisations.filter(({ before }) => before === null).map(({ after }) => after.name);
  return {
    seal,
    basisWords: BASIS_WORDS[basis],
    counts: countRows(plan, lines),
    lines,
    refused: plan.refused.slice(0, REFUSALS_SHOWN).map(shownRefusal),
    moreRefused: Math.max(0, plan.refused.length - REFUSALS_SHOWN),
    warnings: plan.warnings.slice(0, SHOWN),
    moreWarnings: Math.max(0, plan.warnings.length - SHOWN),
    changes: changeRows(plan).slice(0, SHOWN),
    changeCount: plan.changes.length,
    added: added.slice(0, SHOWN),
    moreAdded: Math.max(0, added.length - SHOWN),
    columns: csv ? columnRows(csv, plan.columns.mapping) : [],
    unused: plan.columns.unused,
    fields: FIELDS.map((value) => ({ value, words: fieldWords(value) })),
    isWaiting: plan.refused.length === 0 && plan.created + plan.updated > 0,
    rows: plan.rows,
  };
}

/** Returns what would change as rows of a table. */
export function changeRows({ changes }: Looked['plan']) {
  return changes.map(({ line, organisation, field, before, after }) => ({
    ...{ line, about: organisation, field: fieldWords(field), before, after },
  }));
}

/** Returns what was changed as rows of the same table; the history has names of its own for fields. */
export function appliedRows({ rows, total }: { rows: AppliedChange[]; total: number }) {
  const words: Record<string, string> = { ...ORGANISATION_WORDS, ...PERSON_WORDS };
  return { total, rows: rows.map((row) => ({ ...row, field: fieldWords(words[row.field] ?? row.field) })) };
}

/**
 * Returns which heading holds which field, from what a person said of each column; a field that no column holds is
 * said to have none. @throws Invalid where two columns hold the same
 */
export function chosenColumns(
  header: readonly string[],
  choices: readonly ColumnChoice[],
): Partial<Record<Field, string>> {
  const chosen = Object.fromEntries(FIELDS.map((field) => [field, ''])) as Record<Field, string>;
  for (const { column, field } of choices) {
    const heading = header[column];
    if (!field || !heading) continue;
    if (chosen[field])
      throw new Invalid({
        [`column-${column}`]: `“${chosen[field]}” and “${heading}” cannot both hold “${fieldWords(field)}”.`,
      });
    chosen[field] = heading;
  }
  return chosen;
}

function shownRefusal({ line, field, problem }: Refusal) {
  return { line, field: fieldWords(field), problem };
}

/** Each column with its heading, the first value in it, and the field it is taken for. */
function columnRows(csv: NonNullable<Looked['csv']>, mapping: Partial<Record<Field, number>>) {
  const fieldOf = new Map(Object.entries(mapping).map(([field, column]) => [column, field]));
  return csv.header.flatMap((heading, at) => {
    const first = csv.records.find(({ values }) => values[at]?.trim())?.values[at] ?? '';
    const example = first.length > 40 ? `${first.slice(0, 39)}…` : first;
    return heading ? [{ name: `column-${at}`, heading, example, field: fieldOf.get(at) ?? '' }] : [];
  });
}
