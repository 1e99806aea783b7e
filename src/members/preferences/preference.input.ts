import { z } from 'zod';
import { SAID_BY, type SaidBy } from './consent.rules.js';

const SAID_BY_KEYS = Object.keys(SAID_BY) as [SaidBy, ...SaidBy[]];

/** How often a list comes. */
export const preferenceForm = z.object({
  digest: z.enum(['weekly', 'none'], { error: 'Choose how often you want it.' }),
});

export type PreferenceInput = z.output<typeof preferenceForm>;

/** The same, noted by somebody who was told. */
export const toldForm = preferenceForm.extend({
  saidBy: z.enum(SAID_BY_KEYS, { error: 'Say how they told you.' }),
});

/**
 * What comes to the address of a stop-link: from our own page, or in one press from a mail programme
 * (RFC 8058, section 3.2). Anything else presses nothing.
 */
export const stopForm = z
  .object({ whose: z.string().optional(), 'List-Unsubscribe': z.string().optional() })
  .transform((body) => ({
    isOneClick: body['List-Unsubscribe'] === 'One-Click',
    whose: body.whose,
  }))
  .catch({ isOneClick: false, whose: undefined });
