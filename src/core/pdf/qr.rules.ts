/** A QR code as rows of dark modules, without its quiet zone. */
export interface QrCode {
  size: number;
  dark(row: number, column: number): boolean;
}

/** Light modules on every side (ISO/IEC 18004:2015, 9.1). */
export const QUIET = 4;

/**
 * Returns a QR code as one SVG path in a square of `side` points whose upper left corner is given; the quiet zone is
 * inside the square. Neighbours in a row are one bar, so that no hairline shows between them.
 */
export function codePath({ size, dark }: QrCode, x: number, y: number, side: number): string {
  const module = side / (size + 2 * QUIET);
  const bars: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!dark(row, column)) continue;
      const from = column;
      while (column + 1 < size && dark(row, column + 1)) column += 1;
      const left = near(x + (from + QUIET) * module);
      const top = near(y + (row + QUIET) * module);
      bars.push(`M${left} ${top}h${near((column - from + 1) * module)}v${near(module)}H${left}Z`);
    }
  }
  return bars.join('');
}

function near(value: number): number {
  return Number(value.toFixed(3));
}
