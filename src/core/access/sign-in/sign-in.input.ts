import { z } from 'zod';
import { formText, typedAddress } from '../form-text.js';

/** The one box of the sign-in page. */
export const askInput = z.object({ email: typedAddress() }).prefault({});

/** Pressing a link, with the digits of the asking screen when they were asked for. */
export const pressInput = z.object({ digits: z.string().max(200).optional() }).prefault({});

/** The code of a member's letter, typed where it was asked for. */
export const codeInput = z.object({ code: formText() }).prefault({});
