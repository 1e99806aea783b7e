import { readAmount, readList, readYesNo } from '../../core/text/cells.rules.js';
import { readDate } from '../../core/text/date.rules.js';
import { nameKey } from '../../core/text/name-key.rules.js';
import { readPostcode } from '../../core/text/postcode.rules.js';
import { refused, taken, type Reading } from '../../core/text/reading.rules.js';
import { readTelephone } from '../../core/text/telephone.rules.js';
import type { NamedDistrict } from '../district-names.rules.js';
import { readCharityNumber, readCompanyNumber, readOrgId } from '../identifiers.rules.js';
import type { Field } from './columns.rules.js';
import { readName } from './contact.rules.js';
import { readReference, readText, readWebsite } from '../texts.rules.js';
import { readLegalForm } from '../legal-forms.rules.js';
import { LIMITS } from '../member-record.rules.js';
import { readAges, readStage } from '../organisations/serving.rules.js';
import type { Theme } from '../themes.rules.js';
import { readFrequency, readMinutes } from './wishes.rules.js';

/** What a row is read against: the network's own districts and themes, and the product's reader of addresses. */
export interface ImportContext {
  /** Names by which the file may call this network: its short name and its name. */
  network?: readonly string[];
  readDistrict: (typed: string) => Reading<NamedDistrict>;
  readTheme: (typed: string) => Reading<Theme>;
  readAddress: (typed: string) => { ok: true; address: string } | { ok: false; problem: string };
}

/** How each cell is read once it is cleaned and known not to be blank. Fields not named here are plain text. */
export const READERS = {
  network: readNetwork,
  reference: readReference,
  organisation: limited(LIMITS.name),
  known_as: limited(LIMITS.name),
  contact_first_name: limited(LIMITS.short),
  contact_last_name: limited(LIMITS.short),
  contact_name: readName,
  contact_role: limited(LIMITS.short),
  email: readEmail,
  telephone: readTelephone,
  mobile: readTelephone,
  office_telephone: readTelephone,
  address: limited(LIMITS.address),
  address_2: limited(LIMITS.name),
  address_3: limited(LIMITS.name),
  town: limited(LIMITS.short),
  county: limited(LIMITS.short),
  postcode: readPostcode,
  charity_number: readCharityNumber,
  company_number: readCompanyNumber,
  org_id: readOrgId,
  legal_form: readLegalForm,
  website: readWebsite,
  description: limited(LIMITS.description),
  joined: readDate,
  directory_opt_in: readYesNo,
  income_latest: (text: string) => readAmount(text, { decimals: 2 }),
  income_year_end: readDate,
  staff_paid: (text: string) => readAmount(text, { decimals: 2 }),
  volunteers: (text: string) => readAmount(text),
  ages: readAges,
  stage: readStage,
  frequency: readFrequency,
  reading_minutes: readMinutes,
  text_only: readYesNo,
  on_paper: readYesNo,
  large_print: readYesNo,
  newsletter: readYesNo,
  urgent_briefings: readYesNo,
  districts: readDistricts,
  themes: readThemes,
} satisfies Record<Field, (text: string, context: ImportContext) => Reading<unknown>>;

type ValueOf<F extends Field> = ReturnType<(typeof READERS)[F]> extends Reading<infer T> ? T : never;

/** The values of one row: absent where the cell is blank or the file has no such column. */
export type RowValues = { [F in Field]?: ValueOf<F> };

function limited(most: number): (text: string) => Reading<string> {
  return (text) => readText(text, most);
}

function readNetwork(text: string, { network = [] }: ImportContext): Reading<string> {
  if (network.length === 0 || network.some((name) => nameKey(name) === nameKey(text))) return taken(text);
  return refused('This row belongs to another network. Take it out, or import it there.');
}

function readEmail(text: string, { readAddress }: ImportContext): Reading<string> {
  const reading = readAddress(text);
  return reading.ok ? taken(reading.address) : refused(reading.problem);
}

function readDistricts(text: string, { readDistrict }: ImportContext): Reading<string[]> {
  const reading = readList(text, readDistrict);
  return reading.ok ? taken([...new Set(reading.value.map(({ id }) => id))]) : reading;
}

function readThemes(text: string, { readTheme }: ImportContext): Reading<string[]> {
  const reading = readList(text, readTheme);
  return reading.ok ? taken([...new Set(reading.value.map(({ key }) => key))]) : reading;
}
