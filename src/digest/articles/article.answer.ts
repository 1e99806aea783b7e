import { z } from 'zod';
import { ARTICLE_KINDS } from '../../members/index.js';
import type { Article } from './article.rules.js';
import { themeName } from './article.view.js';

/** A district as far as its name goes. */
interface Named {
  id: string;
  name: string;
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
  ages: z.object({ from: z.int(), to: z.int() }).nullable().describe('Of children; none means all'),
  sizes: z.array(z.string()).describe('None means organisations of every size'),
  stages: z.array(z.int()).describe('None means every stage of development'),
  roles: z.array(z.string()).describe('Only people with one of these are sent it; none means everybody'),
  readers: z.enum(['public', 'members', 'roles']).describe('Who may read it on the web'),
  closesOn: z.iso.date().nullable(),
  dates: z.array(z.object({ on: z.iso.date(), words: z.string() })).describe('Other dates that matter'),
  mustKnow: z.boolean(),
  links: z.array(z.object({ words: z.string(), url: z.string() })),
  meanings: z.record(z.string(), z.uuid()).describe('The terms meant by short forms with several meanings'),
  state: z.enum(['draft', 'submitted', 'returned', 'ready', 'withdrawn']),
  since: z.iso.date(),
  carriedBy: z.string().nullable().describe('The week of the edition that carries it'),
});

/** Returns an article as the API gives it. */
export function answerOf(article: Article, districts: readonly Named[]): z.output<typeof articleAnswer> {
  const { id, kind, title, summary, body, whatItMeans, closesOn, mustKnow, links, state, since, carriedBy } =
    article;
  const { ages, sizes, stages, roles, readers, dates, meanings } = article;
  const names = new Map(districts.map((one) => [one.id, one.name]));
  return {
    ...{ ages, sizes, stages, roles, readers, dates, meanings },
    ...{ id, kind, title, summary, body, whatItMeans, closesOn, mustKnow, links, state, since, carriedBy },
    districts: article.districtIds.map((one) => ({ id: one, name: names.get(one) ?? '' })),
    themes: article.themes.map((key) => ({ key, name: themeName(key) })),
  };
}
