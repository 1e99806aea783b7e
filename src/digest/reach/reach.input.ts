import { z } from 'zod';
import { formText } from '../../core/access/index.js';
import { isId } from '../../core/database/index.js';
import { CALL_RESULTS, type CallResult } from './phone-lists.rules.js';
import { STANDINGS } from './reach.rules.js';

const words = z.string().max(80).catch('').default('');

/** What the ledger of an edition is narrowed to. */
export const ledgerQuery = z.object({
  standing: z
    .enum(['', ...STANDINGS])
    .catch('')
    .default(''),
  district: words,
  band: words,
  page: z.coerce.number().int().min(1).catch(1).default(1),
});

const DATE = 'Write the day as three numbers, such as 27 11 2026.';

/** The last day of lists: three boxes, all empty for the usual one. */
export const listsForm = z
  .object({ 'last-day-day': formText(2), 'last-day-month': formText(2), 'last-day-year': formText(4) })
  .transform(({ 'last-day-day': day, 'last-day-month': month, 'last-day-year': year }, context) => {
    if (`${day}${month}${year}` === '') return { lastDay: null };
    const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const parsed = z.iso.date().safeParse(date);
    if (parsed.success) return { lastDay: parsed.data };
    context.addIssue({ code: 'custom', path: ['last-day'], message: DATE });
    return z.NEVER;
  });

export const volunteerForm = z.object({ volunteer: formText(100) });

/** What a volunteer says: `result-<id of an organisation>` holds what became of the call. */
export const resultsForm = z.looseObject({}).transform((typed, context) => {
  const said = Object.entries(typed).filter(
    (entry): entry is [string, CallResult] =>
      entry[0].startsWith('result-') && Object.hasOwn(CALL_RESULTS, String(entry[1])),
  );
  const results = said.map(([name, result]) => [name.slice('result-'.length), result] as const);
  if (results.every(([id]) => isId(id))) return new Map(results);
  context.addIssue({
    code: 'custom',
    path: ['result'],
    message: 'This is not the name of anybody on the list.',
  });
  return z.NEVER;
});
