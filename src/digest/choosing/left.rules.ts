import type { Choice, Left } from './choose.rules.js';
import type { ItemFacts } from '../editions/edition.rules.js';

/** Something that is not in a copy, or only in one line, and the rule that says so. */
export interface LeftLine {
  key: string;
  rule: Left;
  reason: string;
}

/** What the rules that leave something out are called, in the order in which they are asked. */
export const LEFT_WORDS: Record<Exclude<Left, 'not-owed'>, { words: string; hint: string }> = {
  'taken-out': {
    words: 'Taken out of this edition',
    hint: 'By whoever composed it. The next edition offers it again.',
  },
  closed: { words: 'Closed, or over', hint: 'By the day on which the edition goes out.' },
  role: { words: 'For roles they do not hold', hint: 'What is for a role goes to those who hold it.' },
  district: {
    words: 'For other districts',
    hint: 'What names districts goes to those who work in one of them or in the whole area, and to those whose district nobody knows.',
  },
  'sent-before': {
    words: 'Sent to them already',
    hint: 'Whatever kind of edition it was in, each item reaches each person once.',
  },
  'reading-time': {
    words: 'In one line, as their time for reading is full',
    hint: 'At 200 words a minute, in the order of the rules. The line says where all of it can be read.',
  },
  room: { words: 'No room', hint: 'A mail that is too large is cut off by mail programmes.' },
};

const NO_ROOM = 'There was no room for it.';
const BY_HAND = 'It was taken out of this edition by hand.';
const TOO_LARGE = 'It stands in one line: in full the mail would be too large.';

/** As much of a copy as is needed to say what is not in it: keys of items, in full or in one line. */
export interface InCopy {
  key: string;
  brief: boolean;
}

/**
 * Returns what of an edition is not in a copy, and what is only in one line, each once and with its rule. `minutes`
 * is the reading time of the copy, null for any.
 */
export function leftLines(
  items: readonly Pick<ItemFacts, 'key'>[],
  takenOut: readonly string[],
  choice: Choice,
  copy: readonly InCopy[],
  minutes: number | null,
): LeftLine[] {
  const there = new Map(copy.map((one) => [one.key, one]));
  const reasons = new Map(choice.left.map((one) => [one.key, one]));
  const inBrief =
    minutes === null ? TOO_LARGE : `It stands in one line: ${minutes} minutes of reading are full.`;
  const lines = items.flatMap(({ key }): LeftLine[] => {
    const shown = there.get(key);
    if (shown)
      return shown.brief ? [{ key, rule: minutes === null ? 'room' : 'reading-time', reason: inBrief }] : [];
    return [reasons.get(key) ?? { key, rule: 'room', reason: NO_ROOM }];
  });
  const byHand = takenOut.map((key): LeftLine => ({ key, rule: 'taken-out', reason: BY_HAND }));
  return [...lines.filter(({ rule }) => rule !== 'not-owed'), ...byHand];
}
