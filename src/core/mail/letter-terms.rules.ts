import { escapeHtml } from './escape.rules.js';

/** A short form as it stands in a letter, with what is said behind its first use in each copy. */
export type LetterTerm = {
  /** The meaning; two meanings of one short form have two. */
  id: string;
  short: string;
  /** The short form as it was written here: `CAFs` for CAF. */
  written: string;
  long: string;
  /** ` (Common Assessment Framework)`; empty where the writer has said it. */
  behind: string;
};

const NAME = /^term(\d{1,4})$/;

/** Returns the name of the hole in which the term of this number stands. */
export function termHole(number: number): string {
  return `term${number}`;
}

/** Returns the term that a hole is for, or undefined when it is for something else. */
export function termAt(hole: string, terms: readonly LetterTerm[]): LetterTerm | undefined {
  const number = NAME.exec(hole)?.[1];
  return number === undefined ? undefined : terms[Number(number)];
}

/**
 * Returns the function that says of the uses of terms in one copy, one after another, whether each is the first. After
 * another meaning of the same short form it is said again.
 */
export function firstUse(): (term: Pick<LetterTerm, 'id' | 'short'>) => boolean {
  const said = new Map<string, string>();
  return ({ id, short }) => {
    const isFirst = said.get(short) !== id;
    said.set(short, id);
    return isFirst;
  };
}

/** Returns a term as plain text. */
export function termText({ written, behind }: LetterTerm, isFirst: boolean): string {
  return isFirst ? `${written}${behind}` : written;
}

/** Returns a term as HTML: the same words. */
export function termHtml({ written, long, behind }: LetterTerm, isFirst: boolean): string {
  if (!isFirst || behind === '') return escapeHtml(written);
  return `<abbr title="${escapeHtml(long)}">${escapeHtml(written)}</abbr>${escapeHtml(behind)}`;
}
