import {
  correctColumns,
  guessByHeading,
  type ColumnGuess,
  type Headings,
} from '../../core/text/columns.rules.js';

/**
 * The fields of a members' file and the headings under which lists usually keep them, the surest first. The fields'
 * names are the headings of our own export. Where two fields share a heading, the field that comes first gets it.
 */
const USUAL = {
  network: 'network name',
  reference: `ref; our reference; our ref; reference number; ref no; member reference; membership number; member number;
    member id; organisation id; organisation reference; id`,
  organisation: `organisation name; organization; organization name; name of organisation; name of the organisation;
    name of group; group; group name; agency; charity name; legal name; member organisation; member; org name; org; name`,
  known_as: 'also known as; aka; working name; trading name; short name; other name; acronym',
  districts: `district; districts covered; coverage; areas covered; area covered; area of benefit; works in; district s;
    local authority; local authorities; borough; areas; area; locality`,
  contact_first_name: 'first name; forename; given name; contact forename; contact given name; firstname',
  contact_last_name: 'last name; surname; family name; contact surname; contact family name; lastname',
  contact_name: `main contact; contact; contact person; name of contact; main contact name; key contact; representative;
    person; full name; name`,
  contact_role: 'role; job title; position; contact position; contact job title; post; title',
  email: 'email address; contact email; contact email address; main email; email 1; mail; mail address',
  telephone: `phone; tel; telephone number; phone number; contact telephone; contact phone; contact tel; contact number;
    tel no; tel number; telephone no; phone no; landline`,
  mobile: 'mobile phone; mobile number; mobile no; mobile telephone; contact mobile; mob',
  office_telephone: `office phone; office tel; organisation telephone; organisation phone; main telephone; switchboard`,
  address: `postal address; full address; street address; address 1; address line 1; address1; address lines; street;
    contact address; correspondence address`,
  address_2: 'address line 2; address2; village',
  address_3: 'address line 3; address3',
  town: 'town or city; town city; city; post town; address line 4; address 4',
  county: 'address county; county or region; address line 5; address 5',
  postcode: 'post code; postal code; zip; zip code',
  themes: `theme; sub sector; sub sectors; subsector; subsectors; sector; interests; interest; topics; topic;
    area of work; areas of work; activities; type of work`,
  charity_number: `charity no; registered charity number; registered charity no; charity registration number;
    charity reg no; charity`,
  company_number: `company no; company registration number; company reg no; registered company number;
    companies house number`,
  org_id: 'organisation identifier; organization identifier; orgid; identifier',
  legal_form: 'legal status; legal structure; type of organisation; organisation type; structure',
  website: 'web; web site; web address; website address; url; homepage; www',
  description: 'about; what we do; what they do; services; summary; activity; aims; purpose; objects',
  joined:
    'date joined; joined on; join date; member since; membership start; membership start date; start date',
  directory_opt_in:
    'directory; in directory; public directory; show in directory; directory consent; publish; listed',
  income_latest: 'income; annual income; latest income; turnover; annual turnover; income last year',
  income_year_end: 'year end; financial year end; accounts year end; year ending; accounts to',
  staff_paid: 'paid staff; staff; number of staff; number of paid staff; employees; number of employees',
  volunteers: 'number of volunteers; no of volunteers; volunteer numbers',
  ages: 'age range; age group; age groups; ages served; ages of children; age',
  stage: 'stage of development; tier',
  frequency: 'how often; digest frequency; digest; weekly digest; weekly update',
  reading_minutes: 'reading time; minutes',
  text_only: 'plain text; text only copy',
  on_paper: 'by post; paper; printed; print; paper copy',
  large_print: 'large print copy',
  newsletter: 'newsletters; gets newsletter',
  urgent_briefings: 'urgent; briefings; urgent briefing',
};

export type Field = keyof typeof USUAL;

/** Every field a members' file can have, in the order in which columns are guessed and chosen. */
export const FIELDS = Object.keys(USUAL) as readonly Field[];

export type Mapping = Partial<Record<Field, number>>;

const HEADINGS = Object.fromEntries(
  FIELDS.map((field) => [field, USUAL[field].split(';').map((heading) => heading.trim())]),
) as unknown as Headings<Field>;
const REQUIRED: readonly Field[] = ['organisation'];

/** Guesses the columns of a members' file from its headings. Only the organisation's name must be among them. */
export function guessColumns(header: readonly string[]): ColumnGuess<Field> {
  return guessByHeading(header, HEADINGS, REQUIRED);
}

/** Guesses the columns and then takes those that a person has chosen: a heading for a field, or empty for no column. */
export function chooseColumns(
  header: readonly string[],
  chosen: Partial<Record<Field, string>>,
): ColumnGuess<Field> {
  return correctColumns(header, guessColumns(header), chosen, REQUIRED);
}
