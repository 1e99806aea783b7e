import { readList, readYesNo, splitList } from '../core/text/cells.rules.js';
import { guessByHeading, type ColumnGuess } from '../core/text/columns.rules.js';
import { readDate } from '../core/text/date.rules.js';
import { cleanText } from '../core/text/normalise.rules.js';
import { listed, quoted, refused, taken, type Reading, type Refusal } from '../core/text/reading.rules.js';
import {
  readAges,
  readAudienceRole,
  readBand,
  readDatedLine,
  readReaders,
  readStage,
} from './article-cells.rules.js';
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
  readers: 'public' | 'members' | 'roles';
  ages: { from: number; to: number } | null;
  sizes: string[];
  stages: number[];
  roles: string[];
  dates: { on: string; words: string }[];
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
  readers: ['who may read it', 'readers', 'visibility'],
  ages: ['age range', 'ages of children', 'age'],
  sizes: ['size', 'size bands', 'size band'],
  stages: ['stage', 'stages of development'],
  roles: ['role', 'for roles'],
  dates: ['other dates', 'key dates', 'dates that matter'],
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
    readers: cell('readers', readReaders, 'members'),
    ages: cell<ArticleFacts['ages']>('ages', readAges, null),
    ...listsOf(cell),
  };
  refusals.push(...missingFrom(article, refusals));
  return refusals.length > 0 ? { ok: false, refused: refusals } : { ok: true, article };
}

function missingFrom({ line, title, readers, roles }: ArticleFacts, refusals: readonly Refusal[]): Refusal[] {
  const isRefused = (field: string) => refusals.some((one) => one.field === field);
  const missing: Refusal[] = [];
  if (readers === 'roles' && roles.length === 0 && !isRefused('roles'))
    missing.push({ line, field: 'roles', problem: 'Name the roles that may read it.' });
  if (readers === 'roles' && roles.includes('main_contact'))
    missing.push({
      line,
      field: 'readers',
      problem: 'An article for main contacts can be read by all members.',
    });
  if (title === '' && !isRefused('title'))
    missing.push({ line, field: 'title', problem: 'The title is missing. Fill it in, or take the row out.' });
  return missing;
}

type ReadCell = <T>(field: ArticleField, read: (text: string) => Reading<T>, blank: T, lines?: boolean) => T;

function listsOf(cell: ReadCell): Pick<ArticleFacts, 'sizes' | 'stages' | 'roles' | 'dates'> {
  const dates = (text: string) => readEach(splitList(text), readDatedLine);
  return {
    sizes: cell('sizes', (text) => readList(text, readBand), [], true),
    stages: cell<number[]>('stages', (text) => readList(text, readStage), [], true),
    roles: cell('roles', (text) => readList(text, readAudienceRole), [], true),
    dates: cell('dates', dates, [], true),
  };
}

/** Commas belong to the words of a date, so they part nothing here. */
function readEach<T>(items: readonly string[], readOne: (item: string) => Reading<T>): Reading<T[]> {
  const values: T[] = [];
  for (const item of items) {
    const reading = readOne(item);
    if (!reading.ok) return reading;
    values.push(reading.value);
  }
  return taken(values);
}

function readKind(text: string): Reading<ArticleKind> {
  const kind = ARTICLE_KINDS.find((known) => known === text.toLowerCase());
  return kind
    ? taken(kind)
    : refused(`${quoted(text)} is not a kind of article. Write ${listed(ARTICLE_KINDS, 'or')}.`);
}
