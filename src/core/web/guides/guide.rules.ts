/** Whom a guide is for, in the order in which the help page lists them. */
export const READERS = [
  { who: 'everybody', words: 'For everybody' },
  { who: 'writers', words: 'For everybody who writes articles' },
  { who: 'office', words: 'For those who run the network' },
] as const;

/** The guides in the order in which somebody new would read them; each is a file of this name in `docs/guide`. */
export const GUIDES: readonly { name: string; who: (typeof READERS)[number]['who'] }[] = [
  { name: 'signing-in', who: 'everybody' },
  { name: 'what-people-are-sent', who: 'everybody' },
  { name: 'articles', who: 'writers' },
  { name: 'members-import', who: 'office' },
  { name: 'weekly-digest', who: 'office' },
  { name: 'approving-and-handover', who: 'office' },
  { name: 'newsletters-and-briefings', who: 'office' },
  { name: 'reaching-everybody', who: 'office' },
  { name: 'mail-in', who: 'office' },
];

/** A guide as the help page names it. */
export interface NamedGuide {
  name: string;
  title: string;
}

/** Returns the guides that there are, under the words for those who need them. */
export function byReader(guides: readonly NamedGuide[]): { words: string; guides: NamedGuide[] }[] {
  const titles = new Map(guides.map((one) => [one.name, one]));
  const lists = READERS.map(({ who, words }) => ({
    words,
    guides: GUIDES.filter((one) => one.who === who).flatMap(({ name }) => titles.get(name) ?? []),
  }));
  return lists.filter((list) => list.guides.length > 0);
}

/** Returns the title of a guide, which is its first line, and the text below it. */
export function splitGuide(source: string): { title: string; text: string } {
  const [first, ...others] = source.split('\n');
  return { title: first.replace(/^#\s*/, ''), text: others.join('\n') };
}
