import { SIZE_BANDS } from '../figures/size-band.rules.js';
import type { OrganisationView } from './organisation.view.js';
import { agesWords, STAGES, type Stage } from './serving.rules.js';

/** One row of a summary list; see the partial of that name. */
export interface SummaryRow {
  key: string;
  value?: string | null;
  values?: string[];
  link?: { href: string; words: string } | null;
  none?: string;
}

/** Returns what an organisation is called and what it is, row by row. */
export function detailRows(view: OrganisationView): SummaryRow[] {
  const { website } = view;
  return [
    { key: 'Also known as', value: view.knownAs },
    { key: 'Reference', value: view.reference },
    { key: 'Registered numbers', values: view.identifiers.map(identifierWords), none: 'None known' },
    { key: 'Legal form', value: view.legalForm && capital(view.legalForm) },
    { key: 'Website', link: website ? { href: website, words: website.replace(/^https?:\/\//, '') } : null },
    { key: 'What it does', value: view.description },
  ];
}

/** The registers in the words of the screens, by the prefixes of org-id.guide. */
const REGISTERS: Record<string, string> = {
  'GB-CHC': 'Charity',
  'GB-SC': 'Scottish charity',
  'GB-NIC': 'Northern Ireland charity',
  'GB-COH': 'Company',
  'GB-MPR': 'Mutual society',
  'GB-CASC': 'Amateur sports club',
  'GB-EDU': 'School',
  'GB-LAE': 'Local authority',
};

function identifierWords(identifier: string): string {
  const [country, register, ...number] = identifier.split('-');
  return `${REGISTERS[`${country}-${register}`] ?? register} ${number.join('-')}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Returns where it works and what it is about. */
export function placeRows(view: OrganisationView): SummaryRow[] {
  const everywhere = view.countyWide ? ['Everywhere in our area'] : [];
  return [
    { key: 'Districts', values: [...everywhere, ...view.districts.map(({ name }) => name)] },
    { key: 'Themes', values: view.themes.map(({ name }) => name) },
    { key: 'Ages', value: view.ages && agesWords(view.ages) },
  ];
}

/** Returns how large it is and where it stands; the stage only for those who see it. */
export function sizeWords({ sizeBand, stage }: OrganisationView): string[] {
  return [
    ...(sizeBand ? [`${SIZE_BANDS[sizeBand]}.`] : []),
    ...(stage ? [`${STAGES[stage as Stage]}.`] : []),
  ];
}

/** Returns how it is reached, as far as the reader may see. */
export function contactRows({ contact, listed }: OrganisationView): SummaryRow[] {
  if (!contact) return [];
  const { email, telephone, address, postcode } = contact;
  return [
    { key: 'E-mail', link: email ? { href: `mailto:${email}`, words: email } : null },
    { key: 'Telephone', link: telephone ? { href: telephoneHref(telephone), words: telephone } : null },
    { key: 'Address', values: [...(address ?? '').split('\n'), postcode ?? ''].filter(Boolean) },
    { key: 'In the directory', value: listed ? 'Yes, members see these' : 'No' },
  ];
}

/** Returns the address that dials a number (RFC 3966); an extension is left to the person. */
export function telephoneHref(telephone: string): string {
  return `tel:${telephone.split(' ext ')[0].replace(/[^\d+]/g, '')}`;
}
