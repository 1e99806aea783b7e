import { z } from 'zod';
import { formTicks } from '../../core/access/index.js';
import { LABEL_SHEETS } from './label-sheets.rules.js';

const which = z.enum(['open', 'all']).catch('open').default('open');

/** Which pages: those not marked yet or all, and in which size: each reader's own unless one is named. */
export const pagesQuery = z.object({
  which,
  size: z.enum(['own', 'standard', 'large']).catch('own').default('own'),
});

/** Which labels, on which sheet, from which label of it on. */
export const labelsQuery = z.object({
  which,
  sheet: z
    .enum(LABEL_SHEETS.map(({ code }) => code))
    .catch(LABEL_SHEETS[0].code)
    .default(LABEL_SHEETS[0].code),
  first: z.coerce.number().int().min(1).max(99).catch(1).default(1),
});

export const organisationsForm = z.object({ organisations: formTicks() });
