import { z } from 'zod';
import { readAmount } from '../../core/text/index.js';
import { box, day, withDates } from '../boxes.js';

/** The figures of one year; a blank box says nothing about its figure. */
export const figuresInput = z
  .object({
    yearEnd: day,
    income: box((typed) => readAmount(typed, { decimals: 2 })),
    staff_paid: box((typed) => readAmount(typed, { decimals: 2 })),
    volunteers: box((typed) => readAmount(typed)),
  })
  .refine(
    ({ income, staff_paid, volunteers }) => [income, staff_paid, volunteers].some((one) => one !== null),
    {
      path: ['income'],
      message: 'Give at least one figure.',
    },
  );

export type FiguresInput = z.output<typeof figuresInput>;

export const figuresForm = withDates(['yearEnd'], figuresInput);
