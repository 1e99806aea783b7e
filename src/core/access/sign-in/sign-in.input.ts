import { z } from 'zod';
import { formText } from '../form-text.js';

/** The one box of the sign-in page. */
export const askInput = z.object({ email: formText(1000) }).prefault({});

/** Pressing a link, with the digits of the asking screen when they were asked for. */
export const pressInput = z.object({ digits: z.string().max(200).optional() }).prefault({});

/** The code of a member's letter, typed where it was asked for. */
export const codeInput = z.object({ code: formText() }).prefault({});
