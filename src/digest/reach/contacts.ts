import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { CONTACTS, HOMES, OFFICES } from './reach.queries.js';

/** Somebody at an organisation, and how they are reached without e-mail. */
export interface PersonContact {
  personId: string;
  name: string;
  isMain: boolean;
  address: string | null;
  postcode: string | null;
  telephones: string[];
}

/** How an organisation is reached without e-mail. */
export interface OrganisationContact {
  people: PersonContact[];
  address: string | null;
  postcode: string | null;
  telephones: string[];
}

type PersonRow = Pick<PersonContact, 'personId' | 'name' | 'isMain'> & { organisationId: string };

interface Point {
  kind: 'post' | 'phone';
  label: string | null;
  value: string;
  postcode: string | null;
}

/** Knows where organisations get post, and where they are telephoned. */
@Injectable()
export class Contacts {
  constructor(private readonly db: Db) {}

  /** Returns the contacts of these organisations today; the main contact of each comes first. */
  async of(organisationIds: readonly string[]): Promise<Map<string, OrganisationContact>> {
    const found = new Map<string, OrganisationContact>(
      organisationIds.map((id) => [id, { people: [], address: null, postcode: null, telephones: [] }]),
    );
    for (const row of await this.db.query<Point & { organisationId: string }>(OFFICES, [organisationIds])) {
      const contact = found.get(row.organisationId)!;
      if (row.kind === 'phone') contact.telephones.push(row.value);
      else Object.assign(contact, { address: row.value || null, postcode: row.postcode });
    }
    const rows = await this.db.query<PersonRow>(CONTACTS, [organisationIds]);
    const homes = await this.#homes(rows.map(({ personId }) => personId));
    for (const { organisationId, ...person } of rows) {
      const { people } = found.get(organisationId)!;
      if (people.some(({ personId }) => personId === person.personId)) continue;
      people.push({ ...person, ...(homes.get(person.personId) ?? NOWHERE) });
    }
    return found;
  }

  /** Where people get post and are telephoned themselves: their telephone first, then their mobile. */
  async #homes(personIds: readonly string[]): Promise<Map<string, Home>> {
    const homes = new Map<string, Home>();
    for (const point of await this.db.query<Point & { personId: string }>(HOMES, [personIds])) {
      const home = homes.get(point.personId) ?? NOWHERE;
      const { kind, label, value, postcode } = point;
      if (kind === 'post') homes.set(point.personId, { ...home, address: value, postcode });
      else if (label === null)
        homes.set(point.personId, { ...home, telephones: [value, ...home.telephones] });
      else if (label === 'mobile')
        homes.set(point.personId, { ...home, telephones: [...home.telephones, value] });
    }
    return homes;
  }
}

type Home = Pick<PersonContact, 'address' | 'postcode' | 'telephones'>;

const NOWHERE: Home = { address: null, postcode: null, telephones: [] };

/** Returns whom to telephone, and the first number: the main contact's own, else anybody's, else the organisation's. */
export function whomToTelephone({ people, telephones }: OrganisationContact): {
  personId: string | null;
  name: string;
  telephone: string;
} | null {
  const person = people.find((one) => one.telephones.length > 0);
  const office = telephones[0];
  if (person && (person.isMain || office === undefined))
    return { personId: person.personId, name: person.name, telephone: person.telephones[0] };
  if (office !== undefined) {
    const [first] = people;
    return { personId: first?.personId ?? null, name: first?.name ?? '', telephone: office };
  }
  return null;
}
