import type { ArticleKind } from '../../members/article-row.rules.js';
import { datesText, linksText } from './article-lines.rules.js';

export { datesText, inOrder, linksText, readDates, readLinks } from './article-lines.rules.js';
export { mayChange, mayDecide, mayRead, readerOf, type Writer } from './article-rights.rules.js';

/** Submitted waits for somebody who may decide; returned was sent back with a reason. */
export type ArticleState = 'draft' | 'submitted' | 'returned' | 'ready' | 'withdrawn';

/** What an act can make of an article; only deciding sends it back or withdraws it. */
export type WrittenState = 'draft' | 'submitted' | 'ready';

/** Who may read it on the web: anybody, members, or only people with one of its roles. */
export type Readers = 'public' | 'members' | 'roles';

/** A link that an article names, with the words it goes by. */
export interface ArticleLink {
  words: string;
  url: string;
}

/** A date that matters, `YYYY-MM-DD`, and what is on it. */
export interface DatedLine {
  on: string;
  words: string;
}

/** An article as it is kept. Dates are `YYYY-MM-DD`; no districts mean that it is for the whole area. */
export interface Article {
  id: string;
  kind: ArticleKind;
  title: string;
  summary: string;
  /** Markdown. */
  body: string;
  whatItMeans: string;
  districtIds: string[];
  themes: string[];
  /** Years of age of the children it is about; null is all. */
  ages: { from: number; to: number } | null;
  /** Size bands of organisations it is for; none is all. */
  sizes: string[];
  /** Stages of development it is for, 1 to 3; none is all. */
  stages: number[];
  /** Parts of people it is for (see members, `AUDIENCE_ROLES`); none is everybody, and others are not sent it. */
  roles: string[];
  readers: Readers;
  closesOn: string | null;
  dates: DatedLine[];
  mustKnow: boolean;
  links: ArticleLink[];
  /** What the writer means by short forms with several meanings: the short form, and the id of the term. */
  meanings: Record<string, string>;
  state: ArticleState;
  /** The day on which it became ready. */
  since: string;
  authorId: string | null;
  version: number;
  /** The week of the edition that carries it (`2026-W47`), once one has been approved. */
  carriedBy: string | null;
}

/** What a person writes of an article. */
export type ArticleWords = Omit<Article, 'id' | 'state' | 'since' | 'authorId' | 'version' | 'carriedBy'>;

/** The most characters of each text. */
export const ARTICLE_LIMITS = {
  title: 200,
  summary: 500,
  body: 20_000,
  whatItMeans: 500,
  links: 2000,
  dates: 2000,
} as const;

/** For how many days an article without a last day is offered to digests. */
export const OPEN_FOR_DAYS = 35;

/** What an article says of whom it is for where nothing is said. */
export const FOR_EVERYBODY = {
  ages: null,
  sizes: [] as string[],
  stages: [] as number[],
  roles: [] as string[],
  readers: 'members' as Readers,
  dates: [] as DatedLine[],
  meanings: {} as Record<string, string>,
};

/** Returns the fields in which an article has changed, in words that the history shows. */
export function changesOf(
  before: ArticleWords,
  after: ArticleWords,
): { field: string; before: string | null; after: string | null }[] {
  const [old, now] = [wordsByField(before), wordsByField(after)];
  return Object.keys(now)
    .filter((field) => old[field] !== now[field])
    .map((field) => ({ field, before: old[field] || null, after: now[field] || null }));
}

/** Returns everything that is written of an article as text, by the name that the history gives each field. */
export function wordsByField(words: ArticleWords): Record<string, string> {
  return {
    kind: words.kind,
    title: words.title,
    summary: words.summary,
    body: words.body,
    'what it means': words.whatItMeans,
    districts: [...words.districtIds].sort().join(' '),
    themes: [...words.themes].sort().join(', '),
    ages: words.ages ? `${words.ages.from} to ${words.ages.to}` : '',
    sizes: [...words.sizes].sort().join(', '),
    stages: [...words.stages].sort().join(', '),
    roles: [...words.roles].sort().join(', '),
    readers: words.readers,
    closes: words.closesOn ?? '',
    dates: datesText(words.dates),
    'must know': words.mustKnow ? 'yes' : 'no',
    links: linksText(words.links),
    'short forms': Object.entries(words.meanings)
      .map((one) => one.join(' '))
      .sort()
      .join(', '),
  };
}

/** Returns the name under which an article is an item of a digest. */
export function itemKey(articleId: string): string {
  return `article:${articleId}`;
}
