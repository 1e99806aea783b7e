import { partPostcode } from '../../core/text/postcode.rules.js';
import { isMobile } from '../../core/text/telephone.rules.js';
import type { RowValues } from './cells.rules.js';
import { wishOf, type SaidWish } from './wishes.rules.js';
import type { FigureKind, Identifier, OrganisationDetails, SizeFigure } from '../member-record.rules.js';

/** The contact of a row: a named person, or the mailbox of an office where both names are empty. */
export interface ContactFacts {
  given: string;
  family: string;
  title: string | null;
  email: string | null;
  telephone: string | null;
  mobile: string | null;
  said: SaidWish;
}

/** Everything one row says. Null and empty lists say nothing. */
export interface RowFacts {
  line: number;
  reference: string | null;
  details: OrganisationDetails;
  identifiers: Identifier[];
  coverage: string[];
  themes: string[];
  figures: SizeFigure[];
  contact: ContactFacts | null;
}

/** Returns the facts of a row whose every cell could be read; `organisation` must be among the values. */
export function factsOf(line: number, values: RowValues): RowFacts {
  const contact = contactOf(values);
  const identifiers = [values.charity_number, values.company_number, values.org_id].filter((id) => !!id);
  return {
    line,
    reference: values.reference ?? null,
    details: detailsOf(values, contact),
    identifiers: [...new Map(identifiers.map((id) => [`${id.scheme} ${id.value}`, id])).values()],
    coverage: [...(values.districts ?? [])].sort(),
    themes: [...(values.themes ?? [])].sort(),
    figures: figuresOf(values),
    contact,
  };
}

function detailsOf(values: RowValues, contact: ContactFacts | null): OrganisationDetails {
  const { address, postcode } = postalOf(values);
  const unowned = contact === null || (contact.telephone === null && contact.mobile === null);
  return {
    name: values.organisation ?? '',
    knownAs: values.known_as ?? null,
    legalForm: values.legal_form ?? null,
    description: values.description ?? null,
    website: values.website ?? null,
    address,
    postcode,
    telephone: values.office_telephone ?? (unowned ? (values.telephone ?? values.mobile ?? null) : null),
    joined: values.joined ?? null,
    listed: values.directory_opt_in ?? null,
    ages: values.ages ?? null,
    stage: values.stage ?? null,
  };
}

/** The parts of an address as lines, with its postcode apart wherever that stood. */
function postalOf(values: RowValues): { address: string | null; postcode: string | null } {
  const parts = [values.address, values.address_2, values.address_3, values.town, values.county];
  const typed = parts.filter((part) => part !== undefined).join('\n');
  const parted = partPostcode(typed);
  const postcode = values.postcode ?? parted.postcode;
  const address = parted.postcode !== null && parted.postcode === postcode ? parted.address : typed;
  const lines = address
    .split(address.includes('\n') ? '\n' : ', ')
    .map((line) => line.replace(/[\s,]+$/, '').trim());
  return { address: lines.filter((line) => line !== '').join('\n') || null, postcode };
}

/** A telephone number belongs to the named contact; without a name it is the organisation's own. */
function contactOf(values: RowValues): ContactFacts | null {
  const given = values.contact_first_name ?? values.contact_name?.given ?? '';
  const family =
    values.contact_last_name ?? (values.contact_first_name ? '' : (values.contact_name?.family ?? ''));
  const named = given !== '' || family !== '';
  if (!named && values.email === undefined) return null;
  const telephone = named ? (values.telephone ?? null) : null;
  const mobile = named ? (values.mobile ?? null) : null;
  const isOne = telephone !== null && mobile === null && isMobile(telephone);
  return {
    given,
    family,
    title: values.contact_role ?? null,
    email: values.email ?? null,
    telephone: isOne ? null : telephone,
    mobile: isOne ? telephone : mobile,
    said: wishOf(values),
  };
}

function figuresOf(values: RowValues): SizeFigure[] {
  const yearEnd = values.income_year_end ?? null;
  const figures: [FigureKind, number | undefined, string | null][] = [
    ['income', values.income_latest, yearEnd],
    ['staff_paid', values.staff_paid, null],
    ['volunteers', values.volunteers, null],
  ];
  return figures.flatMap(([kind, amount, end]) =>
    amount === undefined ? [] : [{ kind, amount, yearEnd: end }],
  );
}
