import { z } from 'zod';
import { cleanText } from '../core/text/index.js';

/** A longer text of a form, tidied with its line breaks kept; absent means empty. `most` is in characters. */
export function formLines(most: number) {
  const long = `This is longer than we can keep: use up to ${most} characters.`;
  return z
    .string({ error: 'Give one answer here.' })
    .transform((text) => cleanText(text, { lines: true }))
    .pipe(z.string().max(most, long))
    .default('');
}
