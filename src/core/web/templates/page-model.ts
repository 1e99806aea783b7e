/** What every page hands to the layout. A page adds its own keys beside these. */
export interface PageModel {
  /** The words of the one h1, and the first part of the window's title. */
  title: string;
  /** A small line above the h1, saying what kind of thing this is ('Organisation'). */
  caption?: string;
  /** The module's words ('Members'), second part of the window's title. */
  section?: string;
  network?: PageNetwork;
  me?: PageReader;
  /** Signed in, but to no network on this page: there is a sign-out button and no name. */
  signedIn?: boolean;
  nav: NavLink[];
  /** Optional link above the page, to where the reader came from. */
  back?: WordedLink;
  /** What has just happened and what happens next; shown once, after an act. */
  notice?: string;
  /** Why a form was refused; listed at the top and repeated at each field. */
  problems?: FieldProblem[];
  /** What was typed into the refused form; goes before anything we hold. */
  answers?: Record<string, string | string[]>;
  formToken: string;
  help: WordedLink;
  /** Path prefix of the network, '/leeds'; '' where there is none. */
  base: string;
  /** Short request id, for error pages. */
  reference?: string;
  /** Where caught mail can be read, when this machine sends none. */
  mailboxUrl?: string;
  /** Pages of the network that anybody may read. */
  open?: WordedLink[];
  /** Address of the network's feed, for feed readers to find. */
  feed?: string;
  /** Referrer policy of this page; 'same-origin' unless told. */
  referrer?: string;
  [own: string]: unknown;
}

export interface PageNetwork {
  name: string;
  slug: string;
  /** '#rrggbb' */
  colour: string;
  /** The network's own words, by ours: { representative: 'appointee' }. */
  words: Record<string, string>;
  /** IANA zone; Europe/London unless told. */
  zone?: string;
}

export interface PageReader {
  name: string;
  roles: string[];
  /** Where the reader sees her own record and devices. */
  href?: string;
  /** Where the sign-out button posts; '/sign-out' unless told. */
  signOut?: string;
}

export interface WordedLink {
  href: string;
  words: string;
}

export interface NavLink extends WordedLink {
  current: boolean;
}

export interface FieldProblem {
  field: string;
  message: string;
}
