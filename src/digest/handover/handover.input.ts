import { z } from 'zod';
import { formText } from '../../core/access/index.js';
import { readDate } from '../../core/text/index.js';

const deputy = z.uuid({ error: 'Choose a colleague with a role in the network.' });

const day = (what: string) =>
  formText(60).transform((text, context) => {
    const reading = readDate(text);
    if (text !== '' && reading.ok) return reading.value;
    context.addIssue({
      code: 'custom',
      message: text === '' || reading.ok ? `Write the ${what} day.` : reading.problem,
    });
    return z.NEVER;
  });

/** The days away and the deputy, from three boxes each for the days. */
export const handoverForm = z.preprocess(
  (body) => {
    const typed = (body ?? {}) as Record<string, unknown>;
    return { ...typed, fromOn: boxes(typed, 'fromOn'), toOn: boxes(typed, 'toOn') };
  },
  z.object({ deputy, fromOn: day('first'), toOn: day('last') }),
);

export const deputyForm = z.object({ deputy });

function boxes(typed: Record<string, unknown>, name: string): string {
  const parts = ['day', 'month', 'year'].map((part) => String(typed[`${name}-${part}`] ?? '').trim());
  return parts.every((part) => part === '') ? '' : parts.join('/');
}
