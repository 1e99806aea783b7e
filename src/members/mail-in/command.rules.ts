import type { Passage } from '../../core/mail/look.rules.js';
import {
  choiceWords,
  lessOf,
  moreOf,
  type Frequency,
  type ReadingChoice,
} from '../preferences/reading.rules.js';

/** The words that do something as the first line of an answer to a letter. */
export const WORDS = ['STOP', 'MORE', 'LESS', 'PRINT', 'HELP'] as const;

export type Word = (typeof WORDS)[number];

/** What the answer to a word is made of. */
export interface AnswerFacts {
  /** How the person is written to now that it is done. */
  choice: ReadingChoice;
  /** True when the word changed something. */
  isOther: boolean;
  /** True when a list that was stopped comes again. */
  isBack?: boolean;
  /** The list it was about in words, and the network's own word for its digest. */
  list: string;
  digest: string;
  isDigest: boolean;
  /** Where the printed page goes; null where no postal address is known. */
  post: string | null;
  /** The preferences page, which needs no signing in. */
  page: string;
}

/** Returns the word that a text begins with, in any case and with anything after it; undefined when it is none. */
export function wordOf(text: string): Word | undefined {
  const first = /^[^\p{L}]*(\p{L}+)/u.exec(text)?.[1].toUpperCase();
  return WORDS.find((word) => word === first);
}

/** Returns what a word changes about a choice; nothing for the words that are about something else. */
export function changeBy(
  word: Word,
  choice: ReadingChoice,
  frequencies: readonly Frequency[],
): Partial<ReadingChoice> {
  if (word === 'PRINT') return { paper: true };
  if (word !== 'MORE' && word !== 'LESS') return {};
  const { frequency, minutes } = (word === 'MORE' ? moreOf : lessOf)(choice, frequencies);
  return { frequency, minutes };
}

/** Returns the short letter that says what was done and how to undo it. */
export function answerTo(word: Word, facts: AnswerFacts): { subject: string; passages: Passage[] } {
  const button = { button: { url: facts.page, words: 'Choose what you are sent' } };
  const { subject, said, undo } = ANSWERS[word](facts);
  return { subject, passages: [...said, ...(undo ? [undo] : []), button] };
}

interface Answer {
  subject: string;
  said: Passage[];
  undo?: string;
}

const ANSWERS: Record<Word, (facts: AnswerFacts) => Answer> = {
  STOP: ({ list, digest, isDigest }) => ({
    subject: `Stopped: ${list}`,
    said: [
      `You asked us to stop, so you will not be sent ${list} any more.`,
      ...(isDigest ? [] : [`The ${digest} is another list: it comes as before.`]),
    ],
    undo: isDigest
      ? 'Was it a slip? Answer with the word MORE, and it comes again. Or have less of it: press below.'
      : 'Was it a slip? Press below to have it again.',
  }),
  MORE: (facts) => (facts.isBack ? again(facts) : more(facts)),
  LESS: ({ choice, isOther, digest }) => ({
    subject: isOther ? `Less: ${comes(choice, digest)}` : `There is no less of the ${digest}`,
    said: [
      choice.frequency === 'none'
        ? `You are not sent the ${digest} at all. To have it again, answer with the word MORE.`
        : isOther
          ? `From the next one on, the ${digest} comes like this: ${lower(choiceWords(choice))}.`
          : `You get as little as we send already: ${lower(choiceWords(choice))}. To have none at all, answer with the word STOP.`,
    ],
    undo: isOther ? 'To undo this, answer with the word MORE.' : undefined,
  }),
  PRINT: ({ digest, post, isOther }) => ({
    subject: `On paper: the ${digest}`,
    said: [
      isOther
        ? `From the next one on, the ${digest} comes on paper and no longer by e-mail.`
        : `The ${digest} comes to you on paper already.`,
      post
        ? `It goes to: ${post}. If that is not right, answer this letter with the right address.`
        : 'We have no postal address of your organisation. Please answer this letter with it: a person reads the answers.',
    ],
    undo: 'To have e-mail again, or large print, press below.',
  }),
  HELP: ({ choice, digest }) => ({
    subject: 'What you can answer',
    said: [
      `You are sent the ${digest} like this: ${lower(choiceWords(choice))}.`,
      'Answer any of our letters with one of these words alone in the first line:',
      {
        list: [
          'LESS: shorter, or less often',
          'MORE: longer, or more often',
          'PRINT: on paper instead of by e-mail',
          'STOP: not at all',
          'HELP: this letter',
        ],
      },
      'Anything else you write is read by a person.',
    ],
  }),
};

function again({ list, choice, isDigest }: AnswerFacts): Answer {
  const how = isDigest ? `, like this: ${lower(choiceWords(choice))}` : '';
  return {
    subject: `Again: ${list}`,
    said: [`You will be sent ${list} again${how}.`],
    undo: isDigest ? 'To undo this, answer with the word STOP.' : 'To undo this, press below.',
  };
}

function more({ choice, isOther, digest }: AnswerFacts): Answer {
  return {
    subject: isOther ? `More: ${comes(choice, digest)}` : `You have all there is of the ${digest}`,
    said: [
      isOther
        ? `From the next one on, the ${digest} comes like this: ${lower(choiceWords(choice))}.`
        : `You get as much as we send already: ${lower(choiceWords(choice))}.`,
    ],
    undo: isOther ? 'To undo this, answer with the word LESS.' : undefined,
  };
}

function comes({ frequency, minutes }: ReadingChoice, digest: string): string {
  const often = {
    immediate: 'at once',
    daily: 'every working day',
    weekly: 'every week',
    monthly: 'once a month',
  };
  const time = minutes === null ? 'with everything in it' : `${minutes} minutes`;
  return frequency === 'none' ? `no ${digest}` : `the ${digest} ${often[frequency]}, ${time}`;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
