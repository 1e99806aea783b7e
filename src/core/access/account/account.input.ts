import { z } from 'zod';
import { formText } from '../form-text.js';

/** A code of the authenticator app, or a recovery code. */
export const codeInput = z.object({ code: formText() }).prefault({});

/** Who of several people behind one address is sitting there. */
export const whoInput = z.object({ person: formText() }).prefault({});

/** Days a token may live; a year at most. */
export const TOKEN_DAYS = [
  { value: '30', words: '30 days' },
  { value: '90', words: '90 days' },
  { value: '365', words: 'A year' },
];

/** A new token of the API. */
export const tokenInput = z
  .object({
    name: formText(80).refine((text) => text !== '', 'Say what the token is for.'),
    days: z.enum(['30', '90', '365'], 'Choose how long it should work.').transform(Number),
  })
  .prefault({ days: '' as never });

export type TokenInput = z.output<typeof tokenInput>;
