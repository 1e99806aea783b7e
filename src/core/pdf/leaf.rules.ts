import type { Bar } from './qr.rules.js';

/** A piece of text in one style. */
export interface Run {
  text: string;
  bold?: boolean;
  /** `#rrggbb`; ink unless told. */
  colour?: string;
  /** Where a press leads on a screen; nothing of it shows on paper. */
  link?: string;
}

/** One line of text in its place: `y` is its upper edge, all in points from the upper left corner. */
export interface Line {
  x: number;
  y: number;
  /** In points. */
  size: number;
  runs: Run[];
}

/** A filled or drawn figure, in points of the page; bars are filled rectangles of one figure. */
export type Shape =
  | { kind: 'rule'; from: [number, number]; to: [number, number]; width?: number; colour?: string }
  | { kind: 'box'; x: number; y: number; width: number; height: number; fill?: string; line?: string }
  | { kind: 'bars'; bars: readonly Bar[] };

/** One side of paper; everything on it has its place already. */
export interface Leaf {
  lines: Line[];
  shapes: Shape[];
}

/** Returns points (1/72 inch) for millimetres. */
export function mm(length: number): number {
  return (length * 72) / 25.4;
}

/** A4 upright in points (ISO 216). */
export const A4 = { width: mm(210), height: mm(297) } as const;
