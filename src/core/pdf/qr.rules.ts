/** A QR code as rows of dark modules, without its quiet zone. */
export interface QrCode {
  size: number;
  dark(row: number, column: number): boolean;
}

/** A filled rectangle: left, top, width, height. */
export type Bar = readonly [number, number, number, number];

/** Light modules on every side (ISO/IEC 18004:2015, 9.1). */
export const QUIET = 4;

/**
 * Returns a QR code as bars in a square of `side` points whose upper left corner is given; the quiet zone is inside
 * the square. Neighbours in a row are one bar, so that no hairline shows between them.
 */
export function codeBars({ size, dark }: QrCode, x: number, y: number, side: number): Bar[] {
  const module = side / (size + 2 * QUIET);
  const bars: Bar[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!dark(row, column)) continue;
      const from = column;
      while (column + 1 < size && dark(row, column + 1)) column += 1;
      const [left, top] = [x + (from + QUIET) * module, y + (row + QUIET) * module];
      bars.push([left, top, (column - from + 1) * module, module]);
    }
  }
  return bars;
}
