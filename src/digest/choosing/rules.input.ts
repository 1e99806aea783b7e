import { z } from 'zod';
import { formText } from '../../core/access/index.js';

const NAME = formText(20).catch('').default('');

/** An order that is being tried, the button that was pressed, and whose copy is looked at. */
export const rulesQuery = z.object({
  order: formText(200).catch('').default(''),
  up: NAME,
  down: NAME,
  on: NAME,
  off: NAME,
  organisation: formText(200).catch('').default(''),
});

/** The order to be used, and the one that was in use when the page was opened. */
export const rulesForm = z.object({ order: formText(200), was: formText(200) });
