import { findTerms, type FoundTerm } from './find-terms.rules.js';
import type { Term } from './term.rules.js';

export { findTerms, type FoundTerm } from './find-terms.rules.js';
export { termsFor, type Meanings, type Term } from './term.rules.js';
export { ownWords, unknownCapitals } from './unknown-capitals.rules.js';

/**
 * Returns a text with the long form behind the first use of every term, and adds the terms to `seen`, so that the
 * parts of one page share it. A term stands in `seen` by its short form and its id: after another meaning of the same
 * short form it is said again. What is ambiguous stays as it is.
 */
export function expandFirst(text: string, terms: readonly Term[], seen: Set<string>): string {
  return rewrite(text, firstUses(text, terms, seen), (short, long) => `${short}${long}`);
}

/** Returns those uses in a text behind which the long form must stand, and adds the terms to `seen`. */
export function firstUses(text: string, terms: readonly Term[], seen: Set<string>): FoundTerm[] {
  return findTerms(text, terms).filter(({ term, isExplained }) => {
    if (term.isAmbiguous || seen.has(seenKey(term))) return false;
    for (const one of seen) if (one.startsWith(`${term.short} `)) seen.delete(one);
    seen.add(seenKey(term));
    return !isExplained;
  });
}

/** Returns what stands for a term among those that a page has said in full already. */
export function seenKey({ short, id }: Pick<Term, 'short' | 'id'>): string {
  return `${short} ${id}`;
}

/** Returns the long form as it stands behind a use: in brackets, or behind a comma when the use is in brackets. */
export function longBehind(text: string, { start, end, term }: FoundTerm): string {
  return text[start - 1] === '(' && text[end] === ')' ? `, ${term.long}` : ` (${term.long})`;
}

/** Returns a text in which `written` stands for each of these uses: made of the short form as written and the rest. */
export function rewrite(
  text: string,
  uses: readonly FoundTerm[],
  written: (short: string, long: string, use: FoundTerm) => string,
): string {
  let answer = '';
  let from = 0;
  for (const use of uses) {
    answer += text.slice(from, use.start);
    answer += written(text.slice(use.start, use.end), longBehind(text, use), use);
    from = use.end;
  }
  return answer + text.slice(from);
}
