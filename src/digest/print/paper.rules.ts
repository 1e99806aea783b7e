import { nameKey } from '../../core/text/name-key.rules.js';
import { whyOnPaper, type PaperWhy } from './foot.rules.js';
import { inPostingOrder } from './postal-order.rules.js';
import type { PrintSizeName } from './print-size.rules.js';

/** Somebody at an organisation, and where they get post. */
export interface PaperPerson {
  personId: string;
  name: string;
  isMain: boolean;
  /** Wants paper. */
  wishes: boolean;
  optedOut: boolean;
  /** Whether they may be sent it by e-mail, and if not, why not; empty where nobody knows. */
  status: string;
  largePrint: boolean;
  address: string | null;
  postcode: string | null;
}

/** An organisation that is to get an edition on paper. */
export interface PaperOrganisation {
  id: string;
  name: string;
  /** It gets a correction on paper only because it had the first so. */
  isAsFirst: boolean;
  people: readonly PaperPerson[];
  address: string | null;
  postcode: string | null;
}

/** One printed page with its envelope. */
export interface PaperCopy {
  id: string;
  organisationId: string;
  organisation: string;
  /** The person it is for; empty where nobody is named. */
  name: string;
  /** The people whose page it is. */
  personIds: string[];
  address: string;
  postcode: string | null;
  /** There is somewhere to send it to. */
  isPosted: boolean;
  size: PrintSizeName;
  why: PaperWhy;
}

/**
 * Returns one copy for each organisation and address, in posting order; those without an address, to be handed over,
 * come last, by name. Whoever wishes paper gets it where they get their post, and else at their organisation; an
 * organisation without e-mail gets one for its main contact.
 */
export function paperCopies(all: readonly PaperOrganisation[]): PaperCopy[] {
  const copies = all.flatMap(copiesOf);
  const posted = inPostingOrder(copies.filter(({ isPosted }) => isPosted));
  const handed = copies.filter(({ isPosted }) => !isPosted);
  return [
    ...posted,
    ...handed.sort((a, b) => compare(a.organisation, b.organisation) || compare(a.id, b.id)),
  ];
}

function copiesOf(organisation: PaperOrganisation): PaperCopy[] {
  const wishing = organisation.people.filter(({ wishes, optedOut }) => wishes && !optedOut);
  const open = organisation.people.filter(({ optedOut }) => !optedOut);
  const main = open.find(({ isMain }) => isMain) ?? open[0];
  const meant = wishing.length > 0 ? wishing : main ? [main] : [];
  if (meant.length === 0) return [copyFor(organisation, [], officeOf(organisation))];
  const byAddress = new Map<string, PaperPerson[]>();
  for (const person of meant) {
    const key = keyOf(placeOf(organisation, person));
    byAddress.set(key, [...(byAddress.get(key) ?? []), person]);
  }
  return [...byAddress.values()].map((people) =>
    copyFor(organisation, people, placeOf(organisation, people[0])),
  );
}

interface Place {
  address: string;
  postcode: string | null;
}

/** Somebody's own address counts only where they wish for paper themselves, or the organisation has none. */
function placeOf(organisation: PaperOrganisation, person: PaperPerson): Place {
  const office = officeOf(organisation);
  const own = { address: person.address ?? '', postcode: person.postcode };
  if (keyOf(own) === '') return office;
  return person.wishes || keyOf(office) === '' ? own : office;
}

function officeOf({ address, postcode }: PaperOrganisation): Place {
  return { address: address ?? '', postcode };
}

function copyFor(organisation: PaperOrganisation, people: readonly PaperPerson[], place: Place): PaperCopy {
  const names = people.map(({ name }) => name).filter((name) => name !== '');
  return {
    id: `${organisation.id} ${keyOf(place)}`,
    organisationId: organisation.id,
    organisation: organisation.name,
    name: names.length > 2 ? `${names[0]} and others` : names.join(' and '),
    personIds: people.map(({ personId }) => personId),
    ...place,
    isPosted: place.address.trim() !== '',
    size: people.some(({ largePrint }) => largePrint) ? 'large' : 'standard',
    why: whyOnPaper(people, organisation.isAsFirst),
  };
}

function keyOf({ address, postcode }: Place): string {
  return nameKey(`${address} ${postcode ?? ''}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
