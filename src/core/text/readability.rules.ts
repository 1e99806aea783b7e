import { hardWordAt } from './hard-words.rules.js';

/** Sentences with more words than this are named as long (the limit that plain-English guides agree on). */
export const LONG_SENTENCE = 25;

/** How a text reads. */
export interface Readability {
  words: number;
  sentences: number;
  /** Words in a sentence, on average; 0 where there is none. */
  average: number;
  /** Sentences of more than `LONG_SENTENCE` words, in their order, each with its number of words. */
  long: { text: string; words: number }[];
  /** Hard words as they stand, each once, with plain ones to use instead. */
  hard: { word: string; plain: string }[];
}

/** A title, an initial or the like, behind which a full stop ends nothing. */
const NO_END = /^[(“"‘]?(?:e\.g|i\.e|etc|vs|no|nos|approx|tel|st|dr|mr|mrs|ms|prof|rev|\p{L})\.$/iu;
const CLOSING = '"”’)]';
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;

/**
 * Returns how plain text reads: its sentences, those that are long, and words with plainer ones. A sentence ends at a
 * full stop, question or exclamation mark with white space behind it, and at every line break that is followed by
 * another or by an item of a list. Takes time in proportion to the text.
 */
export function readability(text: string): Readability {
  const sentences = sentencesOf(text)
    .map((sentence) => ({ text: sentence, words: wordsOf(sentence).length }))
    .filter(({ words }) => words > 0);
  const words = sentences.reduce((sum, one) => sum + one.words, 0);
  return {
    words,
    sentences: sentences.length,
    average: sentences.length === 0 ? 0 : Math.round(words / sentences.length),
    long: sentences.filter((one) => one.words > LONG_SENTENCE),
    hard: hardWords(text),
  };
}

/** Returns the sentences of plain text, with single spaces between their words. */
export function sentencesOf(text: string): string[] {
  return passagesOf(text).flatMap((passage) => {
    const found: string[] = [];
    let open: string[] = [];
    for (const token of passage.split(' ')) {
      open.push(token);
      if (!endsSentence(token)) continue;
      found.push(open.join(' '));
      open = [];
    }
    return open.length > 0 ? [...found, open.join(' ')] : found;
  });
}

function endsSentence(token: string): boolean {
  let end = token.length;
  while (end > 0 && CLOSING.includes(token[end - 1])) end -= 1;
  const last = token[end - 1];
  if (last === '.') return !NO_END.test(token.slice(Math.max(0, end - 8), end));
  return last === '!' || last === '?' || last === '…';
}

/** Paragraphs and items of lists, each on one line. */
function passagesOf(text: string): string[] {
  const passages: string[] = [];
  let open = false;
  for (const line of text.split('\n').map((one) => one.replace(/\s+/g, ' ').trim())) {
    const isItem = /^(?:[-*•]|\d{1,3}[.)]) /.test(line);
    if (line !== '' && open && !isItem) passages[passages.length - 1] += ` ${line}`;
    else if (line !== '') passages.push(line.replace(/^(?:[-*•]|\d{1,3}[.)]) /, ''));
    open = line !== '';
  }
  return passages;
}

function wordsOf(sentence: string): string[] {
  return sentence.match(WORD) ?? [];
}

function hardWords(text: string): Readability['hard'] {
  const found = new Map<string, string>();
  const typed = wordsOf(text);
  const words = typed.map((word) => word.toLowerCase());
  for (let at = 0; at < words.length; at += 1) {
    const hard = hardWordAt(words, at);
    if (!hard) continue;
    const word = words.slice(at, at + hard.count).join(' ');
    if (!found.has(word)) found.set(word, hard.plain);
    at += hard.count - 1;
  }
  return [...found].map(([word, plain]) => ({ word, plain }));
}
