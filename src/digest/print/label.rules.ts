import { mm, type Line } from '../../core/pdf/leaf.rules.js';
import { heightOf, linesOf, placed, type Measure } from '../../core/pdf/wrap.rules.js';
import { LABEL_MARGIN, labelPlaces, type LabelSheet } from './label-sheets.rules.js';

/** Who something is for, and where that is. */
export interface Addressee {
  /** The person it is for; empty where nobody is named. */
  name: string;
  organisation: string;
  /** A line for each line, without the postcode. */
  address: string;
  postcode: string | null;
}

/** A space that text must stay within, in points. */
export interface Space {
  x: number;
  y: number;
  width: number;
  height: number;
}

const LARGEST = 11;
/** Below this, lines run on before the letters get smaller still. */
const READABLE = 9;
const SMALLEST = 7;
const TIGHT = 1.17;

/** Returns an address as it is written on an envelope: the name, the organisation, the lines, the postcode. */
export function addressLines({ name, organisation, address, postcode }: Addressee): string[] {
  const lines = [name, organisation, ...address.split('\n'), postcode ?? ''].map((line) => line.trim());
  return lines.filter((line, at) => line !== '' && line !== lines[at - 1]);
}

/**
 * Returns an address as lines inside a space, as large as it fits: first smaller letters, then the lines between the
 * organisation and the postcode run on with commas, then all of them, down to 7 points; what is longer even than that
 * loses the end of its middle, never the postcode.
 */
export function fitAddress(lines: readonly string[], space: Space, measure: Measure): Line[] {
  const [last] = lines.slice(-1);
  const middle = lines.slice(2, -1).join(', ');
  const runOn = lines.length > 4 ? [...lines.slice(0, 2), middle, last] : lines;
  const all = [lines.slice(0, -1).join(', '), last].filter(Boolean);
  const ways: [readonly string[], number, number][] = [
    [lines, LARGEST, READABLE],
    [runOn, LARGEST, SMALLEST],
    [lines, READABLE, SMALLEST],
    [all, READABLE, SMALLEST],
  ];
  for (const [written, from, to] of ways) {
    for (let size = from; size >= to; size -= 0.5) {
      const broken = linesOf(written.join('\n'), space.width, size, measure);
      if (heightOf(broken.length, size, TIGHT) <= space.height)
        return placed(broken, space.x, space.y, size, TIGHT);
    }
  }
  const room = Math.floor(space.height / heightOf(1, SMALLEST, TIGHT));
  const end = linesOf(last ?? '', space.width, SMALLEST, measure).slice(0, Math.max(1, room - 1));
  const kept = linesOf(lines.slice(0, -1).join(', '), space.width, SMALLEST, measure);
  const shown = [...kept.slice(0, Math.max(0, room - end.length)), ...end].slice(0, room);
  return placed(shown, space.x, space.y, SMALLEST, TIGHT);
}

/** Returns the lines of every sheet of labels, in the order given. */
export function labelLeaves(
  all: readonly Addressee[],
  sheet: LabelSheet,
  measure: Measure,
  first = 1,
): Line[][] {
  const leaves: Line[][] = [];
  for (const [at, place] of labelPlaces(sheet, all.length, first).entries()) {
    const space = labelSpace(sheet, place);
    (leaves[place.sheet] ??= []).push(...fitAddress(addressLines(all[at]), space, measure));
  }
  return leaves;
}

/** Returns the part of a label that is printed on, in points. */
export function labelSpace({ width, height }: LabelSheet, { x, y }: { x: number; y: number }): Space {
  return {
    x: mm(x + LABEL_MARGIN),
    y: mm(y + LABEL_MARGIN),
    width: mm(width - 2 * LABEL_MARGIN),
    height: mm(height - 2 * LABEL_MARGIN),
  };
}
