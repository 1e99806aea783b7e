import { readList, readYesNo } from '../core/text/cells.rules.js';
import { guessByHeading, type ColumnGuess } from '../core/text/columns.rules.js';
import { readDate } from '../core/text/date.rules.js';
import { cleanText } from '../core/text/normalise.rules.js';
import { listed, quoted, refused, taken, type Reading, type Refusal } from '../core/text/reading.rules.js';
import type { NamedDistrict } from './district-names.rules.js';
import { readText } from './texts.rules.js';
import type { Theme } from './themes.rules.js';

export const ARTICLE_KINDS = ['news', 'funding', 'consultation', 'event', 'training', 'briefing'] as const;
export type ArticleKind = (typeof ARTICLE_KINDS)[number];

/** An article as a file gives it; no districts mean that it is for the whole area. */
export interface ArticleFacts {
  line: number;
  kind: ArticleKind;
  title: string;
  summary: string;
  body: string;
  whatItMeans: string;
  coverage: string[];
  themes: string[];
  closesOn: string | null;
  mustKnow: boolean;
}

/** What the rows of an articles' file are read against. */
export interface ArticleContext {
  readDistrict: (typed: string) => Reading<NamedDistrict>;
  readTheme: (typed: string) => Reading<Theme>;
}

const HEADINGS = {
  title: ['headline', 'heading', 'name'],
  summary: ['in short', 'introduction', 'intro', 'standfirst'],
  body: ['text', 'article', 'content', 'details'],
  what_it_means: ['what it means for you', 'what it means', 'what this means', 'for you'],
  districts: ['district', 'areas', 'area', 'coverage'],
  themes: ['theme', 'topics', 'topic', 'sub sector'],
  closes_on: ['closes', 'closing date', 'closing', 'deadline', 'close date'],
  must_know: ['must know', 'everybody', 'important'],
  kind: ['type', 'category'],
};

export type ArticleField = keyof typeof HEADINGS;

/** Guesses the columns of an articles' file; only the title must be among them. */
export function guessArticleColumns(header: readonly string[]): ColumnGuess<ArticleField> {
  return guessByHeading(header, HEADINGS, ['title']);
}

/** Reads one record of an articles' file: the article, or every reason why it cannot be taken. */
export function readArticleRow(
  record: { line: number; values: readonly string[] },
  mapping: Partial<Record<ArticleField, number>>,
  { readDistrict, readTheme }: ArticleContext,
): { ok: true; article: ArticleFacts } | { ok: false; refused: Refusal[] } {
  const refusals: Refusal[] = [];
  const cell = <T>(field: ArticleField, read: (text: string) => Reading<T>, blank: T, lines = false): T => {
    const column = mapping[field];
    const text = column === undefined ? '' : cleanText(record.values[column] ?? '', { lines });
    if (text === '') return blank;
    const reading = read(text);
    if (!reading.ok) refusals.push({ line: record.line, field, problem: reading.problem });
    return reading.ok ? reading.value : blank;
  };
  const districts = cell('districts', (text) => readList(text, readDistrict), [], true);
  const themes = cell('themes', (text) => readList(text, readTheme), [], true);
  const article: ArticleFacts = {
    line: record.line,
    kind: cell('kind', readKind, 'news'),
    title: cell('title', (text) => readText(text, 200), ''),
    summary: cell('summary', (text) => readText(text, 500), ''),
    body: cell('body', (text) => readText(text, 20_000), '', true),
    whatItMeans: cell('what_it_means', (text) => readText(text, 500), ''),
    coverage: [...new Set(districts.map(({ id }) => id))],
    themes: [...new Set(themes.map(({ key }) => key))],
    closesOn: cell<string | null>('closes_on', readDate, null),
    mustKnow: cell('must_know', readYesNo, false),
  };
  if (article.title === '' && !refusals.some(({ field }) => field === 'title')) {
    refusals.push({
      line: record.line,
      field: 'title',
      problem: 'The title is missing. Fill it in, or take the row out.',
    });
  }
  return refusals.length > 0 ? { ok: false, refused: refusals } : { ok: true, article };
}

function readKind(text: string): Reading<ArticleKind> {
  const kind = ARTICLE_KINDS.find((known) => known === text.toLowerCase());
  return kind
    ? taken(kind)
    : refused(`${quoted(text)} is not a kind of article. Write ${listed(ARTICLE_KINDS, 'or')}.`);
}
