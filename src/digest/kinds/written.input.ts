import { z } from 'zod';
import { formText, formTicks, neededText } from '../../core/access/index.js';
import { SIZE_BANDS } from '../../members/index.js';
import { formLines } from '../form-lines.js';

const LONG = 20_000;
const subject = neededText('Write the subject.', 150);
const body = formLines(LONG).refine((text) => text !== '', 'Write the text.');
const ids = formTicks().pipe(z.array(z.uuid({ error: 'Choose from the list.' })).max(500));

/** The beginning of a newsletter. */
export const newsletterForm = z.object({ subject, intro: formLines(3000) });

/** An urgent briefing: an article, which may lend its title, or words of its own. */
export const briefingForm = z
  .object({
    subject: formText(150),
    article: z.union([z.uuid({ error: 'Choose from the list.' }), z.literal('')]).default(''),
    body: formLines(LONG),
  })
  .superRefine(({ subject, article, body }, context) => {
    if (article !== '') return;
    if (subject === '')
      context.addIssue({ code: 'custom', path: ['subject'], message: 'Write the subject.' });
    if (body === '')
      context.addIssue({ code: 'custom', path: ['body'], message: 'Choose an article, or write the text.' });
  });

/** One passage of a newsletter; without a heading it goes on from the passage before. */
export const passageForm = z.object({ item: z.string().max(300).default(''), heading: formText(200), body });

/** What a briefing or a correction says. */
export const messageForm = z.object({ subject, body });

export const removalForm = z.object({ item: z.string().min(1).max(300) });

export const picksForm = z.object({ articles: ids });

const sizes = Object.keys(SIZE_BANDS) as [keyof typeof SIZE_BANDS, ...(keyof typeof SIZE_BANDS)[]];
const names = formTicks().pipe(z.array(z.string().max(60)).max(100));

/** Whom an edition is for. */
export const audienceForm = z.object({
  districtIds: ids,
  themes: names,
  sizes: formTicks().pipe(z.array(z.enum(sizes, { error: 'Choose from the list.' }))),
  stages: formTicks().transform((ticked, context) => {
    const stages = z.array(z.coerce.number().int().min(1).max(3)).safeParse(ticked);
    if (stages.success) return stages.data;
    context.addIssue({ code: 'custom', message: 'Choose from the list.' });
    return z.NEVER;
  }),
  roles: names,
});

/** The same from a program; what is left out asks nothing. */
export const audienceBody = z.object({
  districtIds: z.array(z.uuid()).max(500).default([]),
  themes: z.array(z.string().max(60)).max(100).default([]),
  sizes: z.array(z.enum(sizes)).default([]),
  stages: z.array(z.int().min(1).max(3)).default([]),
  roles: z.array(z.string().max(60)).max(100).default([]),
});

/** A newsletter from a program: passages and articles, in this order. */
export const newsletterBody = z.object({
  subject,
  intro: formLines(3000),
  parts: z
    .array(z.union([z.object({ heading: formText(200), body }), z.object({ article: z.uuid() })]))
    .max(200)
    .default([]),
  audience: audienceBody.prefault({}),
});

/** An urgent briefing from a program: an article or a text. */
export const briefingBody = z.object({
  subject: formText(150),
  article: z.uuid().optional(),
  body: formLines(LONG),
  audience: audienceBody.prefault({}),
});

/** A correction from a program. */
export const correctionBody = messageForm;
