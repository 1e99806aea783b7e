import { z } from 'zod';
import { MOST_ALT } from '../../core/files/index.js';
import { formLines } from '../form-lines.js';

/** What comes with a file, or in place of what was said of it. */
export const altForm = z.object({ alt: formLines(MOST_ALT) });

/** Which way a file moves in the list. */
export const placeForm = z.object({ way: z.enum(['up', 'down']) });
