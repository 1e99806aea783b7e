import { z } from 'zod';
import { formText, formTicks, neededText } from '../../core/access/index.js';
import { readDate } from '../../core/text/index.js';
import { ARTICLE_KINDS, AUDIENCE_ROLES, SIZE_BANDS } from '../../members/index.js';
import { formLines } from '../form-lines.js';
import { agesFrom, askedWords, chosenMeanings, putTogether } from './article-form.rules.js';
import { ARTICLE_LIMITS, readDates, readLinks } from './article.rules.js';

const KIND = z.enum(ARTICLE_KINDS, { error: 'Choose what kind of article it is.' });
const READERS = z.enum(['public', 'members', 'roles'], { error: 'Choose who may read it.' });
const ROLE_NAMES = AUDIENCE_ROLES.map(({ value }) => value);
const BAND_NAMES = Object.keys(SIZE_BANDS);
const ASK_MEANING = 'Say what it means for a small organisation, or that there is nothing to do.';
const title = neededText('Give the article a title.', ARTICLE_LIMITS.title);
const texts = {
  summary: formText(ARTICLE_LIMITS.summary),
  body: formLines(ARTICLE_LIMITS.body),
  whatItMeans: formText(ARTICLE_LIMITS.whatItMeans),
};
const address = z
  .string()
  .regex(/^(?:https?:\/\/|mailto:)\S+$/i, 'A link starts with https://, http:// or mailto:.');

/** Lines that are read by a rule, whose problem is the field's. */
function lines<T>(
  most: number,
  read: (text: string) => { ok: true; value: T } | { ok: false; problem: string },
) {
  return formLines(most).transform((text, context): T => {
    const reading = read(text);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  });
}

const known = (names: readonly string[], problem: string) =>
  formTicks().refine((ticked) => ticked.every((one) => names.includes(one)), problem);

/** What whoever submits an article fills in; an editor fills in more. */
const written = {
  kind: KIND,
  title,
  ...texts,
  districts: formTicks(),
  themes: formTicks(),
  closesOn: lines(60, (text) => (text === '' ? { ok: true as const, value: null } : readDate(text))),
  dates: lines(ARTICLE_LIMITS.dates, readDates),
  links: lines(ARTICLE_LIMITS.links, readLinks),
  version: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
};

/** What the writer said about short forms while the words were checked. */
const wordsAsked = {
  asked: z.unknown().transform(askedWords),
  meanings: z.unknown().transform(chosenMeanings),
};

/** An article as an editor's form sends it; dates come in three boxes or one on a line, and so do links. */
export const articleForm = z.preprocess(
  putTogether,
  z
    .object({
      ...written,
      ...wordsAsked,
      ages: z.unknown().transform((typed, context) => {
        const reading = agesFrom(typed);
        if (reading.ok) return reading.value;
        context.addIssue({ code: 'custom', message: reading.problem });
        return z.NEVER;
      }),
      sizes: known(BAND_NAMES, 'Choose sizes from the list.'),
      stages: known(['1', '2', '3'], 'Choose stages from the list.').transform((ticked) =>
        ticked.map(Number),
      ),
      roles: known(ROLE_NAMES, 'Choose roles from the list.'),
      readers: READERS.default('members'),
      mustKnow: z
        .literal('yes')
        .optional()
        .transform((ticked) => ticked === 'yes'),
      state: z.enum(['draft', 'submitted', 'ready']).default('draft'),
    })
    .superRefine(({ state, whatItMeans }, context) => {
      if (state === 'draft' || whatItMeans !== '') return;
      context.addIssue({ code: 'custom', path: ['whatItMeans'], message: ASK_MEANING });
    }),
);

/** An article as somebody submits it. */
export const submissionForm = z.preprocess(
  putTogether,
  z.object({
    ...written,
    ...wordsAsked,
    whatItMeans: neededText(ASK_MEANING, ARTICLE_LIMITS.whatItMeans),
  }),
);

/** The version of an article that was looked at. */
export const versionForm = z.object({ version: written.version });

/** Why an article is sent back. */
export const returnForm = z.object({
  reason: formLines(1000).refine((text) => text !== '', 'Say why, in a sentence the writer can act on.'),
});

/** An article as a program sends it. Districts go by name, ONS code or id, themes by name or key. */
export const articleBody = z.object({
  kind: KIND.default('news'),
  title,
  ...texts,
  districts: z.array(z.string().max(200)).max(100).default([]),
  themes: z.array(z.string().max(200)).max(100).default([]),
  ages: z
    .object({ from: z.int().min(0).max(25), to: z.int().min(0).max(25) })
    .refine(({ from, to }) => from <= to, 'The first age is above the last.')
    .nullable()
    .default(null)
    .describe('Years of age of the children it is about; none means all'),
  sizes: z.array(z.enum(BAND_NAMES)).default([]).describe('None means organisations of every size'),
  stages: z.array(z.int().min(1).max(3)).default([]).describe('None means every stage of development'),
  roles: z.array(z.enum(ROLE_NAMES)).default([]).describe('Only people with one of these are sent it'),
  readers: READERS.default('members').describe('Who may read it on the web'),
  closesOn: z.iso.date('Write the date as 2026-11-27.').nullable().default(null),
  dates: z
    .array(
      z.object({
        on: z.iso.date('Write the date as 2026-11-27.'),
        words: neededText('Say what is on the date.'),
      }),
    )
    .max(20)
    .default([]),
  mustKnow: z.boolean().default(false),
  links: z
    .array(z.object({ words: formText(200), url: address }))
    .max(20)
    .default([]),
  meanings: z
    .record(z.string().max(20), z.uuid())
    .default({})
    .describe('The ids of the terms meant by short forms with several meanings'),
  state: z.enum(['draft', 'submitted', 'ready']).default('draft'),
});

type Body = z.output<typeof articleBody>;
type Further = 'ages' | 'sizes' | 'stages' | 'roles' | 'readers' | 'dates' | 'meanings';

/** An article as it is written, whichever way; what is not said of whom it is for means everybody. */
export type ArticleInput = Omit<Body, Further> & Partial<Pick<Body, Further>> & { version?: number };

/** What a list of articles is asked for. */
export const articleQuery = z.object({
  q: formText(200),
  kind: z
    .union([KIND, z.literal('')])
    .default('')
    .catch(''),
  show: z
    .enum(['', 'waiting', 'submitted', 'draft', 'ready', 'carried', 'withdrawn', 'all'])
    .default('')
    .catch(''),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});

/** The same for programs; `after` is the id of the last article of the page before. */
export const articleListQuery = z.object({
  q: formText(200),
  kind: KIND.optional(),
  show: z.enum(['waiting', 'submitted', 'draft', 'ready', 'carried', 'withdrawn', 'all']).default('ready'),
  after: z.uuid().optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
});
