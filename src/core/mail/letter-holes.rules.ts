import { escapeHtml } from './escape.rules.js';
import { firstUse, termAt, termHtml, termText, type LetterTerm } from './letter-terms.rules.js';
import { quotedPrintable } from './quoted-printable.rules.js';

/** The two forms of a letter. */
export type Form = 'text' | 'html';

/** A stretch of encoded bytes, or the name of a hole between two of them. */
export type Run = Buffer | { hole: string };

const MARK = /^[A-Za-z0-9]{16,64}$/;
const SOFT_BREAK = '=\r\n';
const NOTHING = Buffer.alloc(0);

/**
 * Returns the marker that stands for a hole in the text and html of a plan's pieces; it survives any
 * escaping.
 */
export function holeMark(mark: string, name: string): string {
  if (!MARK.test(mark)) throw new RangeError('A mark is 16 to 64 letters and digits.');
  if (!/^[A-Za-z0-9]+$/.test(name)) throw new RangeError('A hole is named with letters and digits.');
  return `${mark}${name}${mark}`;
}

/**
 * Returns a passage with its holes filled, as somebody reads it; what nothing was given for stays empty. The passages
 * of one copy share `isFirst`, so that a term is said in full where it first stands.
 */
export function fillHoles(
  text: string,
  mark: string,
  holes: Record<string, string>,
  terms: readonly LetterTerm[] = [],
  isFirst = firstUse(),
): string {
  if (!MARK.test(mark)) throw new RangeError('A mark is 16 to 64 letters and digits.');
  return text.replace(new RegExp(`${mark}([A-Za-z0-9]+?)${mark}`, 'g'), (_, name: string) => {
    const term = termAt(name, terms);
    return term ? termText(term, isFirst(term)) : (holes[name] ?? '');
  });
}

/**
 * Returns a passage cut at its holes and encoded. Every run starts at the start of a line: soft breaks see
 * to it around a hole, and the passage ends in a real line break, so that passages may be joined in any
 * order.
 */
export function encodeRuns(source: string, mark: string): Run[] {
  if (!MARK.test(mark)) throw new RangeError('A mark is 16 to 64 letters and digits.');
  if (source === '') return [];
  const whole = /[\r\n]$/.test(source) ? source : `${source}\n`;
  return whole.split(new RegExp(`${mark}([A-Za-z0-9]+?)${mark}`)).flatMap((part, i): Run[] => {
    if (i % 2 === 1) return [{ hole: part }];
    return part === '' ? [] : [openEnded(quotedPrintable(part))];
  });
}

/**
 * Returns the function that gives the bytes of the runs of one form of a copy, one after another. It throws RangeError
 * for a hole that `holes` has nothing for.
 */
export function runWriter(
  form: Form,
  holes: Record<string, string>,
  terms: readonly LetterTerm[] = [],
): (run: Run) => Buffer {
  const isFirst = firstUse();
  return (run) => {
    if (Buffer.isBuffer(run)) return run;
    const term = termAt(run.hole, terms);
    if (term) return encoded(form === 'html' ? termHtml(term, isFirst(term)) : termText(term, isFirst(term)));
    if (!Object.hasOwn(holes, run.hole))
      throw new RangeError(`Nothing was given for the hole “${run.hole}”.`);
    const value = holes[run.hole] ?? '';
    return encoded(form === 'html' ? escapeHtml(value) : value);
  };
}

function encoded(value: string): Buffer {
  return value === '' ? NOTHING : openEnded(quotedPrintable(value));
}

function openEnded(text: string): Buffer {
  return Buffer.from(text.endsWith('\n') ? text : text + SOFT_BREAK, 'latin1');
}
