import { z } from 'zod';
import { ticks } from '../boxes.js';
import { SAID_BY, type SaidBy } from './consent.rules.js';
import { LISTS } from './lists.rules.js';
import { FREQUENCY_WORDS, type Frequency, type ReadingChoice } from './reading.rules.js';

const SAID_BY_KEYS = Object.keys(SAID_BY) as [SaidBy, ...SaidBy[]];
/** How often, as a schema takes it. */
export const FREQUENCIES = Object.keys(FREQUENCY_WORDS) as [Frequency, ...Frequency[]];

/** The ways in which a digest comes, and what of a choice each stands for. */
export const WAYS = {
  email: { paper: false, lean: false },
  lean: { paper: false, lean: true },
  paper: { paper: true, largePrint: false },
  large: { paper: true, largePrint: true },
} as const satisfies Record<string, Partial<ReadingChoice>>;

export type Way = keyof typeof WAYS;

/** What somebody wants to be sent. What is not said stays as it is. */
export const preferenceForm = z.object({
  digest: z.enum(FREQUENCIES, { error: 'Choose how often you want it.' }).optional(),
  minutes: z.enum(['2', '5', '10', 'all'], { error: 'Choose how long it may be.' }).optional(),
  way: z.enum(Object.keys(WAYS) as [Way, ...Way[]], { error: 'Choose how it should come.' }).optional(),
  lists: ticks.optional(),
  /** A list to have again as it was. */
  again: z.enum(LISTS, { error: 'Choose what you want again.' }).optional(),
});

export type PreferenceInput = z.output<typeof preferenceForm>;

/** The same, noted by somebody who was told. */
export const toldForm = preferenceForm.extend({
  saidBy: z.enum(SAID_BY_KEYS, { error: 'Say how they told you.' }),
});

/** A choice as programs give it; what is left out stays. */
export const readingPatch = z
  .object({
    frequency: z.enum(FREQUENCIES),
    minutes: z.literal([2, 5, 10]).nullable(),
    ...{ lean: z.boolean(), paper: z.boolean(), largePrint: z.boolean() },
  })
  .partial();

/** Returns what of a choice the form says. */
export function choiceSaid({ digest, minutes, way }: PreferenceInput): Partial<ReadingChoice> {
  return {
    ...(digest && { frequency: digest }),
    ...(minutes && { minutes: minutes === 'all' ? null : (Number(minutes) as ReadingChoice['minutes']) }),
    ...(way && WAYS[way]),
  };
}

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
