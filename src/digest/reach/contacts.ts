import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { CONTACTS, OFFICES } from './reach.queries.js';

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

interface PersonRow extends Omit<PersonContact, 'telephones'> {
  organisationId: string;
  telephone: string | null;
  mobile: string | null;
}

interface OfficeRow {
  organisationId: string;
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
    for (const row of await this.db.query<OfficeRow>(OFFICES, [organisationIds])) {
      const contact = found.get(row.organisationId)!;
      if (row.kind === 'phone') contact.telephones.push(row.value);
      else Object.assign(contact, { address: row.value || null, postcode: row.postcode });
    }
    for (const { organisationId, telephone, mobile, ...person } of await this.db.query<PersonRow>(CONTACTS, [
      organisationIds,
    ])) {
      const { people } = found.get(organisationId)!;
      if (people.some(({ personId }) => personId === person.personId)) continue;
      people.push({ ...person, telephones: [telephone, mobile].filter((one) => one !== null) });
    }
    return found;
  }
}

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
