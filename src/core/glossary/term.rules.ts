/** A short form of a network, such as CYPP, and what it stands for there. */
export interface Term {
  id: string;
  /** As it is written, capitals and all; without white space. */
  short: string;
  long: string;
  /** What it is, in a plain sentence or two. */
  meaning?: string;
  /** Where or for whom it means this, when there is more than one meaning: a district, a theme. */
  usedFor?: string;
  /** True when the same short form has another meaning as well, so that the writer must choose. */
  isAmbiguous: boolean;
}

/** Which meaning a text has of a short form with several: the short form, and the id of the term. */
export type Meanings = Readonly<Record<string, string>>;

/** The most characters of each part of a term. */
export const TERM_LIMITS = { short: 20, long: 200, meaning: 500, usedFor: 100 } as const;

/** The most terms of a network. */
export const MOST_TERMS = 2000;

/** Returns the sentence that refuses a short form, or undefined. */
export function refuseShort(short: string): string | undefined {
  if (short === '') return 'Give the short form, such as CYPP.';
  if (/\s/.test(short))
    return 'A short form has no spaces in it. Write it as it stands in a text, such as Y&H.';
  if (!/^[\p{L}\p{N}]/u.test(short) || !/[\p{L}\p{N}]$/u.test(short))
    return 'A short form begins and ends with a letter or a digit.';
  if ([...short].length < 2)
    return 'One letter alone would be found in every text. Use at least two characters.';
  if (/^\p{Ll}+$/u.test(short))
    return 'This is an ordinary word. A short form has a capital letter or a digit in it.';
  return undefined;
}

/** Returns terms with what each of them cannot know alone: whether its short form has another meaning as well. */
export function withAmbiguity(terms: readonly Omit<Term, 'isAmbiguous'>[]): Term[] {
  const counts = new Map<string, number>();
  for (const { short } of terms) counts.set(short, (counts.get(short) ?? 0) + 1);
  return terms.map((term) => ({ ...term, isAmbiguous: (counts.get(term.short) ?? 0) > 1 }));
}

/**
 * Returns the terms as they count for one text: of a short form with several meanings the one that the writer chose,
 * and all of them, still ambiguous, where none is chosen or the chosen one is gone.
 */
export function termsFor(terms: readonly Term[], meanings: Meanings = {}): Term[] {
  const ids = new Map(terms.map(({ id, short }) => [id, short]));
  return terms.flatMap((term) => {
    if (!term.isAmbiguous || !Object.hasOwn(meanings, term.short)) return [term];
    const chosen = meanings[term.short];
    if (ids.get(chosen) !== term.short) return [term];
    return chosen === term.id ? [{ ...term, isAmbiguous: false }] : [];
  });
}

/** Returns the terms in which all these words occur, in their short or long form or in their meaning. */
export function matchingTerms(terms: readonly Term[], words: string): Term[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return terms.filter(({ short, long, meaning = '', usedFor = '' }) => {
    const text = folded(`${short} ${long} ${meaning} ${usedFor}`);
    return wanted.every((word) => text.includes(word));
  });
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’ʼ]/g, "'").toLowerCase();
}
