const INTRODUCTION =
  /^\s*(?:on\b.{0,200}\bwrote:|ar\b.{0,200}\bysgrifennodd:?|le\b.{0,200}\ba écrit\s?:|am\b.{0,200}\bschrieb:?)\s*$/i;
const OLD_STYLE = /^\s*(?:-{2,}\s*(?:original message|forwarded message)\s*-{2,}|_{12,})\s*$/i;

/**
 * Returns a letter's text in two parts: what somebody wrote, and our own message as their programme quotes it below.
 * Where they wrote between or under the quotation, everything counts as theirs.
 */
export function partQuoted(text: string): { own: string; quoted: string } {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^\s*>/.test(line) || INTRODUCTION.test(line) || OLD_STYLE.test(line));
  if (at === -1) return { own: text.trim(), quoted: '' };
  const [above, below] = [lines.slice(0, at), lines.slice(at)];
  const isQuoteOnly = OLD_STYLE.test(below[0]) || below.slice(1).every((line) => /^\s*(?:>|$)/.test(line));
  if (above.join('').trim() === '' || !isQuoteOnly) return { own: text.trim(), quoted: '' };
  return { own: above.join('\n').trim(), quoted: below.join('\n').trim() };
}

/** Returns text as a quotation in an answer: each line marked, at most so many lines. */
export function quote(text: string, most = 40): string {
  const lines = text.trim().split('\n');
  const kept = lines.slice(0, most).map((line) => `> ${line.slice(0, 300)}`);
  return [...kept, ...(lines.length > most ? ['> …'] : [])].join('\n');
}
