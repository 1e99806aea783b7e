import type { Explainer } from '../../core/glossary/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { agesWords, ARTICLE_KINDS, AUDIENCE_ROLES, SIZE_BANDS, THEMES } from '../../members/index.js';
import { weekOfKey } from '../editions/week.rules.js';
import { lastDayWords } from './last-day.rules.js';
import { datesText, linksText, mayChange, mayDecide, type Article, type Writer } from './article.rules.js';

const THEME_NAMES = new Map(THEMES.map(({ key, name }) => [key, name]));
const KIND_WORDS: Record<Article['kind'], string> = {
  news: 'News',
  funding: 'Funding',
  consultation: 'Consultation',
  event: 'Event',
  training: 'Training',
  briefing: 'Briefing',
};

const READERS_WORDS: Record<Article['readers'], string> = {
  public: 'Anybody',
  members: 'Members',
  roles: 'Only people with the roles it is for',
};
const ROLE_WORDS = new Map(AUDIENCE_ROLES.map(({ value, words }) => [value, words]));

/** A district as far as its name goes. */
interface Named {
  id: string;
  name: string;
}

export const KIND_CHOICES = ARTICLE_KINDS.map((kind) => ({ value: kind, words: KIND_WORDS[kind] }));
export const SIZE_CHOICES = Object.entries(SIZE_BANDS).map(([value, words]) => ({ value, words }));
export const READERS_CHOICES = [
  { value: 'members', words: READERS_WORDS.members },
  {
    value: 'public',
    words: READERS_WORDS.public,
    hint: 'It appears on the open web, and in the public archive and its feed.',
  },
  { value: 'roles', words: READERS_WORDS.roles, hint: 'Choose the roles below.' },
];
export const THEME_CHOICES = THEMES.map(({ key, name }) => ({ value: key, words: name }));

/** Returns the name of a theme. */
export function themeName(key: string): string {
  return THEME_NAMES.get(key) ?? key;
}

/** Returns what kind of article it is, in a word with a capital. */
export function kindWords(kind: string): string {
  return KIND_WORDS[kind as Article['kind']] ?? kind;
}

/** Returns an article as its own page shows it, its short forms explained where they first stand. */
export function viewArticle(
  me: Writer | undefined,
  article: Article,
  { districts, today, explain }: { districts: readonly Named[]; today: string; explain: Explainer },
) {
  const { meanings } = article;
  return {
    ...article,
    heading: explain.plain(article.title, meanings),
    summary: article.summary && explain.html(article.summary, meanings),
    html: explain.markdown(article.body, meanings),
    whatItMeans: article.whatItMeans && explain.html(article.whatItMeans, meanings),
    dates: article.dates.map(({ on, words }) => ({ on, words: explain.html(words, meanings) })),
    ...audienceOf(article, districts),
    kindWords: kindWords(article.kind),
    lastDay: lastDayWords(article.kind),
    tag: tagOf(article, today),
    mayChange: me !== undefined && mayChange(me, article),
    mayDecide: me !== undefined && mayDecide(me),
  };
}

/** Returns an article as its form holds it. */
export function viewForm(article: Article) {
  return {
    ...article,
    linksText: linksText(article.links),
    datesText: datesText(article.dates),
    isNarrow:
      article.ages !== null || article.sizes.length + article.stages.length + article.roles.length > 0,
  };
}

/** Whom an article is for, and who may read it, in words. */
function audienceOf(article: Article, districts: readonly Named[]) {
  const { ages, sizes, stages, roles } = article;
  return {
    where: whereWords(article.districtIds, districts),
    about: article.themes.map(themeName).join(', '),
    ages: ages && agesWords(ages),
    sizes: sizes.map((band) => SIZE_BANDS[band as keyof typeof SIZE_BANDS] ?? band).join('; '),
    stages: stages.join(', '),
    roles: roles.map((role) => ROLE_WORDS.get(role) ?? role).join(', '),
    readersWords: READERS_WORDS[article.readers],
  };
}

/** Returns a row of the list; `title` as the list says it. */
export function viewRow(
  article: Article,
  { districts, today, explain }: { districts: readonly Named[]; today: string; explain: Explainer },
) {
  const { id, kind, closesOn } = article;
  const title = explain.plain(article.title, article.meanings);
  const where = whereWords(article.districtIds, districts);
  const words = { kindWords: kindWords(kind), lastDay: lastDayWords(kind) };
  return { id, title, closesOn, where, ...words, tag: tagOf(article, today) };
}

/** One word for where an article stands. */
function tagOf({ state, carriedBy, closesOn }: Article, today: string): { words: string; kind?: string } {
  if (state === 'withdrawn') return { words: 'Withdrawn', kind: 'bad' };
  if (state === 'submitted') return { words: 'Waits for approval', kind: 'waiting' };
  if (state === 'returned') return { words: 'Sent back', kind: 'waiting' };
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
