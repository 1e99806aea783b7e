import { z } from 'zod';
import { box, text } from '../boxes.js';
import { LEAVING_REASONS, type LeavingReason } from './membership.rules.js';

const REASONS = Object.keys(LEAVING_REASONS) as [LeavingReason, ...LeavingReason[]];

/** An organisation leaves. */
export const leavingForm = z.object({
  reason: z.enum(REASONS, { error: 'Say why it leaves.' }),
  note: box(text(500)).optional(),
});

export type LeavingInput = z.output<typeof leavingForm>;
