import { z } from 'zod';
import { formTicks } from '../../core/access/index.js';
import { Invalid } from '../../core/errors/index.js';
import { LABEL_SHEETS, perSheet, type LabelSheet } from './label-sheets.rules.js';

const which = z.enum(['open', 'all']).catch('open').default('open');

/** Which pages: those not marked yet or all, and in which size: each reader's own unless one is named. */
export const pagesQuery = z.object({
  which,
  size: z.enum(['own', 'standard', 'large']).catch('own').default('own'),
});

/** Which labels, on which sheet, from which label of it on. What is no label of the sheet is refused, not guessed. */
export const labelsQuery = z.object({
  which,
  sheet: z
    .enum(LABEL_SHEETS.map(({ code }) => code))
    .catch(LABEL_SHEETS[0].code)
    .default(LABEL_SHEETS[0].code),
  first: z.string().trim().default('1'),
});

/** Returns the number of a label on a sheet, counted from 1. @throws Invalid for what is no label of it */
export function firstLabel(sheet: LabelSheet, typed: string): number {
  const most = perSheet(sheet);
  const first = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (first >= 1 && first <= most) return first;
  throw new Invalid({
    first: `Begin at label: type a number from 1 to ${most}, because the sheet ${sheet.code} has ${most} labels.`,
  });
}

export const organisationsForm = z.object({ organisations: formTicks() });
