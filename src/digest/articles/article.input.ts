import { z } from 'zod';
import { formText, formTicks, neededText } from '../../core/access/index.js';
import { readDate } from '../../core/text/index.js';
import { ARTICLE_KINDS } from '../../members/index.js';
import { formLines } from '../form-lines.js';
import { ARTICLE_LIMITS, readLinks } from './article.rules.js';

const KIND = z.enum(ARTICLE_KINDS, { error: 'Choose what kind of article it is.' });
const title = neededText('Give the article a title.', ARTICLE_LIMITS.title);
const texts = {
  summary: formText(ARTICLE_LIMITS.summary),
  body: formLines(ARTICLE_LIMITS.body),
  whatItMeans: formText(ARTICLE_LIMITS.whatItMeans),
};
const address = z
  .string()
  .regex(/^(?:https?:\/\/|mailto:)\S+$/i, 'A link starts with https://, http:// or mailto:.');

/** An article as a form sends it; the date comes in three boxes, the links one on a line. */
export const articleForm = z.preprocess(
  (body) => {
    const typed = (body ?? {}) as Record<string, unknown>;
    const date = ['day', 'month', 'year'].map((part) => String(typed[`closesOn-${part}`] ?? '').trim());
    return { ...typed, closesOn: date.every((part) => part === '') ? '' : date.join('/') };
  },
  z.object({
    kind: KIND,
    title,
    ...texts,
    districts: formTicks(),
    themes: formTicks(),
    closesOn: formText(60).transform((text, context) => {
      if (text === '') return null;
      const reading = readDate(text);
      if (reading.ok) return reading.value;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
    mustKnow: z
      .literal('yes')
      .optional()
      .transform((ticked) => ticked === 'yes'),
    links: formLines(ARTICLE_LIMITS.links).transform((text, context) => {
      const reading = readLinks(text);
      if (reading.ok) return reading.value;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
    state: z.enum(['draft', 'ready']).default('draft'),
    version: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  }),
);

/** An article as a program sends it. Districts go by name, ONS code or id, themes by name or key. */
export const articleBody = z.object({
  kind: KIND.default('news'),
  title,
  ...texts,
  districts: z.array(z.string().max(200)).max(100).default([]),
  themes: z.array(z.string().max(200)).max(100).default([]),
  closesOn: z.iso.date('Write the date as 2026-11-27.').nullable().default(null),
  mustKnow: z.boolean().default(false),
  links: z
    .array(z.object({ words: formText(200), url: address }))
    .max(20)
    .default([]),
  state: z.enum(['draft', 'ready']).default('draft'),
});

export type ArticleInput = z.output<typeof articleBody> & { version?: number };

/** What a list of articles is asked for. */
export const articleQuery = z.object({
  q: formText(200),
  kind: z.union([KIND, z.literal('')]).default(''),
  show: z.enum(['', 'waiting', 'draft', 'ready', 'carried', 'withdrawn', 'all']).default(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});

/** The same for programs; `after` is the id of the last article of the page before. */
export const articleListQuery = z.object({
  q: formText(200),
  kind: KIND.optional(),
  show: z.enum(['waiting', 'draft', 'ready', 'carried', 'withdrawn', 'all']).default('ready'),
  after: z.uuid().optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
});
