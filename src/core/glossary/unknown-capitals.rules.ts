import { findTerms, plainMarks } from './find-terms.rules.js';
import { skippedPlaces } from './skipped.rules.js';
import type { Term } from './term.rules.js';

const WORD = /[\p{L}\p{N}\p{M}]+(?:&[\p{L}\p{N}\p{M}]+)*/gu;
const POSTCODE = /(?<![A-Z\d])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Z\d])/g;
const ROMAN = /^X{0,3}(?:IX|IV|V?I{0,3})$/;
const TIME_OR_ORDINAL = /^\d+(?:AM|PM|ST|ND|RD|TH)$/;
/** So many words of capitals in a row, one of them this long, are a loud sentence and not a row of short forms. */
const LOUD = { words: 4, letters: 6 };

/**
 * Returns the words of a network's own name, which nobody in it needs to be told: those of what it is called and of its
 * short name, such as GRID. The short name is kept in small letters, so capitals do not count for these.
 */
export function ownWords({ name, slug }: { name: string; slug: string }): string[] {
  return [...`${plainMarks(name)} ${slug}`.matchAll(WORD)].map(([word]) => word.toLowerCase());
}

/**
 * Returns the words of capitals that no term explains and nobody has excused, each once, in the order of the text and
 * without the “s” of a plural: two capitals or more, and at least as many as small letters (LSCB, DfE, Y&H, KS2).
 * Postcodes, Roman numerals, times, references with three digits or more, addresses, and sentences all in capitals are
 * no short forms, nor are the words of `own`, in whatever letters. Takes time in proportion to the text.
 */
export function unknownCapitals(
  text: string,
  terms: readonly Term[],
  excused: Iterable<string>,
  own: readonly string[] = [],
): string[] {
  const plain = plainMarks(text);
  const known = knownPlaces(plain, text, terms);
  const words = [...plain.matchAll(WORD)].map(({ 0: word, index }) => ({ word, index }));
  const loud = loudPlaces(plain, words);
  const allowed = new Set([...excused, ...terms.map(({ short }) => short)]);
  const unknown = new Set<string>();
  for (const { word, index } of words) {
    if (known[index] === 1 || loud.has(index) || isAddress(plain, index + word.length)) continue;
    const short = singular(word);
    if (own.includes(word.toLowerCase()) || own.includes(short.toLowerCase())) continue;
    if (isShortForm(short) && !allowed.has(short) && !allowed.has(word)) unknown.add(short);
  }
  return [...unknown];
}

function knownPlaces(plain: string, text: string, terms: readonly Term[]): Uint8Array {
  const known = skippedPlaces(text, { linkWords: true });
  for (const { index, 0: code } of plain.matchAll(POSTCODE)) known.fill(1, index, index + code.length);
  // A link's words are read, too, though nothing is written into them.
  for (const { start, end } of findTerms(text.replace(/[[\]]/g, ' '), terms)) known.fill(1, start, end);
  return known;
}

function isAddress(plain: string, end: number): boolean {
  return plain[end] === '.' && /\p{Ll}/u.test(plain[end + 1] ?? '');
}

function singular(word: string): string {
  return /[\p{Lu}\p{N}]s$/u.test(word) ? word.slice(0, -1) : word;
}

function isShortForm(word: string): boolean {
  const capitals = count(word, /\p{Lu}/gu);
  if (capitals < 2 || capitals < count(word, /\p{Ll}/gu) || count(word, /\p{N}/gu) > 2) return false;
  return !ROMAN.test(word) && !TIME_OR_ORDINAL.test(word);
}

function count(word: string, sign: RegExp): number {
  return word.match(sign)?.length ?? 0;
}

/** Where the words of loud sentences begin; only white space and apostrophes may stand between such words. */
function loudPlaces(plain: string, words: readonly { word: string; index: number }[]): Set<number> {
  const loud = new Set<number>();
  let run: { word: string; index: number }[] = [];
  const finish = () => {
    const isLoud = run.length >= LOUD.words && run.some(({ word }) => word.length >= LOUD.letters);
    if (isLoud) for (const { index } of run) loud.add(index);
    run = [];
  };
  for (const one of words) {
    const last = run.at(-1);
    const isLoud = /^\p{Lu}+$/u.test(one.word);
    if (last && !(isLoud && /^[\s']+$/.test(plain.slice(last.index + last.word.length, one.index)))) finish();
    if (isLoud) run.push(one);
  }
  finish();
  return loud;
}
