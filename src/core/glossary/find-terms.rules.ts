import { skippedPlaces } from './skipped.rules.js';
import type { Term } from './term.rules.js';

/** A short form in a text. From `start` to before `end`, an “s” or “’s” behind it included. */
export interface FoundTerm {
  start: number;
  end: number;
  term: Term;
  /** The writer has put the long form right beside it. */
  isExplained: boolean;
}

interface Branch {
  next: Map<string, Branch>;
  term?: Term;
}

/** The longest part of an English word that may stand behind a short form. */
const BEHIND = /^(?:'s|s'(?= \p{Ll})|s)(?![\p{L}\p{N}\p{M}])/u;

/**
 * Returns the short forms in a text, in their order: whole words only, capitals as they are kept, also in the plural
 * and the possessive (CAFs, CYPP’s), the longest where several fit. Different dashes and apostrophes are the same.
 * Addresses, targets and words of Markdown links are passed over. Of a short form with several meanings the first is
 * named, with `isAmbiguous`. Takes time in proportion to the text.
 */
export function findTerms(text: string, terms: readonly Term[]): FoundTerm[] {
  const plain = plainMarks(text);
  const skipped = skippedPlaces(text);
  const root = tree(terms);
  const found: FoundTerm[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    // Most places of a text are the beginning of no term.
    if (!root.next.has(plain[at]) || skipped[at] === 1 || !beginsHere(plain, at)) continue;
    const best = longest(plain, at, root);
    if (!best) continue;
    found.push({ start: at, ...best, isExplained: hasLongBeside(plain, at, best.end, best.term.long) });
    at = best.end - 1;
  }
  return found;
}

/** Returns a text of the same length in which every apostrophe and every dash is the plain one. */
export function plainMarks(text: string): string {
  return text.replace(/[’ʼ‘]/g, "'").replace(/[‐‑‒–—−]/g, '-');
}

function tree(terms: readonly Term[]): Branch {
  const root: Branch = { next: new Map() };
  for (const term of terms) {
    let node = root;
    for (const sign of plainMarks(term.short).split('')) node = step(node, sign);
    node.term ??= term;
  }
  return root;
}

function step(node: Branch, sign: string): Branch {
  let next = node.next.get(sign);
  if (!next) node.next.set(sign, (next = { next: new Map() }));
  return next;
}

function longest(plain: string, at: number, root: Branch): { end: number; term: Term } | undefined {
  let best: { end: number; term: Term } | undefined;
  let node: Branch | undefined = root;
  let end = at;
  while (node && end < plain.length) {
    node = node.next.get(plain[end]);
    end += 1;
    const closing = node?.term && closes(plain, end);
    if (closing) best = { end: closing, term: node!.term! };
  }
  return best;
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}\p{M}]/u.test(sign);
}

const isDigit = (sign: string | undefined) => sign !== undefined && /\d/.test(sign);

/** A dot, an ampersand or an at sign with a word before it goes on with that word; so does a dash between digits. */
function beginsHere(plain: string, at: number): boolean {
  const [before, earlier] = [plain[at - 1], plain[at - 2]];
  if (isWord(before) || before === '@') return false;
  if ((before === '.' || before === '&') && isWord(earlier)) return false;
  return !(isDigit(plain[at]) && /[-,:/]/.test(before ?? '') && isDigit(earlier));
}

/** Returns where a word that ends before `end` ends with what stands behind it, or undefined when it goes on. */
function closes(plain: string, end: number): number | undefined {
  const last = end + (BEHIND.exec(plain.slice(end, end + 4))?.[0].length ?? 0);
  const [behind, later] = [plain[last], plain[last + 1]];
  if (isWord(behind) || behind === '@') return undefined;
  if ((behind === '.' || behind === '&') && isWord(later)) return undefined;
  if (isDigit(plain[last - 1]) && /[-,:/]/.test(behind ?? '') && isDigit(later)) return undefined;
  return last;
}

/** “Common Assessment Framework (CAF)”, “CAF (Common Assessment Framework)”, “CAF, the Common Assessment Framework”. */
function hasLongBeside(plain: string, start: number, end: number, long: string): boolean {
  const wanted = even(plainMarks(long));
  const reach = 2 * long.length + 20;
  const opens = /^\s?[(,-]/.test(plain.slice(end, end + 2));
  if (opens && startsWithLong(even(plain.slice(end, end + reach)), wanted)) return true;
  const isBehind = /[(,-]\s?$/.test(plain.slice(Math.max(0, start - 2), start));
  return isBehind && endsWithLong(even(plain.slice(Math.max(0, start - reach), start)), wanted);
}

function startsWithLong(after: string, wanted: string): boolean {
  return after.replace(/^ ?[(,-] ?(?:the )?/, '').startsWith(wanted);
}

function endsWithLong(before: string, wanted: string): boolean {
  const words = before.replace(/ ?[(,-] ?$/, '');
  return words.endsWith(wanted) || words.endsWith(`${wanted}s`);
}

function even(text: string): string {
  return text.replace(/[*_]/g, '').replace(/\s+/g, ' ').toLowerCase();
}
