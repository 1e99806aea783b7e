import { z } from 'zod';
import { cleanText } from '../text/index.js';

const ONE = 'Give one answer here.';

/** One line of a form, tidied; absent means empty. `most` is in characters, refused and never cut. */
export function formText(most = 200) {
  const long = `This is longer than we can keep: use up to ${most} characters.`;
  return z
    .string({ error: ONE })
    .transform((text) => cleanText(text))
    .pipe(z.string().max(most, long))
    .default('');
}

/** The same where something must be said; `ask` is the sentence that asks for it. */
export function neededText(ask: string, most = 200) {
  return formText(most).refine((text) => text !== '', ask);
}

/** An e-mail address as it was typed, for `readAddress` to judge: not even its hidden characters are tidied away. */
export function typedAddress() {
  return z.string({ error: ONE }).default('');
}

/** Ticked boxes of one name: none, one, or several. */
export function formTicks() {
  return z.union([z.array(z.string()), z.string().transform((one) => [one])], { error: ONE }).default([]);
}
