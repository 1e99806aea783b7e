/**
 * What was made of something a person typed: the one form we keep, or a plain sentence that names the way out.
 * A `suggestion` is what they probably meant; it is offered, never taken silently.
 */
export type Reading<T> = { ok: true; value: T } | { ok: false; problem: string; suggestion?: string };

/** One thing in a file that cannot be taken. `line` is the file's line where the record starts; the heading is 1. */
export interface Refusal {
  line: number;
  field: string;
  problem: string;
}

/** Returns an accepted reading. */
export function taken<T>(value: T): Reading<T> {
  return { ok: true, value };
}

/** Returns a refused reading; `problem` is a whole sentence, and a suggestion is added to it as a question. */
export function refused(problem: string, suggestion?: string): Reading<never> {
  if (suggestion === undefined) return { ok: false, problem };
  return { ok: false, problem: `${problem} Did you mean ${suggestion}?`, suggestion };
}

/** Returns what was typed in quotation marks, cut to sixty characters, for use inside a sentence. */
export function quoted(text: string): string {
  const plain = text.replace(/\s+/g, ' ');
  const characters = [...plain.slice(0, 130)];
  return characters.length > 60 ? `“${characters.slice(0, 59).join('')}…”` : `“${plain}”`;
}

/** Returns “a”, “a and b” or “a, b and c”, with another last word if given. */
export function listed(items: readonly string[], word = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`;
}
