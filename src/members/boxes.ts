import { z } from 'zod';
import { cleanText, readDate, readYesNo, type Reading } from '../core/text/index.js';
import { readCursor } from './cursor.rules.js';
import { readText } from './texts.rules.js';

const ONE = 'Give one answer here.';

/**
 * One box of a form, or one member of a JSON body: cleaned, blank is null, anything else is what `read` makes of
 * it. `lines` keeps line breaks.
 */
export function box<T>(read: (text: string) => Reading<T>, { lines = false }: { lines?: boolean } = {}) {
  return z
    .string({ error: ONE })
    .nullable()
    .transform((typed, context): T | null => {
      const text = cleanText(typed ?? '', { lines });
      if (text === '') return null;
      const reading = read(text);
      if (reading.ok) return reading.value;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    });
}

/** The same where something must be said; `ask` is the sentence that asks for it. */
export function needed<T>(ask: string, read: (text: string) => Reading<T>) {
  return box(read).transform((value, context): T => {
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: ask });
    return z.NEVER;
  });
}

/** The reader of a plain text of at most so many characters; longer ones are refused, never cut. */
export function text(most: number): (typed: string) => Reading<string> {
  return (typed) => readText(typed, most);
}

/** A number of few digits that programs may also send as one. */
export function numeral<T>(read: (text: string) => Reading<T>) {
  return z
    .union([z.number(), z.string()], { error: ONE })
    .nullable()
    .transform((typed) => (typed === null ? null : String(typed)))
    .pipe(box(read));
}

/** Yes or no; nothing said is null. */
export const yesNo = z.union([z.boolean(), box(readYesNo)], { error: ONE });

/** A day; nothing said is null. In a form it comes in three boxes, see `withDates`. */
export const day = box(readDate);

/** Ticked boxes of one name, without repeats. A hidden blank box of the same name tells “none” from “not asked”. */
export const ticks = z
  .union([z.array(z.string()), z.string()], { error: ONE })
  .transform((picked) => [...new Set([picked].flat().filter((one) => one !== ''))]);

/** The version of a record that a form was made from. */
export const version = z.coerce
  .number({ error: 'Please open the form again.' })
  .int()
  .min(0)
  .max(2_000_000_000);

/** Puts each date's three boxes (`name-day`, `name-month`, `name-year`) together before the schema reads them. */
export function withDates<Schema extends z.ZodType>(names: string[], schema: Schema) {
  return z.preprocess((body) => {
    const typed = (body ?? {}) as Record<string, unknown>;
    const dates = names.map((name) => {
      const parts = ['day', 'month', 'year'].map((part) => String(typed[`${name}-${part}`] ?? '').trim());
      return [name, parts.every((part) => part === '') ? '' : parts.join('/')];
    });
    return { ...typed, ...Object.fromEntries(dates) };
  }, schema);
}

/** How much of a list a program asks for, and from where on. */
export const apiList = z.object({
  limit: z.coerce
    .number({ error: 'The limit is a number from 1 to 200.' })
    .int()
    .min(1, 'The limit is a number from 1 to 200.')
    .max(200, 'The limit is a number from 1 to 200.')
    .default(50),
  after: z
    .string()
    .max(1000)
    .transform((word, context) => {
      const cursor = readCursor(word);
      if (cursor) return cursor;
      context.addIssue({ code: 'custom', message: 'Use the address that the list gave as next.' });
      return z.NEVER;
    })
    .optional(),
});
