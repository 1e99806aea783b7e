import { sayDate } from '../../core/web/templates/index.js';
import { datesText, linksText, type Article, type ArticleWords } from './article.rules.js';
import { kindWords, themeName } from './article.view.js';
import type { Submission } from './submission.store.js';
import { wordDiff } from './word-diff.rules.js';

interface Named {
  id: string;
  name: string;
}

/** Returns what was submitted beside what it is now: each part as submitted, and where it differs, both with their differences. */
export function submissionView(submission: Submission, article: Article, districts: readonly Named[]) {
  const names = new Map(districts.map(({ id, name }) => [id, name]));
  const [before, now] = [partsOf(submission.words, names), partsOf(article, names)];
  const rows = Object.keys(before)
    .filter((part) => before[part] !== '' || now[part] !== '')
    .map((part) => rowOf(part, before[part], now[part]));
  const { who, at, decision, reason } = submission;
  return { who, at, decision, reason, rows, isEdited: rows.some(({ isSame }) => !isSame) };
}

function rowOf(part: string, before: string, now: string) {
  const parts = wordDiff(before, now);
  return {
    part,
    isSame: before === now,
    before: parts.filter(({ kind }) => kind !== 'new'),
    now: parts.filter(({ kind }) => kind !== 'gone'),
  };
}

function partsOf(words: ArticleWords, names: ReadonlyMap<string, string>): Record<string, string> {
  return {
    Title: words.title,
    Kind: kindWords(words.kind),
    'In short': words.summary,
    Text: words.body,
    'What this means for you': words.whatItMeans,
    'Closing date': words.closesOn ? sayDate(words.closesOn) : '',
    'Other dates': datesText(words.dates),
    Districts: words.districtIds.map((id) => names.get(id) ?? '').join(', '),
    Themes: words.themes.map(themeName).join(', '),
    Links: linksText(words.links),
  };
}
