import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { ContactPoints } from '../contact-points/index.js';
import { Organisation } from './organisation.entity.js';
import { sortName, type OrganisationFacts } from './organisation.rules.js';

const CONTACT = ['email', 'telephone', 'address', 'postcode'] as const;

/** Writes an organisation's record into its tables; who may, and what is noted of it, others see to. */
@Injectable()
export class OrganisationStore {
  constructor(
    private readonly db: Db,
    private readonly contactPoints: ContactPoints,
  ) {}

  /** Writes a new record. */
  async insert(facts: OrganisationFacts): Promise<void> {
    await this.db.of(Organisation).insert({ ...columns(facts), id: facts.id, version: 1 });
    await this.#lists(facts, { identifiers: true, places: true, themes: true });
    const { email, telephone, address, postcode } = facts;
    await this.contactPoints.keep({ organisationId: facts.id }, { email, telephone, address, postcode });
  }

  /** Writes what is other than before, and the next version. @throws Conflict when somebody was faster */
  async update(before: OrganisationFacts, after: OrganisationFacts): Promise<void> {
    const { id, version } = before;
    const { affected } = await this.db
      .of(Organisation)
      .update({ id, version }, { ...columns(after), version: version + 1, updatedAt: () => 'app_now()' });
    if (!affected) throw new Conflict('Somebody else has just changed this record.');
    await this.#lists(after, {
      identifiers: isOther(before.identifiers, after.identifiers),
      places: isOther(before.districtIds, after.districtIds) || isOther(before.countyWide, after.countyWide),
      themes: isOther(before.themes, after.themes),
    });
    const changed = CONTACT.filter((field) => before[field] !== after[field]);
    // The postcode lies with the address: if one is another, both are written.
    const postal = changed.some((field) => field === 'address' || field === 'postcode');
    const fields = [...changed, ...(postal ? (['address', 'postcode'] as const) : [])];
    const contact = Object.fromEntries(fields.map((field) => [field, after[field]]));
    await this.contactPoints.keep({ organisationId: id }, contact);
  }

  /** Replaces those lists that are another. */
  async #lists(
    { id, identifiers, districtIds, countyWide, themes }: OrganisationFacts,
    changed: { identifiers: boolean; places: boolean; themes: boolean },
  ): Promise<void> {
    if (changed.identifiers) {
      const rows = identifiers.map((one) => ({ id: newId(), ...one }));
      await this.db.query('delete from org_identifier where organisation_id = $1', [id]);
      await this.db.query(
        `insert into org_identifier (id, organisation_id, scheme, value)
         select r.id, $1, r.scheme, r.value from jsonb_to_recordset($2::jsonb) as r (id uuid, scheme text, value text)`,
        [id, JSON.stringify(rows)],
      );
    }
    if (changed.places) {
      const places = [...(countyWide ? [null] : []), ...districtIds];
      await this.db.query('delete from coverage where organisation_id = $1', [id]);
      await this.db.query(
        `insert into coverage (organisation_id, district_id, primary_one, scope)
         select $1, d, at = 1, case when d is null then 'county' else 'district' end
         from unnest($2::uuid[]) with ordinality as p (d, at)`,
        [id, places],
      );
    }
    if (changed.themes) {
      await this.db.query('delete from organisation_theme where organisation_id = $1', [id]);
      await this.db.query(
        'insert into organisation_theme (organisation_id, theme) select $1, unnest($2::text[])',
        [id, themes],
      );
    }
  }
}

function columns(facts: OrganisationFacts) {
  const { reference, name, knownAs, legalForm, website, listed, precision, ageFrom, ageTo, stage } = facts;
  const description = facts.description ?? '';
  return {
    reference,
    name,
    sortName: sortName(name),
    knownAs,
    legalForm,
    description,
    website,
    listed,
    precision,
    ...{ ageFrom, ageTo, stage },
  };
}

function isOther(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
