import { z } from 'zod';
import { readAddress } from '../mail/index.js';
import { readSlug } from '../text/index.js';
import { MODELS } from './models.rules.js';
import type { Model } from './facts.rules.js';

const NAMES = Object.keys(MODELS) as Model[];
const NAME = 'Give the network a name of 3 to 100 characters.';

/** What it takes to found a network. */
export const foundingInput = z.object({
  slug: z.string().transform((text, context) => {
    const reading = readSlug(text);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  }),
  name: z.string().trim().min(3, NAME).max(100, NAME),
  model: z.enum(NAMES, `The model is one of ${NAMES.join(', ')}.`),
  coordinator: z.string().transform((text, context) => {
    const reading = readAddress(text);
    if (reading.ok) return reading.address;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  }),
  coordinatorName: z.string().trim().max(100).default(''),
});

export type FoundingInput = z.output<typeof foundingInput>;
