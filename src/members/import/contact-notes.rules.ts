import type { Basis, PersonRecord } from '../member-record.rules.js';
import type { Field } from './columns.rules.js';
import type { ContactFacts } from './facts.rules.js';
import type { FieldChange, Place } from './say.rules.js';
import { STOPPING, wishWords } from './wishes.rules.js';

/** Writes down the ground for writing to somebody of whom nothing is noted yet; an opt-out is never overruled. */
export function noteBasis(basis: Basis, record: PersonRecord, place: Place): FieldChange[] {
  if (record.email === null || record.consent !== null) return [];
  record.consent = basis;
  return [change(place, 'email', `may be written to (${basis})`)];
}

/** What somebody has chosen for themselves no file changes; a no counts whoever says it. */
export function noteWish(record: PersonRecord, { said }: ContactFacts, place: Place): FieldChange[] {
  const changes: FieldChange[] = [];
  const { wish } = said;
  if (wish && record.wish === null) {
    record.wish = wish;
    changes.push(change(place, 'frequency', wishWords(wish)));
  }
  const stops = said.stopped.filter((list) => !record.stopped.includes(list));
  if (stops.length > 0) record.stopped = [...record.stopped, ...stops];
  return [...changes, ...stops.map((list) => change(place, columnOf(list), 'none'))];
}

function columnOf(list: string): Field {
  return (Object.keys(STOPPING) as (keyof typeof STOPPING)[]).find((name) => STOPPING[name] === list)!;
}

/** Returns a change of something that was not there before. */
export function change(place: Place, field: Field, after: string): FieldChange {
  return { ...place, field, before: null, after };
}
