import { nameKey } from '../../core/text/name-key.rules.js';
import { listed } from '../../core/text/reading.rules.js';
import { WHOLE_AREA } from '../district-names.rules.js';
import { orgId } from '../identifiers.rules.js';
import type { Field } from './columns.rules.js';
import type { RowFacts } from './facts.rules.js';
import type { Identifier, OrganisationRecord } from '../member-record.rules.js';

/** An organisation on record, or one that an earlier row of the file makes; `line` is that row's. */
export interface Known {
  record: OrganisationRecord;
  line: number | null;
}

/** Every known organisation by what a row may call it. */
export interface Index {
  references: Map<string, Known>;
  identifiers: Map<string, Known>;
  names: Map<string, Known[]>;
}

export type Match =
  | { kind: 'found'; known: Known; by: 'reference' | 'identifier' | 'name' }
  | { kind: 'new'; warning?: string }
  | { kind: 'refused'; field: Field; problem: string };

/** Returns an empty index; `remember` fills it. */
export function emptyIndex(): Index {
  return { references: new Map(), identifiers: new Map(), names: new Map() };
}

/** Notes an organisation under everything it is called now; what it was called before still finds it. */
export function remember(index: Index, known: Known): void {
  const { record } = known;
  if (record.reference) index.references.set(referenceKey(record.reference), known);
  for (const identifier of record.identifiers) index.identifiers.set(orgId(identifier), known);
  for (const name of [record.name, record.knownAs ?? record.name]) {
    const others = index.names.get(nameKey(name)) ?? [];
    if (!others.includes(known)) index.names.set(nameKey(name), [...others, known]);
  }
}

/**
 * Finds the organisation a row is about: by our reference, else by a number of a register, else by name and district.
 * Where these point at different organisations, or at several, the row is refused with the candidates named: a wrong
 * guess would merge two bodies.
 */
export function matchOrganisation(facts: RowFacts, index: Index): Match {
  const byReference = facts.reference ? index.references.get(referenceKey(facts.reference)) : undefined;
  const numbered = new Map(facts.identifiers.map((id) => [index.identifiers.get(orgId(id)), id]));
  numbered.delete(undefined);
  const holders = [...numbered.keys()] as Known[];
  if (byReference) return withReference(byReference, holders, numbered);
  if (holders.length > 1) return doubt('org_id', `Its numbers belong to ${named(holders)}.`);
  const sameName = index.names.get(nameKey(facts.details.name)) ?? [];
  const near = sameName.filter(({ record }) => overlaps(record.coverage, facts.coverage));
  if (holders.length === 1) return withNumber(holders[0], near);
  return withName(facts, near, sameName);
}

function withReference(known: Known, holders: Known[], numbered: Map<Known | undefined, Identifier>): Match {
  const other = holders.find((holder) => holder !== known);
  if (!other) return { kind: 'found', known, by: 'reference' };
  const number = orgId(numbered.get(other) as Identifier);
  return doubt(
    'reference',
    `The reference is that of ${named([known])}, but ${number} belongs to ${named([other])}.`,
  );
}

function withNumber(holder: Known, near: Known[]): Match {
  if (near.length === 0 || near.includes(holder)) return { kind: 'found', known: holder, by: 'identifier' };
  return doubt(
    'organisation',
    `The number is that of ${named([holder])}, but the name is that of ${named(near)}.`,
  );
}

function withName(facts: RowFacts, near: Known[], sameName: Known[]): Match {
  if (near.length > 1) return doubt('organisation', `This name could be ${named(near, 'or')}.`);
  if (near.length === 0) {
    const warning = `There is already ${named(sameName)} of this name in another district; this row makes another one.`;
    return sameName.length > 0 ? { kind: 'new', warning } : { kind: 'new' };
  }
  const clash = facts.identifiers.find((id) => near[0].record.identifiers.some((own) => differs(own, id)));
  if (!clash) return { kind: 'found', known: near[0], by: 'name' };
  return doubt(
    'organisation',
    `The name is that of ${named(near)}, which has another number than ${orgId(clash)}.`,
  );
}

function doubt(field: Field, sentence: string): Match {
  const wayOut = 'Put the right reference in this row, or correct its name or number.';
  return { kind: 'refused', field, problem: `${sentence} ${wayOut}` };
}

function differs(a: Identifier, b: Identifier): boolean {
  return a.scheme === b.scheme && a.value !== b.value;
}

/** Whether two coverages may be one organisation's: nothing known, or one place in common. */
function overlaps(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0 || a.includes(WHOLE_AREA) || b.includes(WHOLE_AREA)) return true;
  return a.some((place) => b.includes(place));
}

function named(known: readonly Known[], word = 'and'): string {
  const names = known.map(
    ({ record, line }) => `${record.name} (${record.reference ?? `line ${line ?? 0}`})`,
  );
  return listed([...new Set(names)].sort().slice(0, 5), word);
}

function referenceKey(reference: string): string {
  return reference.toUpperCase();
}
