import { z } from 'zod';
import { formText, formTicks } from '../../core/access/index.js';
import { FATES } from '../../core/mail/index.js';
import { refuseTime } from '../digest.settings.js';
import { formLines } from '../form-lines.js';
import { kindOfKey } from '../kinds/kind.rules.js';

const ITEM = z.string().min(1).max(300);
const weekday = z.coerce
  .number({ error: 'Choose a day of the week.' })
  .int()
  .min(1, 'Choose a day of the week.')
  .max(7, 'Choose a day of the week.');
const time = z
  .string({ error: 'Write the time in four digits, such as 09:30.' })
  .trim()
  .superRefine((text, context) => {
    const problem = refuseTime(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

/** One press on the list of items: the button that was pressed names what to do, its value the item. */
export const arrangementForm = z.object({
  up: ITEM.optional(),
  down: ITEM.optional(),
  out: ITEM.optional(),
  in: ITEM.optional(),
});

export const introductionForm = z.object({ subject: formText(150), intro: formLines(3000) });

export const rewordingForm = z.object({ item: ITEM, title: formText(200), summary: formText(500) });

const version = z.coerce.number({ error: 'Open this page again, and look at the edition.' }).int();

/** A second person's yes, to the version that stood on the page. */
export const secondForm = z.object({ version });

/** A second person's no, with a word why. */
export const sendingBackForm = z.object({ version, why: formText(500) });

/** What short forms stand for: `long-LSCB` holds the words, `meaning-TAC` a term, `excused` those that everybody knows. */
export const acronymsForm = z
  .looseObject({
    excused: formTicks(),
    back: z.enum(['', '/approval']).catch('').default(''),
  })
  .transform(({ excused, back, ...typed }) => {
    const long = saidOf(typed, 'long-');
    return { excused, back, long, meant: saidOf(typed, 'meaning-') };
  });

/** The answers to questions that are named alike, by what is behind the name. */
function saidOf(typed: Record<string, unknown>, name: string): Map<string, string> {
  const said = Object.entries(typed).filter(([one]) => one.startsWith(name));
  return new Map(said.map(([one, words]) => [one.slice(name.length), String(words).trim().slice(0, 200)]));
}

/** When an edition goes out. A day and a time count only where that is what was chosen. */
export const approvalForm = z
  .object({
    when: z.enum(['soon', 'usual', 'other'], { error: 'Choose when it goes out.' }),
    weekday: formText(2),
    time: formText(10),
    version,
    keep: formTicks(),
    nobody: formTicks(),
  })
  .transform((typed, context) => {
    const seen = { version: typed.version, keep: typed.keep.length > 0, nobody: typed.nobody.length > 0 };
    if (typed.when !== 'other') return { when: typed.when, seen };
    const slot = z.object({ weekday, time }).safeParse(typed);
    if (slot.success) return { when: 'other' as const, slot: slot.data, seen };
    for (const { message, path } of slot.error.issues) context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  });

/** The same from a program: at once after the minutes for stopping, or at the next such day and time. */
export const approvalBody = z.object({
  at: z
    .object({ weekday: weekday.describe('1 is Monday'), time: time.describe('Local time, such as 09:30') })
    .nullable()
    .default(null),
  version: z.int().optional().describe('The version that was looked at; any other one is refused'),
  keep: z
    .boolean()
    .default(false)
    .describe('Send articles that were changed since as the edition holds them'),
  nobody: z.boolean().default(false).describe('Approve it also when nobody would get a copy by e-mail'),
});

/** A second approval from a program. */
export const secondBody = z.object({ version: z.int().describe('The version that was looked at') });

export const copiesForm = z.object({
  copies: formTicks().pipe(z.array(z.uuid({ error: 'Tick somebody of the list.' }))),
});

export const trialForm = z.object({
  person: z.union([z.uuid(), z.literal('')]).default(''),
  to: z.union([z.uuid(), z.literal('')], { error: 'Choose a colleague.' }).default(''),
});

const page = z.coerce.number().int().min(1).max(100_000).catch(1).default(1);

export const ledgerQuery = z.object({
  fate: z
    .union([z.enum(FATES), z.literal('')])
    .catch('')
    .default(''),
  page,
});

export const previewQuery = z.object({
  q: formText(200).catch(''),
  person: z
    .union([z.uuid(), z.literal('')])
    .catch('')
    .default(''),
});

export const comparisonQuery = z.object({ one: formText(200).catch(''), other: formText(200).catch('') });

export const editionListQuery = z.object({
  before: z
    .string()
    .refine((key) => kindOfKey(key) !== undefined, 'Write the key of an edition, such as 2026-W47.')
    .optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
});
