import { z } from 'zod';
import { formText } from '../../access/index.js';
import { cleanText } from '../../text/index.js';

export const SHOWN = ['open', 'mine', 'done', 'folded'] as const;
export type Shown = (typeof SHOWN)[number];

export const listInput = z.object({
  show: z.enum(SHOWN).catch('open'),
  page: z.coerce.number().int().catch(1),
});

export const MOST_ANSWER = 10_000;

export const answerInput = z.object({
  text: z
    .string({ error: 'Give one answer here.' })
    .transform((text) => cleanText(text, { lines: true }))
    .pipe(
      z
        .string()
        .min(1, 'Write what you want to answer.')
        .max(MOST_ANSWER, `This is longer than we can send: use up to ${MOST_ANSWER} characters.`),
    )
    .default(''),
});
export type AnswerInput = z.output<typeof answerInput>;

export const assignmentInput = z.object({ to: formText(36) });
