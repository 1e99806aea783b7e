import { mayRead, type Righted, type Writer } from '../articles/article-rights.rules.js';

/** What becomes of an item of an edition when somebody reads it later. */
export type Standing = 'shown' | 'withdrawn' | 'hidden';

const ARTICLE = /^article:([0-9a-f-]{36})$/;

/** Returns the id of the article that an item is, or undefined for anything else. */
export function articleIdOf(key: string): string | undefined {
  return ARTICLE.exec(key)?.[1];
}

/**
 * Returns whether somebody may read an item later. Members may read what they may read as an article today; anybody
 * else only what was for anybody when it went out, and is still.
 */
export function standingOf(
  item: { key: string; isPublic?: boolean },
  article: Righted | undefined,
  me: Writer | undefined,
): Standing {
  const isMember = me?.may('archive.read') ?? false;
  const isArticle = articleIdOf(item.key) !== undefined;
  if (!isMember) {
    const isStill = !isArticle || (article !== undefined && mayRead(undefined, article));
    return item.isPublic === true && isStill ? 'shown' : 'hidden';
  }
  if (!isArticle || (article && mayRead(me, article))) return 'shown';
  return article?.state === 'withdrawn' ? 'withdrawn' : 'hidden';
}

/** Returns the name by which an item is found on the page of its edition. */
export function anchorOf(key: string): string {
  return `item-${key.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

/** An item as one edition carried it. */
export interface Carried<Words> {
  key: string;
  edition: string;
  /** When that edition went out. */
  at: Date;
  /** The mail domain at that time. */
  domain: string;
  words: Words;
}

/** One item, however many editions carried it. */
export interface Entry<Words> {
  key: string;
  /** Where it stood first; that never changes. */
  first: Carried<Words>;
  /** As it went out last. */
  words: Words;
  /** When it first went out in these words. */
  updated: Date;
}

/** Returns each item once, the newest first, with its latest words; `rows` stand in the order in which they went out. */
export function entriesOf<Words>(rows: readonly Carried<Words>[]): Entry<Words>[] {
  const entries = new Map<string, Entry<Words>>();
  for (const row of rows) {
    const entry = entries.get(row.key);
    if (!entry) entries.set(row.key, { key: row.key, first: row, words: row.words, updated: row.at });
    else if (JSON.stringify(entry.words) !== JSON.stringify(row.words))
      Object.assign(entry, { words: row.words, updated: row.at });
  }
  return [...entries.values()].reverse();
}
