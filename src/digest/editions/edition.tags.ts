import { tagOf } from './edition.view.js';
import type { Status } from './sendings.service.js';

/** The tag of an edition that is through and reached nobody by e-mail. */
export const TO_NOBODY = { words: 'Sent to nobody', kind: 'bad' };

/** Returns the state and whatever qualifies it as tags: that it was late, is paused, or waits for a second person. */
export function viewTags(
  { state, counts, late, isPaused, isCancelled }: Status,
  waits: { second: boolean; missed: boolean },
): { words: string; kind?: string }[] {
  const main = isCancelled
    ? { words: 'Cancelled on the way', kind: 'bad' }
    : isPaused && state === 'sending'
      ? { words: 'Paused', kind: 'bad' }
      : state === 'sent' && counts.sent + counts.uncertain === 0
        ? TO_NOBODY
        : tagOf(state);
  return [
    main,
    ...(late > 0 ? [{ words: 'Late', kind: 'waiting' }] : []),
    ...(waits.second ? [{ words: 'Waits for a second person', kind: 'waiting' }] : []),
    ...(waits.missed ? [{ words: 'Missed its time', kind: 'bad' }] : []),
  ];
}
