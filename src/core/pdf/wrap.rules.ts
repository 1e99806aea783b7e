import type { Line, Run } from './leaf.rules.js';

/** Returns the width of a text in points. */
export type Measure = (text: string, size: number, bold: boolean) => number;

/** A paragraph in lines, none of them wider than it may be. */
export type Wrapped = Run[][];

/** The height of a line for each point of its size. */
export const LEADING = 1.25;

/** A line may end after these and still be read. */
const BREAKABLE = /(?<=[-–—/@.?&=_])(?=\S)/u;

interface Word {
  run: Run;
  text: string;
  spaced: boolean;
}

/**
 * Returns a paragraph broken into lines of at most `width` points. Lines end between words; a word that is wider
 * than the line is broken at its hyphens, slashes and stops first, and anywhere if that is not enough. No text is lost.
 */
export function wrap(runs: readonly Run[], width: number, size: number, measure: Measure): Wrapped {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let used = 0;
  for (const { run, text, spaced } of wordsOf(runs)) {
    const wide = (part: string) => measure(part, size, run.bold ?? false);
    const gap = spaced && line.length > 0 ? wide(' ') : 0;
    if (line.length > 0 && used + gap + wide(text) <= width) {
      append(line, run, spaced ? ` ${text}` : text);
      used += gap + wide(text);
      continue;
    }
    if (line.length > 0) lines.push(line);
    line = [];
    used = 0;
    for (const part of wide(text) <= width ? [text] : pieces(text, width, wide)) {
      if (line.length > 0) lines.push(line);
      line = [{ ...run, text: part }];
      used = wide(part);
    }
  }
  return line.length > 0 ? [...lines, line] : lines;
}

/** Returns a text of several lines, each of them wrapped; empty lines stay. */
export function linesOf(text: string, width: number, size: number, measure: Measure, bold = false): Wrapped {
  return text.split('\n').flatMap((one) => {
    const lines = wrap([{ text: one, bold }], width, size, measure);
    return lines.length > 0 ? lines : [[]];
  });
}

/** Returns the height of so many lines in points. */
export function heightOf(lines: number, size: number, leading = LEADING): number {
  return lines * size * leading;
}

/** Returns the lines in their places, one below the other from a corner on. */
export function placed(lines: Wrapped, x: number, y: number, size: number, leading = LEADING): Line[] {
  const at = (place: number) => ({ x, y: y + heightOf(place, size, leading), size });
  return lines.flatMap((runs, place) => (runs.length > 0 ? [{ ...at(place), runs }] : []));
}

function wordsOf(runs: readonly Run[]): Word[] {
  const words: Word[] = [];
  let spaced = false;
  for (const run of runs) {
    for (const part of run.text.split(/(\s+)/u)) {
      if (part === '') continue;
      if (/^\s+$/u.test(part)) spaced = true;
      else {
        words.push({ run, text: part, spaced });
        spaced = false;
      }
    }
  }
  return words;
}

function append(line: Run[], run: Run, text: string): void {
  const last = line.at(-1)!;
  if (last.bold === run.bold && last.colour === run.colour && last.link === run.link)
    line[line.length - 1] = { ...last, text: last.text + text };
  else line.push({ ...run, text });
}

function pieces(text: string, width: number, wide: (part: string) => number): string[] {
  const found: string[] = [];
  let held = '';
  for (const part of text.split(BREAKABLE).flatMap((one) => (wide(one) <= width ? [one] : [...one]))) {
    if (held !== '' && wide(held + part) > width) {
      found.push(held);
      held = part;
    } else held += part;
  }
  return [...found, held];
}
