import { nameKey } from '../../core/text/name-key.rules.js';
import type { Contact } from '../contact-points/contact-point.rules.js';
import { orgId } from '../identifiers.rules.js';
import { LEGAL_FORMS } from '../legal-forms.rules.js';
import type { Identifier } from '../member-record.rules.js';
import { inReach, reachThrough, type Place, type Who } from '../reach/reach.rules.js';
import { THEMES } from '../themes.rules.js';
import { agesOf, agesWords, STAGES, type Stage } from './serving.rules.js';

export const PRECISIONS = {
  exact: 'The address',
  district: 'The district only',
  hidden: 'Nothing',
} as const;

export type Precision = keyof typeof PRECISIONS;

/** Everything an organisation's record says of itself, apart from its people, its membership and its size. */
export interface OrganisationFacts extends Place, Omit<Contact, 'mobile'> {
  version: number;
  reference: string;
  name: string;
  knownAs: string | null;
  legalForm: string | null;
  description: string | null;
  website: string | null;
  listed: boolean;
  precision: Precision;
  identifiers: Identifier[];
  districtIds: string[];
  /** Keys of themes. */
  themes: string[];
  /** Years of age of the children it serves; both or neither are known. */
  ageFrom: number | null;
  ageTo: number | null;
  stage: Stage | null;
  /** The latest yearly one, in pounds. Figures are noted apart; a record only shows it. */
  income: number | null;
  mainContactId: string | null;
}

/** The words by which the history names what was changed. */
export const FIELD_WORDS: Record<string, string> = {
  name: 'name',
  knownAs: 'also known as',
  reference: 'reference',
  identifiers: 'registered numbers',
  legalForm: 'legal form',
  description: 'what it does',
  website: 'website',
  listed: 'in the directory',
  precision: 'what members see of the address',
  places: 'where it works',
  themes: 'themes',
  ages: 'ages of the children',
  stage: 'stage of development',
  email: 'e-mail',
  telephone: 'telephone',
  address: 'address',
};

/** True when somebody may correct an organisation's record: by role in its district, or as its main contact. */
export function mayCorrect(me: Who, organisation: Place & { mainContactId: string | null }): boolean {
  if (!me.may('members.correct')) return false;
  return (
    organisation.mainContactId === me.personId ||
    inReach(reachThrough(me, ['development_officer']), organisation)
  );
}

/** True when somebody may say at which stage an organisation is: by role in its district, not for one's own. */
export function mayPlace(me: Who, organisation: Place): boolean {
  return me.may('members.edit') && inReach(reachThrough(me, ['development_officer']), organisation);
}

/** True when somebody sees at which stage an organisation is: who may say it, and its own people. */
export function seesStage(me: Who, organisation: Place): boolean {
  return mayPlace(me, organisation) || me.organisationIds.includes(organisation.id);
}

/** True when somebody may add organisations at all; where, `mayCorrect` says. */
export function mayAdd(me: Who): boolean {
  return me.may('members.edit');
}

/** True when somebody sees an organisation's contact details although it does not share them with all members. */
export function seesContact(me: Who, organisation: Place & { mainContactId: string | null }): boolean {
  if (me.organisationIds.includes(organisation.id)) return true;
  const through = reachThrough(me, ['development_officer', 'representative']);
  return me.may('members.contacts') && inReach(through, organisation);
}

/** Returns the name under which an organisation stands in the alphabet: without “The”, case and accents. */
export function sortName(name: string): string {
  return nameKey(name);
}

/** Returns identifiers with those of the same registers put in place of the old ones; null takes one away. */
export function withIdentifiers(
  old: readonly Identifier[],
  given: { charityNumber?: Identifier | null; companyNumber?: Identifier | null },
): Identifier[] {
  const { charityNumber, companyNumber } = given;
  const isCharity = ({ scheme }: Identifier) => ['GB-CHC', 'GB-SC', 'GB-NIC'].includes(scheme);
  const isCompany = ({ scheme }: Identifier) => scheme === 'GB-COH';
  const kept = old.filter(
    (one) =>
      !(charityNumber !== undefined && isCharity(one)) && !(companyNumber !== undefined && isCompany(one)),
  );
  return [...kept, ...[charityNumber, companyNumber].filter((one) => one !== null && one !== undefined)];
}

/** Returns a record field by field in words, for the history. `districtName` gives the name of a district's id. */
export function inWords(
  facts: OrganisationFacts,
  districtName: (id: string) => string,
): Record<string, string | null> {
  const { name, knownAs, reference, description, website, email, telephone, address, postcode } = facts;
  const places = [
    ...(facts.countyWide ? ['county-wide'] : []),
    ...facts.districtIds.map(districtName).sort(),
  ];
  const ages = agesOf(facts.ageFrom, facts.ageTo);
  const themes = facts.themes.map((key) => THEMES.find((theme) => theme.key === key)?.name ?? key).sort();
  return {
    ...{ name, knownAs, reference },
    identifiers: facts.identifiers.map(orgId).sort().join('; ') || null,
    legalForm: LEGAL_FORMS.find(({ key }) => key === facts.legalForm)?.name ?? facts.legalForm,
    ...{ description, website },
    listed: facts.listed ? 'yes' : 'no',
    precision: PRECISIONS[facts.precision],
    places: places.join('; ') || null,
    themes: themes.join('; ') || null,
    ages: ages && agesWords(ages),
    stage: facts.stage && STAGES[facts.stage],
    ...{ email, telephone },
    address: [address, postcode].filter(Boolean).join('\n') || null,
  };
}
