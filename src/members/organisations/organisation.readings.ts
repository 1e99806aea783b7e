import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { Invalid, type Problems } from '../../core/errors/index.js';
import { Districts } from '../districts/index.js';
import { themeReader } from '../themes.rules.js';
import type { OrganisationPatch } from './organisation.input.js';
import { withIdentifiers, type OrganisationFacts } from './organisation.rules.js';
import { refuseAges } from './serving.rules.js';

const readTheme = themeReader();

/** Makes a record of what was typed: names become districts and themes, and nothing may be another's already. */
@Injectable()
export class OrganisationReadings {
  constructor(
    private readonly db: Db,
    private readonly districts: Districts,
  ) {}

  /** Returns a record that says nothing yet. */
  blank(id: string): OrganisationFacts {
    const nothing = { knownAs: null, legalForm: null, description: null, website: null, mainContactId: null };
    const contact = { email: null, telephone: null, address: null, postcode: null };
    const serving = { ageFrom: null, ageTo: null, stage: null, income: null };
    const lists = { identifiers: [], countyWide: false, districtIds: [], themes: [] };
    const precision = 'exact' as const;
    return {
      id,
      version: 0,
      reference: '',
      name: '',
      listed: false,
      precision,
      ...nothing,
      ...contact,
      ...serving,
      ...lists,
    };
  }

  /** Returns the record with everything that was said put in. @throws Invalid */
  async applied(before: OrganisationFacts, input: OrganisationPatch): Promise<OrganisationFacts> {
    const { districts, themes, charityNumber, companyNumber, countyWide, listed, reference, ...plain } =
      input;
    const said = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
    const problems: Problems = {};
    const after: OrganisationFacts = {
      ...before,
      ...said,
      listed: listed ?? before.listed,
      reference: reference ?? before.reference,
      identifiers: withIdentifiers(before.identifiers, { charityNumber, companyNumber }),
      countyWide: countyWide ?? before.countyWide,
      districtIds: await this.#districts(before, input, problems),
      themes: themes ? this.#themes(themes, problems) : before.themes,
    };
    const ages = refuseAges(after.ageFrom, after.ageTo);
    if (ages) problems.ageTo = ages;
    await this.#refuseTaken(after, input, problems);
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    return after;
  }

  async #districts(
    before: OrganisationFacts,
    { districts, countyWide }: OrganisationPatch,
    problems: Problems,
  ): Promise<string[]> {
    if (countyWide === true) return [];
    if (!districts) return before.districtIds;
    const read = await this.districts.reader();
    const ids = districts.map((typed) => {
      const reading = read(typed);
      if (!reading.ok) problems.districts = reading.problem;
      return reading.ok ? reading.value.id : '';
    });
    if (countyWide === false && ids.length === 0)
      problems.districts = 'Choose at least one district, or say that it works everywhere.';
    return [...new Set(ids)];
  }

  #themes(themes: string[], problems: Problems): string[] {
    const keys = themes.map((typed) => {
      const reading = readTheme(typed);
      if (!reading.ok) problems.themes = reading.problem;
      return reading.ok ? reading.value.key : '';
    });
    return [...new Set(keys)].sort();
  }

  /** References and registered numbers tell organisations apart, so two cannot have the same. */
  async #refuseTaken(after: OrganisationFacts, input: OrganisationPatch, problems: Problems): Promise<void> {
    const { charityNumber, companyNumber } = input;
    const numbers = { charityNumber, companyNumber };
    const taken = await this.db.query<{ reference: string; name: string; scheme: string; value: string }>(
      `select o.reference, o.name, i.scheme, i.value from organisation o
       left join org_identifier i on i.network_id = o.network_id and i.organisation_id = o.id
       where o.id <> $1 and (o.reference = $2 or (i.scheme, i.value) in
         (select r.scheme, r.value from jsonb_to_recordset($3::jsonb) as r (scheme text, value text)))`,
      [after.id, after.reference, JSON.stringify(after.identifiers)],
    );
    for (const other of taken) {
      if (other.reference === after.reference) problems.reference = `This is the reference of ${other.name}.`;
      for (const [field, number] of Object.entries(numbers))
        if (number && number.scheme === other.scheme && number.value === other.value)
          problems[field] = `This is the number of ${other.name}, which is here already.`;
    }
  }
}
