import { z } from 'zod';
import { readAddress } from '../mail/index.js';
import { readSlug } from '../text/index.js';
import { isModel, MODELS } from './models.rules.js';

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
  model: z.string().refine(isModel, `The model is one of ${Object.keys(MODELS).join(', ')}.`),
  coordinator: z.string().transform((text, context) => {
    const reading = readAddress(text);
    if (reading.ok) return reading.address;
    context.addIssue({ code: 'custom', message: reading.problem });
    return z.NEVER;
  }),
  coordinatorName: z.string().trim().max(100).default(''),
});

export type FoundingInput = z.output<typeof foundingInput>;
