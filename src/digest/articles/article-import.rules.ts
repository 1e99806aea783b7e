import { createHash } from 'node:crypto';
import { nameKey } from '../../core/text/name-key.rules.js';
import type { ArticleFacts } from '../../members/article-row.rules.js';
import { WHOLE_AREA } from '../../members/district-names.rules.js';
import { changesOf, FOR_EVERYBODY, inOrder, type Article, type ArticleWords } from './article.rules.js';

/** An article on record as far as an import is concerned. */
export type Recorded = Article & { importHash: string | null; isWaiting: boolean };

const UNSAID: Record<string, unknown> = FOR_EVERYBODY;

/** What the rows of a file would do. */
export interface ArticlePlan {
  create: { words: ArticleWords; importHash: string }[];
  update: { before: Recorded; words: ArticleWords; importHash: string }[];
  unchanged: number;
}

/**
 * Works out what the rows of a file do to the articles. A row that was imported before, whatever has become of its
 * article, does nothing: so the same file twice changes nothing, even after the articles were edited or sent. Else a
 * row whose title is that of exactly one waiting article, and of no other row, gives that article new words. Any
 * other row is a new article.
 */
export function planArticles(rows: readonly ArticleFacts[], recorded: readonly Recorded[]): ArticlePlan {
  const hashes = new Set(recorded.map(({ importHash }) => importHash));
  const titles = counted(rows.map(({ title }) => nameKey(title)));
  const waiting = recorded.filter(({ isWaiting }) => isWaiting);
  const plan: ArticlePlan = { create: [], update: [], unchanged: 0 };
  for (const row of rows) {
    const [words, importHash] = [wordsOf(row), hashOf(row)];
    const key = nameKey(row.title);
    const same = waiting.filter(({ title }) => nameKey(title) === key);
    if (hashes.has(importHash)) plan.unchanged += 1;
    else if (same.length !== 1 || titles.get(key) !== 1) plan.create.push({ words, importHash });
    else if (changesOf(same[0], kept(same[0], words)).length === 0) plan.unchanged += 1;
    else plan.update.push({ before: same[0], words: kept(same[0], words), importHash });
    hashes.add(importHash);
  }
  return plan;
}

/**
 * Returns the fingerprint of what a row says; the line it stands on makes no difference, and neither do columns of
 * whom it is for that say nothing: a file from before there were such columns is still the same file.
 */
export function hashOf({ line: _line, ...facts }: ArticleFacts): string {
  const { readers, ages, sizes, stages, roles, dates, ...first } = facts;
  const later = Object.entries({ readers, ages, sizes, stages, roles, dates }).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(UNSAID[name]),
  );
  return createHash('sha256')
    .update(JSON.stringify({ ...first, ...Object.fromEntries(later) }))
    .digest('hex');
}

function wordsOf(row: ArticleFacts): ArticleWords {
  return {
    kind: row.kind,
    title: row.title,
    summary: row.summary,
    body: row.body,
    whatItMeans: row.whatItMeans,
    districtIds: row.coverage.includes(WHOLE_AREA) ? [] : [...row.coverage].sort(),
    themes: [...row.themes].sort(),
    closesOn: row.closesOn,
    mustKnow: row.mustKnow,
    links: [],
    meanings: {},
    ...{ readers: row.readers, ages: row.ages, dates: inOrder(row.dates) },
    ...{ sizes: [...row.sizes].sort(), stages: [...row.stages].sort(), roles: [...row.roles].sort() },
  };
}

/** A file says nothing of links and of meanings. */
function kept({ links, meanings }: Recorded, words: ArticleWords): ArticleWords {
  return { ...words, links, meanings };
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
