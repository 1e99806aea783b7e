/** Why somebody gets a page, as far as it is known. */
export type PaperWhy = 'wished' | 'no-address' | 'held' | 'failed' | 'not-asked' | 'as-first' | 'unknown';

/** How the network is reached; each may be empty. */
export interface Ways {
  telephone: string;
  /** In one line. */
  post: string;
  email: string;
}

const BECAUSE: Record<PaperWhy, string> = {
  wished: 'You get this on paper because you chose paper.',
  'no-address': 'You get this on paper because we have no e-mail address for you.',
  held: 'You get this on paper because e-mail to the address we have for you does not arrive.',
  failed: 'You get this on paper because our last e-mail to you did not arrive.',
  'not-asked': 'You get this on paper because you have not told us that we may write to you by e-mail.',
  'as-first': 'You get this on paper because what it corrects came to you on paper.',
  unknown: 'You get this on paper because no e-mail of ours has reached you.',
};

/** The same in a table of those who print it. */
export const WHY_WORDS: Record<PaperWhy, string> = {
  wished: 'Wishes for paper',
  'no-address': 'No e-mail address',
  held: 'E-mail does not arrive',
  failed: 'The e-mail did not arrive',
  'not-asked': 'Not asked about e-mail',
  'as-first': 'Had the first on paper',
  unknown: 'No e-mail that works',
};

/** Somebody at an organisation, as far as it matters for why they get paper. */
export interface PaperReader {
  status: string;
  wishes: boolean;
}

/**
 * Returns why a page comes on paper: the wish of one of those it is addressed to, or else what is wrong with the
 * e-mail of the first of them of whom that is known. `isAsFirst`: it corrects a page that came to them.
 */
export function whyOnPaper(addressees: readonly PaperReader[], isAsFirst: boolean): PaperWhy {
  // Whoever has no address has paper for their way, whether or not anybody has asked them.
  if (addressees.some(({ wishes, status }) => wishes && status !== 'no-address')) return 'wished';
  if (isAsFirst) return 'as-first';
  if (addressees.length === 0) return 'no-address';
  const known = addressees.map(({ status }) => OF_STATUS[status]).find((why) => why !== undefined);
  return known ?? 'unknown';
}

const OF_STATUS: Partial<Record<string, PaperWhy>> = {
  'no-address': 'no-address',
  'held-address': 'held',
  'no-basis': 'not-asked',
  // The address is well as far as anybody knows, and still no copy has arrived there.
  may: 'failed',
};

/** Returns how a network is reached, as it is said to somebody without e-mail: the telephone and the post first. */
export function waysWords({ telephone, post, email }: Ways): string {
  const ways = [
    telephone && `telephone ${telephone}`,
    post && `write to ${post}`,
    email && `e-mail ${email}`,
  ].filter(Boolean);
  return ways.length > 1 ? `${ways.slice(0, -1).join('; ')}; or ${ways.at(-1)}` : ways.join('');
}

/** Returns the last words of a page: why it came, how to change that, and its code where an address on it asks for one. */
export function footWords(why: PaperWhy, ways: Ways, code: string): string {
  const isWithout = why === 'no-address' && `${ways.telephone}${ways.post}` !== '';
  const how = waysWords(isWithout ? { ...ways, email: '' } : ways) || 'tell us';
  const change = `For more or less of it, large print or e-mail instead, or to stop it: ${how}.`;
  const asked = code === '' ? '' : ` If an address asks for the code of this page, it is ${code}.`;
  return `${BECAUSE[why]} ${change}${asked}`;
}
