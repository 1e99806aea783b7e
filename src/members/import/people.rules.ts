import { nameKey } from '../../core/text/name-key.rules.js';
import { telephoneKey } from '../../core/text/telephone.rules.js';
import { fullName } from './contact.rules.js';
import type { ContactFacts } from './facts.rules.js';
import type { Said, Saying } from './say.rules.js';
import type { ContactRole, PersonRecord } from '../member-record.rules.js';

/** A person on record, or one that the file makes, with what the file has said of them. */
export interface KnownPerson {
  record: PersonRecord;
  said: Said;
}

/** Everybody known, by organisation and by name and mailbox. */
export interface PeopleIndex {
  at: Map<string, KnownPerson[]>;
  mailboxes: Map<string, KnownPerson[]>;
}

export type PersonMatch =
  { kind: 'found'; known: KnownPerson } | { kind: 'new' } | { kind: 'refused'; problem: string };

/** Notes a person under the organisations where they have a role and under their name and mailbox. */
export function rememberPerson(index: PeopleIndex, known: KnownPerson): void {
  for (const { organisation } of known.record.roles) add(index.at, organisation, known);
  if (known.record.email) add(index.mailboxes, mailboxKey(known.record, known.record.email), known);
}

/**
 * Finds the person a row means: among the organisation's people by name; or, where one side has no name, by mailbox;
 * or, among everybody, one of the same name and the same mailbox. A name alone never joins people of two organisations.
 */
export function matchPerson(contact: ContactFacts, organisation: string, index: PeopleIndex): PersonMatch {
  const here = index.at.get(organisation) ?? [];
  const name = nameKey(fullName(contact));
  if (fullName(contact) === '') return matchMailbox(contact, here);
  const namesakes = here.filter(({ record }) => nameKey(fullName(record)) === name);
  const exact = namesakes.filter(({ record }) => record.email === contact.email);
  if (exact.length === 1 || namesakes.length === 1) return { kind: 'found', known: exact[0] ?? namesakes[0] };
  if (namesakes.length > 1)
    return {
      kind: 'refused',
      problem: `There are ${namesakes.length} people called ${fullName(contact)} here. Give the e-mail address of the one you mean.`,
    };
  if (contact.email === null) return { kind: 'new' };
  const nameless = here.find(({ record }) => fullName(record) === '' && record.email === contact.email);
  const elsewhere = index.mailboxes.get(mailboxKey(contact, contact.email))?.[0];
  const known = nameless ?? elsewhere;
  return known ? { kind: 'found', known } : { kind: 'new' };
}

/** Returns everything a row says about its contact. */
export function personSayings(
  { record }: KnownPerson,
  contact: ContactFacts,
  organisation: string,
): Saying[] {
  const sayings: Saying[] = [];
  const isNamed = fullName(contact) !== '';
  if (isNamed && fullName(record) === '') {
    const { given, family } = contact;
    const apply = () => void Object.assign(record, { given, family });
    sayings.push({ field: 'contact_name', key: 'name', text: fullName(contact), before: null, apply });
  }
  for (const point of ['email', 'telephone', 'mobile'] as const) {
    const text = contact[point];
    if (text === null) continue;
    const same = point === 'email' ? undefined : telephoneKey;
    sayings.push({
      field: point,
      key: point,
      text,
      same,
      before: record[point],
      apply: () => void (record[point] = text),
    });
  }
  const role = record.roles.find((other) => other.organisation === organisation);
  const { title } = contact;
  if (role && title !== null && (isNamed || fullName(record) === '')) {
    const retitled = (own: ContactRole) => (own === role ? { ...own, title } : own);
    const apply = () => void (record.roles = record.roles.map(retitled));
    sayings.push({
      field: 'contact_role',
      key: `title ${organisation}`,
      text: title,
      before: role.title,
      apply,
    });
  }
  return sayings;
}

function matchMailbox({ email }: ContactFacts, here: KnownPerson[]): PersonMatch {
  const known =
    here.find(({ record }) => record.email === email) ?? here.find(({ record }) => fullName(record) === '');
  return known ? { kind: 'found', known } : { kind: 'new' };
}

function mailboxKey(name: { given: string; family: string }, email: string): string {
  return `${nameKey(fullName(name))} ${email}`;
}

function add(map: Map<string, KnownPerson[]>, key: string, known: KnownPerson): void {
  const others = map.get(key) ?? [];
  if (!others.includes(known)) map.set(key, [...others, known]);
}
