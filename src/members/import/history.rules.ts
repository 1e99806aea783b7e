import { WHOLE_AREA } from '../district-names.rules.js';
import { FIGURE_WORDS, figureWords } from '../figures/figure.rules.js';
import { differences, type FieldChange } from '../history/history.rules.js';
import type { OrganisationRecord, PersonRecord } from '../member-record.rules.js';
import { inWords } from '../organisations/organisation.rules.js';
import { roleWords } from '../roles/role.rules.js';
import { wishWords } from './wishes.rules.js';
import type { Difference, ListNames } from './work.rules.js';

/** The history of a record begins with this one line; what it says then is in the record. */
const ADDED: FieldChange[] = [{ field: 'record', before: null, after: 'added' }];

/** Returns what the history says of an organisation's change. */
export function organisationHistory(
  { before, after }: Difference<OrganisationRecord>,
  { district: districtName }: ListNames,
): FieldChange[] {
  if (before === null) return ADDED;
  const words = (record: OrganisationRecord) => ({
    ...organisationWords(record, districtName),
    joined: record.joined,
    ...figures(record),
  });
  return differences(words(before), words(after));
}

/** Returns what the history says of a person's change. `organisationName` gives the name of an organisation's id. */
export function personHistory(
  { before, after }: Difference<PersonRecord>,
  organisationName: (id: string) => string,
): FieldChange[] {
  const words = (record: PersonRecord) => ({
    given: record.given || null,
    family: record.family || null,
    email: record.email,
    telephone: record.telephone,
    mobile: record.mobile,
    reading: record.wish && wishWords(record.wish),
    stopped: record.stopped.join(', ') || null,
  });
  const parts = (record: PersonRecord | null) =>
    Object.fromEntries(
      (record?.roles ?? []).map(({ organisation, title, mainContact }) => [
        `role at ${organisationName(organisation)}`,
        `${roleWords({ role: 'contact', title })}${mainContact ? ', main contact' : ''}`,
      ]),
    );
  const own = before === null ? ADDED : differences(words(before), words(after));
  return [...own, ...differences(parts(before), parts(after))];
}

function organisationWords(record: OrganisationRecord, districtName: (id: string) => string) {
  return inWords(
    {
      ...{ ...record, reference: record.reference ?? '', listed: record.listed ?? false, email: null },
      ...{ version: 0, precision: 'exact', mainContactId: null, income: null },
      ...{ ageFrom: record.ages?.from ?? null, ageTo: record.ages?.to ?? null },
      countyWide: record.coverage.includes(WHOLE_AREA),
      districtIds: record.coverage.filter((id) => id !== WHOLE_AREA),
    },
    districtName,
  );
}

function figures({ figures }: OrganisationRecord): Record<string, string> {
  const named = figures.map((figure) => {
    const { kind, yearEnd } = figure;
    const field = FIGURE_WORDS[kind].toLowerCase() + (yearEnd ? `, year to ${yearEnd}` : '');
    return [field, figureWords(figure)];
  });
  return Object.fromEntries(named) as Record<string, string>;
}
