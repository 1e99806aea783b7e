import type { Refusal } from '../../core/text/reading.rules.js';
import { change, noteBasis, noteWish } from './contact-notes.rules.js';
import { fullName } from './contact.rules.js';
import type { ContactFacts, RowFacts } from './facts.rules.js';
import { matchOrganisation, remember } from './match.rules.js';
import { organisationSayings } from './merge.rules.js';
import { matchPerson, personSayings, rememberPerson, type KnownPerson } from './people.rules.js';
import { take, type FieldChange, type Place, type Said } from './say.rules.js';
import {
  beginWork,
  differing,
  newOrganisation,
  newPerson,
  type Difference,
  type ListNames,
  type Work,
} from './work.rules.js';
import type { Basis, Members, OrganisationRecord, PersonRecord } from '../member-record.rules.js';

/** What became of the rows of a file. These and the refused lines add up to `rows`. */
export interface ImportCounts {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
}

/** What an import would do. */
export interface ImportPlan extends ImportCounts {
  refused: Refusal[];
  warnings: { line: number; warning: string }[];
  /** Every value that differs from what is on record; the values of new organisations are not listed. */
  changes: FieldChange[];
  /** What is to be written; both are empty while anything is refused. */
  organisations: Difference<OrganisationRecord>[];
  people: Difference<PersonRecord>[];
}

interface Outcome {
  refused: Refusal[];
  changes: FieldChange[];
}

const STEP = 500;

/**
 * Works out what the rows of a file would do to the members, and changes nothing itself. Missing rows delete nothing
 * and blanks wipe nothing; a second row for an organisation may add a contact, but not contradict the first. Counts
 * are of rows; with refusals they say what would have been. It pauses after every 500 rows, so that a large file need
 * not hold up everybody else.
 */
export function* planSteps(
  rows: readonly RowFacts[],
  existing: Members,
  basis: Basis,
  names: ListNames,
): Generator<void, ImportPlan> {
  const work = beginWork(existing, basis, names);
  const plan = emptyPlan(rows.length);
  for (const [i, facts] of rows.entries()) {
    if (i % STEP === 0) yield;
    planRow(work, facts, plan);
  }
  if (plan.refused.length > 0) return plan;
  return {
    ...plan,
    organisations: differing(work.organisations.values()),
    people: differing(work.people.values()),
  };
}

/** Runs what pauses now and then to its end, and returns its answer. */
export function toEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Returns the plan of a file without rows. */
export function emptyPlan(rows = 0): ImportPlan {
  const counts = { rows, created: 0, updated: 0, unchanged: 0 };
  return { ...counts, refused: [], warnings: [], changes: [], organisations: [], people: [] };
}

function planRow(work: Work, facts: RowFacts, plan: ImportPlan): void {
  const { line } = facts;
  const match = matchOrganisation(facts, work.byName);
  if (match.kind === 'refused') {
    plan.refused.push({ line, field: match.field, problem: match.problem });
    return;
  }
  if (match.kind === 'found' && match.known.record.left) return passOver(plan, line, match.known.record);
  const isNew = match.kind === 'new';
  if (isNew && match.warning) plan.warnings.push({ line, warning: match.warning });
  const known = isNew ? newOrganisation(work, facts) : match.known;
  const said: Said = work.organisations.get(known.record.id)?.said ?? new Map();
  const place = { line, organisation: known.record.name };
  const own = take(
    organisationSayings(known.record, facts, isNew ? 'new' : match.by, work.names),
    said,
    place,
  );
  const outcome = own.refused.length > 0 ? own : joined(own, planContact(work, facts, known.record, place));
  remember(work.byName, known);
  count(plan, outcome, isNew);
  warnOfRepetition(work, facts, plan);
}

/** Two rows about one organisation are usual, with a contact each; the very same row twice is worth a look. */
function warnOfRepetition(work: Work, { line, ...says }: RowFacts, plan: ImportPlan): void {
  const row = JSON.stringify(says);
  const earlier = work.rows.get(row);
  if (earlier === undefined) work.rows.set(row, line);
  else plan.warnings.push({ line, warning: `This row says nothing that line ${earlier} does not say.` });
}

function passOver(plan: ImportPlan, line: number, { name, reference }: OrganisationRecord): void {
  const who = `${name} (${reference ?? ''})`;
  const warning = `${who} has left the network, so this row was passed over. Renew its membership on its own page first.`;
  plan.unchanged += 1;
  plan.warnings.push({ line, warning });
}

function count(plan: ImportPlan, { refused, changes }: Outcome, isNew: boolean): void {
  plan.refused.push(...refused);
  if (refused.length > 0) return;
  if (isNew) plan.created += 1;
  else if (changes.length > 0) plan.updated += 1;
  else plan.unchanged += 1;
  if (!isNew) plan.changes.push(...changes);
}

function planContact(work: Work, { contact, line }: RowFacts, at: OrganisationRecord, place: Place): Outcome {
  if (!contact) return { refused: [], changes: [] };
  const match = matchPerson(contact, at.id, work.byPerson);
  if (match.kind === 'refused') {
    return { refused: [{ line, field: 'contact_name', problem: match.problem }], changes: [] };
  }
  const known = match.kind === 'found' ? match.known : newPerson(work, line, contact);
  if (movesGuarded(known.record, contact)) {
    return { refused: [{ line, field: 'email', problem: guarded(fullName(known.record)) }], changes: [] };
  }
  const arrival = arrive(work, known, at, place);
  const about = fullName(known.record) || 'the mailbox without a name';
  const outcome = take(personSayings(known, contact, at.id), known.said, { ...place, about });
  const consent = noteBasis(work.basis, known.record, place);
  const wish = noteWish(known.record, contact, place);
  rememberPerson(work.byPerson, known);
  return { refused: outcome.refused, changes: [...arrival, ...outcome.changes, ...consent, ...wish] };
}

/** Whoever can change a list must not be able to take over a colleague's way in. */
function movesGuarded({ guarded, email }: PersonRecord, contact: ContactFacts): boolean {
  return guarded === true && email !== null && contact.email !== null && contact.email !== email;
}

function guarded(name: string): string {
  return `${name} has a role in the network, so a file cannot change the address they sign in with. Leave this cell blank.`;
}

/** Gives the person a part at the organisation, as its main contact when it has none yet. */
function arrive(work: Work, { record }: KnownPerson, at: OrganisationRecord, place: Place): FieldChange[] {
  if (record.roles.some(({ organisation }) => organisation === at.id)) return [];
  const others = work.byPerson.at.get(at.id) ?? [];
  const hasMain = others.some((other) =>
    other.record.roles.some((role) => role.organisation === at.id && role.mainContact),
  );
  record.roles = [...record.roles, { organisation: at.id, title: null, mainContact: !hasMain }];
  return [change(place, 'contact_name', fullName(record) || 'a mailbox without a name')];
}

function joined(a: Outcome, b: Outcome): Outcome {
  return { refused: [...a.refused, ...b.refused], changes: [...a.changes, ...b.changes] };
}
