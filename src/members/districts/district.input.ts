import { z } from 'zod';
import { day, needed, text, ticks, withDates } from '../boxes.js';
import { LIMITS } from '../member-record.rules.js';

const name = needed('Give the district’s name.', text(LIMITS.short));

/** An area of the shipped list, by its code, or one of the network's own, by a name. */
export const districtForm = z
  .object({ gss: z.string().optional(), name: name.optional() })
  .transform(({ gss, name }, context): { gss: string } | { name: string } => {
    if (gss) return { gss };
    if (name) return { name };
    context.addIssue({ code: 'custom', path: ['gss'], message: 'Choose an area of the list.' });
    return z.NEVER;
  });

export const districtNameForm = z.object({ name });

/** The new order: each district's number under its id. */
export const districtOrderForm = z.record(z.string(), z.string());

export const districtEndForm = withDates(
  ['endsOn'],
  z.object({
    endsOn: day.refine((on) => on !== null, 'Give the first day on which it is no district any more.'),
    successors: ticks,
  }),
);
