import { expandFirst, findTerms, termsFor, type Term } from '../../core/glossary/index.js';
import type { Explain } from './blocks.rules.js';

/** Returns what tells whether any short form is in a text. */
export function finderOf(terms: readonly Term[]): (text: string) => boolean {
  return (text) => terms.length > 0 && findTerms(text, terms).length > 0;
}

/** Returns what says short forms in full at their first use on a page; quick for texts that stand on many pages. */
export function explainer(terms: readonly Term[]): Explain {
  const found = new Map<string, readonly Term[]>();
  return (text, seen, meanings = {}) => {
    if (terms.length === 0 || text === '') return text;
    const key = `${Object.values(meanings).join()} ${text}`;
    let own = found.get(key);
    if (!own) {
      const meant = termsFor(terms, meanings);
      const ids = new Set(findTerms(text, meant).map(({ term }) => term.id));
      found.set(key, (own = meant.filter(({ id }) => ids.has(id))));
    }
    return own.length === 0 ? text : expandFirst(text, own, seen);
  };
}
