import { z } from 'zod';
import { markdownHtml } from '../../core/text/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { ARTICLE_KINDS, THEMES } from '../../members/index.js';
import { weekOfKey } from '../editions/week.rules.js';
import { lastDayWords } from './last-day.rules.js';
import { linksText, mayChange, mayDecide, type Article } from './article.rules.js';

const THEME_NAMES = new Map(THEMES.map(({ key, name }) => [key, name]));
const KIND_WORDS: Record<Article['kind'], string> = {
  news: 'News',
  funding: 'Funding',
  consultation: 'Consultation',
  event: 'Event',
  training: 'Training',
  briefing: 'Briefing',
};

/** A district as far as its name goes. */
interface Named {
  id: string;
  name: string;
}

type Writer = Parameters<typeof mayChange>[0];

export const KIND_CHOICES = ARTICLE_KINDS.map((kind) => ({ value: kind, words: KIND_WORDS[kind] }));
export const THEME_CHOICES = THEMES.map(({ key, name }) => ({ value: key, words: name }));

/** Returns the name of a theme. */
export function themeName(key: string): string {
  return THEME_NAMES.get(key) ?? key;
}

/** Returns what kind of article it is, in a word with a capital. */
export function kindWords(kind: string): string {
  return KIND_WORDS[kind as Article['kind']] ?? kind;
}

/** Returns an article as its own page shows it. */
export function viewArticle(me: Writer, article: Article, districts: readonly Named[], today: string) {
  return {
    ...article,
    kindWords: kindWords(article.kind),
    lastDay: lastDayWords(article.kind),
    html: markdownHtml(article.body, 2),
    where: whereWords(article.districtIds, districts),
    about: article.themes.map(themeName).join(', '),
    tag: tagOf(article, today),
    linksText: linksText(article.links),
    mayChange: mayChange(me, article),
    mayDecide: mayDecide(me),
    isWithdrawn: article.state === 'withdrawn',
    isDraft: article.state === 'draft',
  };
}

/** Returns a row of the list. */
export function viewRow(article: Article, districts: readonly Named[], today: string) {
  const { id, title, kind, closesOn } = article;
  const where = whereWords(article.districtIds, districts);
  const words = { kindWords: kindWords(kind), lastDay: lastDayWords(kind) };
  return { id, title, closesOn, where, ...words, tag: tagOf(article, today) };
}

/** One word for where an article stands. */
function tagOf({ state, carriedBy, closesOn }: Article, today: string): { words: string; kind?: string } {
  if (state === 'withdrawn') return { words: 'Withdrawn', kind: 'bad' };
  if (state === 'draft') return { words: 'Draft', kind: 'waiting' };
  if (carriedBy) return { words: weekWords(carriedBy, today) };
  return closesOn !== null && closesOn < today ? { words: 'Closed' } : { words: 'Ready', kind: 'good' };
}

/** `Week of 16 November`, with the year where it is another. */
function weekWords(key: string, today: string): string {
  const day = sayDate(weekOfKey(key)?.from);
  return day === '' ? key : `Week of ${day.replace(` ${today.slice(0, 4)}`, '')}`;
}

function whereWords(ids: readonly string[], districts: readonly Named[]): string {
  if (ids.length === 0) return 'County-wide';
  const names = new Map(districts.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? '').join(', ');
}

/** An article as the API gives it. */
export const articleAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(ARTICLE_KINDS),
  title: z.string(),
  summary: z.string(),
  body: z.string().describe('Markdown'),
  whatItMeans: z.string(),
  districts: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('None means county-wide'),
  themes: z.array(z.object({ key: z.string(), name: z.string() })),
  closesOn: z.iso.date().nullable(),
  mustKnow: z.boolean(),
  links: z.array(z.object({ words: z.string(), url: z.string() })),
  state: z.enum(['draft', 'ready', 'withdrawn']),
  since: z.iso.date(),
  carriedBy: z.string().nullable().describe('The week of the edition that carries it'),
});

/** Returns an article as the API gives it. */
export function answerOf(article: Article, districts: readonly Named[]): z.output<typeof articleAnswer> {
  const { id, kind, title, summary, body, whatItMeans, closesOn, mustKnow, links, state, since, carriedBy } =
    article;
  const names = new Map(districts.map((one) => [one.id, one.name]));
  return {
    ...{ id, kind, title, summary, body, whatItMeans, closesOn, mustKnow, links, state, since, carriedBy },
    districts: article.districtIds.map((one) => ({ id: one, name: names.get(one) ?? '' })),
    themes: article.themes.map((key) => ({ key, name: themeName(key) })),
  };
}
