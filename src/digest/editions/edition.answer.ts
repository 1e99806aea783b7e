import { z } from 'zod';
import { KINDS, nameOfKey } from '../kinds/kind.rules.js';
import { wordsOf, type EditionItem } from './edition.rules.js';
import type { Edition } from './edition.store.js';
import type { Status } from './sendings.service.js';

const counts = z.object({
  sent: z.int(),
  refused: z.int(),
  uncertain: z.int(),
  held: z.int(),
  skipped: z.int(),
  pending: z.int(),
});

/** An edition as the API lists it. */
export const editionRow = z.object({
  edition: z.string().describe('Its key: 2026-W47 for a week, 2026-11-20 for a day, newsletter-2026-11-20'),
  kind: z.enum(KINDS),
  name: z.string().describe('The same in words'),
  weekFrom: z.iso.date(),
  weekTo: z.iso.date(),
  state: z.enum(['composing', 'approved', 'sending', 'sent']),
  sendAfter: z.iso.datetime().nullable(),
});

/** The same with what became of it; the counts add up to the audience. */
export const editionAnswer = editionRow.extend({
  version: z.int().describe('Send it with the approval, so that nothing else than this is approved'),
  audience: z.int(),
  counts,
  waits: z.string().nullable().describe('Why nothing goes out just now'),
  waitsForSecond: z.boolean().describe('Approved by one person; the network wants two'),
  paused: z.boolean(),
  cancelled: z.boolean().describe('What had not gone was taken back'),
  missedAt: z.iso.datetime().nullable().describe('When it was to go out and did not, because nothing ran'),
  late: z.int().describe('Minutes by which it began too late; 0 when in its time'),
  items: z.array(z.object({ key: z.string(), title: z.string(), leftOut: z.boolean() })),
});

/** Returns an edition as the API lists it. */
export function rowOf({
  kind,
  key,
  weekFrom,
  weekTo,
  state,
  sendAfter,
}: Edition): z.output<typeof editionRow> {
  return {
    edition: key,
    kind,
    name: nameOfKey(key, weekFrom),
    weekFrom,
    weekTo,
    state,
    sendAfter: sendAfter?.toISOString() ?? null,
  };
}

/** Returns an edition with what became of it as the API gives it. */
export function answerOf(
  edition: Edition,
  status: Status,
  held: readonly EditionItem[],
  waitsForSecond = false,
): z.output<typeof editionAnswer> {
  const items = held.map((one) => ({ key: one.key, title: wordsOf(one).title, leftOut: one.leftOut }));
  const { audience, counts: told, state, waits, late, isPaused: paused, isCancelled: cancelled } = status;
  const { version } = edition;
  const missedAt = edition.missedAt?.toISOString() ?? null;
  const way = { waits, waitsForSecond, paused, cancelled, missedAt, late };
  return { ...rowOf(edition), state, version, audience, counts: told, ...way, items };
}
