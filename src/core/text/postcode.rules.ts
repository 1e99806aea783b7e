import { quoted, refused, taken, type Reading } from './reading.rules.js';

/** The shapes of a postcode before its space, and the two letters no inward code has (Royal Mail programmers' guide). */
const OUTWARD =
  /^(?:[A-PR-UWYZ](?:\d|[1-9]\d|[A-HK-Y]\d|[A-HK-Y][1-9]\d|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])|GIR)$/;
const INWARD = /^\d[ABD-HJLNP-UW-Z]{2}$/;
const LOOKALIKES: Record<string, string> = { O: '0', '0': 'O', I: '1', '1': 'I', L: '1' };

/**
 * Reads a UK postcode: upper case, one space, three characters after it. Only its shape is checked, so one that has
 * ended or is new is taken. O for 0 and I for 1 are offered as a suggestion.
 */
export function readPostcode(text: string): Reading<string> {
  const letters = text.toUpperCase().replace(/[\s.-]/g, '');
  if (isPostcode(letters)) return taken(spaced(letters));
  const problem = `${quoted(text.trim())} is not a UK postcode. Write it like DE4 3AG, or leave it blank.`;
  const meant = letters.length >= 5 && letters.length <= 7 ? likely(letters) : undefined;
  return meant ? refused(problem, spaced(meant)) : refused(problem);
}

/** Parts an address from the postcode at its end; `postcode` is null when it does not end in one. */
export function partPostcode(address: string): { address: string; postcode: string | null } {
  const match = /(?:^|[\s,])([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})[\s.,]*$/i.exec(address.slice(-20));
  const reading = match && readPostcode(match[1]);
  if (!match || !reading?.ok) return { address, postcode: null };
  const start = Math.max(0, address.length - 20) + match.index;
  return { address: address.slice(0, start).replace(/[\s,]+$/, ''), postcode: reading.value };
}

function isPostcode(letters: string): boolean {
  return letters.length <= 7 && OUTWARD.test(letters.slice(0, -3)) && INWARD.test(letters.slice(-3));
}

function spaced(letters: string): string {
  return `${letters.slice(0, -3)} ${letters.slice(-3)}`;
}

/** The postcode with the fewest look-alikes exchanged, if exactly one is that near. */
function likely(letters: string): string | undefined {
  let tries = [letters];
  const places = [...letters].flatMap((letter, i) => (letter in LOOKALIKES ? [i] : []));
  for (let changes = 1; changes <= places.length; changes++) {
    tries = [...new Set(tries.flatMap((text) => places.map((place) => exchanged(text, letters, place))))];
    const found = tries.filter(isPostcode);
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

function exchanged(text: string, original: string, place: number): string {
  return text.slice(0, place) + LOOKALIKES[original[place]] + text.slice(place + 1);
}
