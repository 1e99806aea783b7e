import { getsIt, type Standing } from './consent.rules.js';

/** The lists that can be stopped, each by itself. */
export const LISTS = ['digest', 'newsletter', 'urgent'] as const;

export type List = (typeof LISTS)[number];

/** Lists other than the digest: these come or do not, without a frequency of their own. */
export const OTHER_LISTS = [
  { value: 'newsletter', words: 'The newsletter', hint: 'Longer, and now and then' },
  { value: 'urgent', words: 'Urgent briefings', hint: 'Only what cannot wait for the next one' },
] as const satisfies readonly { value: List; words: string; hint: string }[];

/** Returns what a list is called in the middle of a sentence; `digest` is the network's own word for it. */
export function listWords(list: string, digest = 'weekly digest'): string {
  if (list === 'digest') return `the ${digest}`;
  if (list === 'newsletter') return 'the newsletter';
  return list === 'urgent' ? 'urgent briefings' : 'these e-mails';
}

/** Returns the other lists that somebody is sent: all of those they have not stopped. */
export function listsSent(standings: ReadonlyMap<string, Pick<Standing, 'status'>>): List[] {
  return OTHER_LISTS.map(({ value }) => value).filter((list) => getsIt(standings.get(list)));
}
