import { z } from 'zod';

const ONE = 'Give one answer here.';

/** One line or box of a form, trimmed; absent means empty. `most` is in characters, refused and never cut. */
export function formText(most = 200) {
  const long = `This is longer than we can keep: use up to ${most} characters.`;
  return z.string({ error: ONE }).trim().max(most, long).default('');
}

/** The same where something must be said; `ask` is the sentence that asks for it. */
export function neededText(ask: string, most = 200) {
  return formText(most).refine((text) => text !== '', ask);
}

/** Ticked boxes of one name: none, one, or several. */
export function formTicks() {
  return z.union([z.array(z.string()), z.string().transform((one) => [one])], { error: ONE }).default([]);
}
