/** The registers whose numbers tell organisations apart, in the prefixes of org-id.guide. */
export type Scheme = 'GB-CHC' | 'GB-COH' | 'GB-SC' | 'GB-NIC' | 'GB-MPR' | 'GB-CASC' | 'GB-EDU' | 'GB-LAE';

/** A number of a register, normalised, so that equal numbers are equal texts. */
export interface Identifier {
  scheme: Scheme;
  value: string;
}

export type FigureKind = 'income' | 'staff_paid' | 'volunteers';

/** A dated figure of size; `yearEnd` is null where only the day of noting it dates it. Income is in pounds. */
export interface SizeFigure {
  kind: FigureKind;
  amount: number;
  yearEnd: string | null;
}

/** What an import may say about an organisation besides lists. Null is “nothing is known”, and in a row “not said”. */
export interface OrganisationDetails {
  name: string;
  knownAs: string | null;
  legalForm: string | null;
  description: string | null;
  website: string | null;
  /** The postal address without its postcode, a line for each line. */
  address: string | null;
  postcode: string | null;
  /** The organisation's own number, not that of a person there. */
  telephone: string | null;
  /** The first day of the open membership. */
  joined: string | null;
  /** In the public directory. */
  listed: boolean | null;
  /** Years of age of the children it serves. */
  ages: { from: number; to: number } | null;
  /** Of development: no score. */
  stage: 1 | 2 | 3 | null;
}

/** An organisation as an import sees it; `id` is `new-1` and so on, and `reference` may be null, before it is stored. */
export interface OrganisationRecord extends OrganisationDetails {
  id: string;
  reference: string | null;
  identifiers: Identifier[];
  /** Ids of districts, or `WHOLE_AREA`. */
  coverage: string[];
  /** Keys of themes. */
  themes: string[];
  figures: SizeFigure[];
  /** It has left the network, and a file is not what brings it back. */
  left?: boolean;
}

/** A person's present part as a contact of an organisation. */
export interface ContactRole {
  organisation: string;
  title: string | null;
  mainContact: boolean;
}

/** How a person has chosen to be written to; `minutes` is 0 for everything, and null for as the network does it. */
export interface PersonWish {
  frequency: 'weekly' | 'daily' | 'immediate' | 'monthly';
  minutes: number | null;
  lean: boolean;
  largePrint: boolean;
  paper: boolean;
}

/** A person as an import sees one. Where no name is known, as behind an office mailbox, both names are empty. */
export interface PersonRecord {
  id: string;
  given: string;
  family: string;
  email: string | null;
  telephone: string | null;
  mobile: string | null;
  roles: ContactRole[];
  /** The basis on record for writing to this person by e-mail; an opt-out is on record too. Null: nothing is. */
  consent: string | null;
  /** What the person has chosen; null where they have chosen nothing. */
  wish: PersonWish | null;
  /** Lists they have asked not to get. */
  stopped: readonly string[];
  /** Holds a role in the network itself, so a file must not move the mailbox they sign in with. */
  guarded?: boolean;
}

/** On what ground the people of one import may be written to. */
export type Basis = 'membership' | 'consent' | 'soft-opt-in';

export const BASES: readonly Basis[] = ['membership', 'consent', 'soft-opt-in'];

/** The whole of what an import compares a file with. */
export interface Members {
  organisations: OrganisationRecord[];
  people: PersonRecord[];
}

/** The most characters each kind of text may have, in forms as in files. */
export const LIMITS = {
  reference: 40,
  short: 100,
  name: 200,
  website: 300,
  address: 500,
  description: 2000,
} as const;
