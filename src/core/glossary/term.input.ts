import { z } from 'zod';
import { formText, neededText } from '../access/index.js';
import { TERM_LIMITS } from './term.rules.js';

/** A path inside the network to which a form leads back, such as `articles/…/edit`. */
const next = z
  .string()
  .max(200)
  .regex(/^[\w-]+(?:\/[\w-]+)*$/)
  .optional()
  .catch(undefined);

const words = {
  short: neededText('Give the short form, such as CYPP.', TERM_LIMITS.short),
  long: neededText('Say what it stands for.', TERM_LIMITS.long),
  meaning: formText(TERM_LIMITS.meaning),
  usedFor: formText(TERM_LIMITS.usedFor),
};

/** A term as a form or a program sends it. */
export const termBody = z.object(words);

/** The same from a page, with the version it was opened at and the page to go back to. */
export const termForm = z.object({
  ...words,
  version: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  next,
});

/** What a new term may be begun with. */
export const newTermQuery = z.object({ short: formText(TERM_LIMITS.short).catch(''), next });

/** What a list of terms is asked for. */
export const termsQuery = z.object({
  q: formText(200),
  page: z.coerce.number().int().min(1).max(100_000).default(1).catch(1),
});

/** Capitals that everybody knows. */
export const excuseForm = z.object({
  word: neededText('Write the capitals, such as BBC.', TERM_LIMITS.short),
  next,
});

/** A term as the API gives it. */
export const termAnswer = z.object({
  id: z.uuid(),
  short: z.string(),
  long: z.string(),
  meaning: z.string(),
  usedFor: z.string().describe('Where or for whom it means this, when there are several meanings'),
  isAmbiguous: z.boolean().describe('There is another term with the same short form'),
});
