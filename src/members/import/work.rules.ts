import type { ContactFacts, RowFacts } from './facts.rules.js';
import { emptyIndex, remember, type Index, type Known } from './match.rules.js';
import { rememberPerson, type KnownPerson, type PeopleIndex } from './people.rules.js';
import type { Said } from './say.rules.js';
import type { Basis, Members, OrganisationRecord, PersonRecord } from '../member-record.rules.js';

/** A record as it was (null: not yet there) and as the file makes it. */
export interface Difference<T> {
  before: T | null;
  after: T;
}

/** How districts and themes, which lists hold by id and key, are called where a person reads of them. */
export interface ListNames {
  district: (id: string) => string;
  theme: (key: string) => string;
}

/** Everything known while a plan is being made: copies of the records, which rows may change, and indexes of them. */
export interface Work {
  basis: Basis;
  names: ListNames;
  organisations: Map<string, Difference<OrganisationRecord> & { said: Said }>;
  people: Map<string, Difference<PersonRecord>>;
  byName: Index;
  byPerson: PeopleIndex;
  /** Everything a row has said so far, with its line. */
  rows: Map<string, number>;
}

/** Returns the work on these members; they themselves are never changed. */
export function beginWork(existing: Members, basis: Basis, names: ListNames): Work {
  const work: Work = {
    basis,
    names,
    organisations: new Map(),
    people: new Map(),
    byName: emptyIndex(),
    byPerson: { at: new Map(), mailboxes: new Map() },
    rows: new Map(),
  };
  for (const before of existing.organisations) addOrganisation(work, { before, after: { ...before } }, null);
  for (const before of existing.people) addPerson(work, { before, after: { ...before } });
  return work;
}

/** Adds an organisation that a row makes; everything but its name and reference is still to be said. */
export function newOrganisation(work: Work, { line, details, reference }: RowFacts): Known {
  const after: OrganisationRecord = {
    id: `new-${line}`,
    reference,
    name: details.name,
    knownAs: null,
    legalForm: null,
    description: null,
    website: null,
    address: null,
    postcode: null,
    telephone: null,
    joined: null,
    listed: null,
    ages: null,
    stage: null,
    identifiers: [],
    coverage: [],
    themes: [],
    figures: [],
  };
  return addOrganisation(work, { before: null, after }, line);
}

/** Adds a person that a row makes; only the name is known so far. */
export function newPerson(work: Work, line: number, { given, family }: ContactFacts): KnownPerson {
  const unsaid = {
    email: null,
    telephone: null,
    mobile: null,
    consent: null,
    wish: null,
    stopped: [],
    roles: [],
  };
  return addPerson(work, { before: null, after: { id: `new-${line}`, given, family, ...unsaid } });
}

/** Returns those that are new or no longer as they were. Lists inside a record are replaced, never changed in place. */
export function differing<T extends object>(differences: Iterable<Difference<T>>): Difference<T>[] {
  return [...differences]
    .filter(({ before, after }) => before === null || keysOf(after).some((key) => before[key] !== after[key]))
    .map(({ before, after }) => ({ before, after }));
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}

function addOrganisation(work: Work, difference: Difference<OrganisationRecord>, line: number | null): Known {
  const known = { record: difference.after, line };
  work.organisations.set(difference.after.id, { ...difference, said: new Map() });
  remember(work.byName, known);
  return known;
}

function addPerson(work: Work, difference: Difference<PersonRecord>): KnownPerson {
  const known = { record: difference.after, said: new Map() };
  work.people.set(difference.after.id, difference);
  rememberPerson(work.byPerson, known);
  return known;
}
