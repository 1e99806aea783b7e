import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';
import { ContactPoint } from './contact-point.entity.js';
import { CONTACT_KINDS, contactKey, type Contact, type ContactField } from './contact-point.rules.js';

/** Whose contact points are meant. */
export type Owner = { personId: string } | { organisationId: string };

/** Why nothing is sent to an address. */
export interface Hold {
  since: Date;
  because: string | null;
}

/** Keeps how people and organisations are reached. */
@Injectable()
export class ContactPoints {
  constructor(private readonly db: Db) {}

  /** Makes the fields that are given be as given; null takes one away. A new value is not held any more. */
  async keep(owner: Owner, contact: Partial<Contact>): Promise<void> {
    for (const field of Object.keys(CONTACT_KINDS) as ContactField[]) {
      const value = contact[field];
      if (field === 'address' && contact.postcode !== undefined) {
        await this.#put(owner, field, value || contact.postcode ? (value ?? '') : null, contact.postcode);
      } else if (value !== undefined) await this.#put(owner, field, value, null);
    }
  }

  /** Returns since when and why the addresses of people are on hold, by person; whose works is not there. */
  async heldAmong(personIds: readonly string[]): Promise<Map<string, Hold>> {
    const rows = await this.db.query<Hold & { id: string }>(
      `select person_id as id, held_since as since, held_because as because from contact_point
       where person_id = any ($1::uuid[]) and kind = 'email' and held_since is not null`,
      [personIds],
    );
    return new Map(rows.map(({ id, ...hold }) => [id, hold]));
  }

  async #put(
    owner: Owner,
    field: ContactField,
    value: string | null,
    postcode: string | null,
  ): Promise<void> {
    const place = { ...owner, ...CONTACT_KINDS[field] };
    // A label of null must be looked for as such, which a repository's criteria cannot say.
    await this.db.query(
      `delete from contact_point where (organisation_id = $1 or person_id = $2) and kind = $3 and label is not distinct from $4`,
      [
        'organisationId' in owner ? owner.organisationId : null,
        'personId' in owner ? owner.personId : null,
        place.kind,
        place.label,
      ],
    );
    if (value === null) return;
    const valueKey = contactKey(field, value);
    await this.db.of(ContactPoint).insert({ id: newId(), ...place, value, valueKey, postcode });
  }
}

/** Returns the SQL that gathers the contact of the owner in a column, as an object of those fields that are known. */
export function contactColumn(ownerColumn: 'organisation_id' | 'person_id', owner: string): string {
  return `(select coalesce(jsonb_object_agg(case when kind = 'post' then 'address' when kind = 'email' then 'email'
      else coalesce(label, 'telephone') end, value)
      || coalesce(jsonb_object_agg('postcode', postcode) filter (where postcode is not null), '{}'), '{}')
    from contact_point where ${ownerColumn} = ${owner} and kind in ('email', 'phone', 'post'))`;
}
