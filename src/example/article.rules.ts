import type { ArticleKind } from '../members/article-row.rules.js';

/** An article of the example as its file has it; its closing date is so many days from the day it is loaded. */
export interface ExampleArticle {
  kind: ArticleKind;
  title: string;
  summary: string;
  body: string;
  what_it_means: string;
  /** Codes of districts; none is the whole area. */
  districts: string[];
  /** Keys of themes. */
  themes: string[];
  closes_in_days: number | null;
  must_know: boolean;
  draft?: boolean;
  /** Waits for approval. */
  submitted?: boolean;
  /** Who may read it on the web; members unless said. */
  readers?: 'public';
}

/** What an example network is, as far as its articles speak of it. */
export interface ArticlePlace {
  /** Codes of the network's districts. */
  districts: ReadonlySet<string>;
  area: 'county' | 'city';
  /** `YYYY-MM-DD`. */
  today: string;
}

/** Returns the articles that a network of this place would have, in the form in which articles are written. */
export function articlesFor(all: readonly ExampleArticle[], { districts, area, today }: ArticlePlace) {
  const own = all.filter((article) => article.districts.every((code) => districts.has(code)));
  const local = (text: string) =>
    area === 'county'
      ? text
      : text.replace(/\b(c|C)ounty\b/g, (_, letter) => (letter === 'c' ? 'city' : 'City'));
  return own.map((article) => ({
    kind: article.kind,
    title: local(article.title),
    summary: local(article.summary),
    body: local(article.body),
    whatItMeans: local(article.what_it_means),
    ...{ districts: article.districts, themes: article.themes, mustKnow: article.must_know, links: [] },
    closesOn: article.closes_in_days === null ? null : daysAfter(today, article.closes_in_days),
    readers: article.readers ?? ('members' as const),
    state: stateOf(article),
  }));
}

function stateOf({ draft, submitted }: ExampleArticle): 'draft' | 'submitted' | 'ready' {
  if (draft) return 'draft';
  return submitted ? 'submitted' : 'ready';
}

/** Returns the day so many days after a day, both `YYYY-MM-DD`. */
export function daysAfter(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}
