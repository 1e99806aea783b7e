import { OTHER_LISTS, type List } from './lists.rules.js';
import type { Way } from './preference.input.js';
import {
  FREQUENCY_WORDS,
  MINUTES,
  type Frequency,
  type ReadingChoice,
  type ReadingOffer,
} from './reading.rules.js';

const MINUTE_WORDS: Record<string, string> = {
  2: '2 minutes of reading: only what matters most',
  5: '5 minutes',
  10: '10 minutes',
  all: 'Everything',
};

const WAY_ITEMS: { value: Way; words: string; hint?: string }[] = [
  { value: 'email', words: 'By e-mail' },
  {
    value: 'lean',
    words: 'By e-mail, as plain text',
    hint: 'Small, without pictures: for a slow connection',
  },
  { value: 'paper', words: 'On paper', hint: 'A printed page instead of e-mail' },
  { value: 'large', words: 'On paper, in large print' },
];

/** The questions, to the person or to whoever was told; the first ends with the network's word for its digest. */
function questions(whose: 'you' | 'they') {
  const isYou = whose === 'you';
  return {
    often: isYou ? 'How often do you want the ' : 'How often do they want the ',
    long: 'How long may it be?',
    come: 'How should it come?',
    also: isYou ? 'What else do you want?' : 'What else do they want?',
  };
}

/** What somebody is told whose choice is no longer offered. */
function missedWords(missed: Frequency, isYou: boolean): string {
  const [chose, get] = isYou ? ['You chose', 'you get'] : ['They chose', 'they get'];
  return `${chose} “${FREQUENCY_WORDS[missed]}”. It is not sent like that any more, so ${get} it every week.`;
}

/** Returns everything the choices on a page are drawn from; see the partial `members/preferences/views/choices`. */
export function choicesShown(
  {
    choice,
    sent,
    offer,
    missed,
  }: { choice: ReadingChoice; sent: readonly List[]; offer: ReadingOffer; missed?: Frequency },
  whose: 'you' | 'they',
) {
  const isWeekly = choice.frequency === 'weekly' && !choice.paper;
  return {
    about: {
      ...questions(whose),
      missed: missed && isWeekly ? missedWords(missed, whose === 'you') : undefined,
    },
    frequencies: offer.frequencies.map((value) => ({ value, words: FREQUENCY_WORDS[value] })),
    minutes: [...MINUTES].reverse().map((one) => {
      const value = String(one ?? 'all');
      return { value, words: MINUTE_WORDS[value] };
    }),
    ways: WAY_ITEMS,
    lists: OTHER_LISTS,
    now: {
      frequency: choice.frequency,
      minutes: String(choice.minutes ?? 'all'),
      way: wayOf(choice),
      lists: sent,
    },
  };
}

function wayOf({ paper, lean, largePrint }: ReadingChoice): Way {
  if (paper) return largePrint ? 'large' : 'paper';
  return lean ? 'lean' : 'email';
}
