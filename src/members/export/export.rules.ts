import { FIELDS, type Field } from '../import/columns.rules.js';
import { wishCells } from '../import/wishes.rules.js';
import type { ListNames } from '../import/work.rules.js';
import { agesWords } from '../organisations/serving.rules.js';
import { orgId } from '../identifiers.rules.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import type {
  FigureKind,
  Identifier,
  Members,
  OrganisationRecord,
  PersonRecord,
} from '../member-record.rules.js';

/** The headings of the export: the fields an import knows, but for those it has only to understand other lists. */
const LEFT_OUT: ReadonlySet<Field> = new Set<Field>([
  'network',
  'contact_name',
  'address_2',
  'address_3',
  'town',
  'county',
]);
export const EXPORT_COLUMNS: readonly Field[] = FIELDS.filter((field) => !LEFT_OUT.has(field));

type Row = Partial<Record<Field, string | number>>;

/**
 * Returns the members as rows under `EXPORT_COLUMNS`, by name: a row for each contact of an organisation, the main
 * contact first, or one row where there is none. Imported again, they change nothing.
 */
export function exportRows(
  { organisations, people }: Members,
  names: ListNames,
): (string | number | undefined)[][] {
  const contacts = new Map<string, PersonRecord[]>();
  for (const person of people) {
    for (const { organisation } of person.roles)
      contacts.set(organisation, [...(contacts.get(organisation) ?? []), person]);
  }
  const ordered = [...organisations].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.id.localeCompare(b.id),
  );
  return ordered.flatMap((organisation) => {
    const own = organisationRow(organisation, names);
    const rows = (contacts.get(organisation.id) ?? [])
      .map((person) => ({ person, role: person.roles.find((role) => role.organisation === organisation.id) }))
      .sort((a, b) => Number(b.role?.mainContact ?? false) - Number(a.role?.mainContact ?? false))
      .map(({ person, role }) => ({ ...own, ...personRow(person, role?.title ?? null) }));
    return (rows.length > 0 ? rows : [own]).map((row: Row) => EXPORT_COLUMNS.map((field) => row[field]));
  });
}

function organisationRow(organisation: OrganisationRecord, names: ListNames): Row {
  const { legalForm, listed } = organisation;
  return {
    reference: organisation.reference ?? '',
    organisation: organisation.name,
    known_as: organisation.knownAs ?? '',
    districts: organisation.coverage.map(names.district).join('; '),
    office_telephone: organisation.telephone ?? '',
    address: organisation.address ?? '',
    postcode: organisation.postcode ?? '',
    themes: organisation.themes.map(names.theme).join('; '),
    ...identifierCells(organisation.identifiers),
    legal_form: LEGAL_FORMS.find(({ key }) => key === legalForm)?.name ?? '',
    website: organisation.website ?? '',
    description: organisation.description ?? '',
    joined: organisation.joined ?? '',
    directory_opt_in: listed === null ? '' : listed ? 'yes' : 'no',
    ages: organisation.ages ? agesWords(organisation.ages) : '',
    stage: organisation.stage ?? '',
    ...figureCells(organisation),
  };
}

function identifierCells(identifiers: readonly Identifier[]): Row {
  const charity = identifiers.find(({ scheme }) => scheme === 'GB-CHC');
  const company = identifiers.find(({ scheme }) => scheme === 'GB-COH');
  const other = identifiers.find((identifier) => identifier !== charity && identifier !== company);
  return {
    charity_number: charity?.value ?? '',
    company_number: company?.value ?? '',
    org_id: other ? orgId(other) : '',
  };
}

/** The latest figure of each kind; an undated one counts as the latest. */
function figureCells({ figures }: OrganisationRecord): Row {
  const latest = (kind: FigureKind) => {
    const own = figures.filter((figure) => figure.kind === kind);
    return own.sort((a, b) => (b.yearEnd ?? '9999').localeCompare(a.yearEnd ?? '9999'))[0];
  };
  const income = latest('income');
  return {
    income_latest: income?.amount,
    income_year_end: income?.yearEnd ?? '',
    staff_paid: latest('staff_paid')?.amount,
    volunteers: latest('volunteers')?.amount,
  };
}

function personRow(person: PersonRecord, title: string | null): Row {
  return {
    contact_first_name: person.given,
    contact_last_name: person.family,
    contact_role: title ?? '',
    email: person.email ?? '',
    telephone: person.telephone ?? '',
    mobile: person.mobile ?? '',
    ...wishCells(person),
  };
}
