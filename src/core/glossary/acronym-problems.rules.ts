import { findTerms, termsFor, unknownCapitals, type Meanings, type Term } from './expand.rules.js';

/** As much of an item as is read for short forms. Texts may be Markdown. */
export interface ReadItem {
  key: string;
  title: string;
  summary: string;
  body: string;
  whatItMeans: string;
  meanings?: Meanings;
  href?: string;
}

/** A short form of which nobody can tell what it stands for in an item. */
export interface AcronymProblem {
  key: string;
  title: string;
  href?: string;
  short: string;
  kind: 'unknown' | 'undecided';
  /** What it might mean; empty for an unknown one. */
  choices: Term[];
}

/** Returns what stands in the way of these items: short forms that nobody knows, and those of which nobody has chosen the meaning. */
export function problemsOf(
  items: readonly ReadItem[],
  terms: readonly Term[],
  excused: readonly string[],
  ownName: readonly string[] = [],
): AcronymProblem[] {
  return items.flatMap((item) => {
    const { key, title, href, meanings } = item;
    const text = [title, item.summary, item.body, item.whatItMeans].join('\n\n');
    const own = termsFor(terms, meanings);
    const unknown = unknownCapitals(text, own, excused, ownName).map((short) => ({
      short,
      kind: 'unknown' as const,
      choices: [],
    }));
    const undecided = ambiguousIn(text, own).map(({ short, choices }) => ({
      short,
      kind: 'undecided' as const,
      choices,
    }));
    return [...unknown, ...undecided].map((one) => ({ key, title, href, ...one }));
  });
}

/** Returns the short forms in a text that have several meanings among these terms, each once, with those meanings. */
export function ambiguousIn(text: string, terms: readonly Term[]): { short: string; choices: Term[] }[] {
  const ambiguous = terms.filter(({ isAmbiguous }) => isAmbiguous);
  // Its own square brackets would hide a short form that stands in the words of a link.
  const found = findTerms(text.replace(/[[\]]/g, ' '), ambiguous).map(({ term }) => term.short);
  return [...new Set(found)].map((short) => ({
    short,
    choices: ambiguous.filter((term) => term.short === short),
  }));
}
