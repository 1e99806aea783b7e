import type { ArticleKind } from '../../members/article-row.rules.js';

export type ArticleState = 'draft' | 'ready' | 'withdrawn';

/** A link that an article names, with the words it goes by. */
export interface ArticleLink {
  words: string;
  url: string;
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
  closesOn: string | null;
  mustKnow: boolean;
  links: ArticleLink[];
  state: ArticleState;
  /** The day on which it became ready. */
  since: string;
  authorId: string | null;
  version: number;
  /** The week of the edition that carries it (`2026-W47`), once one has been approved. */
  carriedBy: string | null;
}

/** What a person writes of an article. */
export type ArticleWords = Pick<
  Article,
  | 'kind'
  | 'title'
  | 'summary'
  | 'body'
  | 'whatItMeans'
  | 'districtIds'
  | 'themes'
  | 'closesOn'
  | 'mustKnow'
  | 'links'
>;

/** Who asks, as far as the rules below need to know. */
interface Writer {
  personId: string;
  may(permission: string): boolean;
}

/** The most characters of each text. */
export const ARTICLE_LIMITS = {
  title: 200,
  summary: 500,
  body: 20_000,
  whatItMeans: 500,
  links: 2000,
} as const;

/** True when somebody may see an article: drafts and withdrawn ones are for those who write. */
export function mayRead(me: Writer, { state }: Pick<Article, 'state'>): boolean {
  return me.may('articles.draft') || (state === 'ready' && me.may('articles.read'));
}

/** True when somebody may change an article: editors any, others only their own drafts. */
export function mayChange(me: Writer, { state, authorId }: Pick<Article, 'state' | 'authorId'>): boolean {
  if (me.may('articles.write')) return state !== 'withdrawn';
  return me.may('articles.draft') && state === 'draft' && authorId === me.personId;
}

/** True when somebody may make an article ready or withdraw it. */
export function mayDecide(me: Writer): boolean {
  return me.may('articles.write');
}

/** Returns the fields in which an article has changed, in words that the history shows. */
export function changesOf(
  before: ArticleWords,
  after: ArticleWords,
): { field: string; before: string | null; after: string | null }[] {
  const [old, now] = [shown(before), shown(after)];
  return Object.keys(now)
    .filter((field) => old[field] !== now[field])
    .map((field) => ({ field, before: old[field] || null, after: now[field] || null }));
}

/** Returns the name under which an article is an item of a digest. */
export function itemKey(articleId: string): string {
  return `article:${articleId}`;
}

/** Reads links, one on a line, each with or without words before it. */
export function readLinks(text: string): { ok: true; value: ArticleLink[] } | { ok: false; problem: string } {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const value: ArticleLink[] = [];
  for (const line of lines) {
    const parts = /^(.*?)\s*((?:https?:\/\/|mailto:)\S+)$/i.exec(line);
    if (!parts || !isAddress(parts[2]))
      return {
        ok: false,
        problem: `“${line.slice(0, 60)}” has no address at its end. Write it like: How to apply https://example.org/apply`,
      };
    value.push({ words: parts[1] || parts[2], url: parts[2] });
  }
  return { ok: true, value };
}

/** Returns links as they are typed, one on a line. */
export function linksText(links: readonly ArticleLink[]): string {
  return links.map(({ words, url }) => (words === url ? url : `${words} ${url}`)).join('\n');
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^(?:https?|mailto):$/.test(new URL(text).protocol);
}

function shown(words: ArticleWords): Record<string, string> {
  return {
    kind: words.kind,
    title: words.title,
    summary: words.summary,
    body: words.body,
    'what it means': words.whatItMeans,
    districts: [...words.districtIds].sort().join(' '),
    themes: [...words.themes].sort().join(', '),
    closes: words.closesOn ?? '',
    'must know': words.mustKnow ? 'yes' : 'no',
    links: linksText(words.links),
  };
}
