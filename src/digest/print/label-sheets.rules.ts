/** A sheet of labels on A4; lengths in millimetres, from the edges of the sheet and from corner to corner. */
export interface LabelSheet {
  code: string;
  words: string;
  columns: number;
  rows: number;
  width: number;
  height: number;
  left: number;
  top: number;
  /** From the left edge of one label to that of the next, and the same downwards. */
  across: number;
  down: number;
}

/** The usual sheets in British offices, as their makers draw them; others have the same sizes under other numbers. */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  {
    ...{ code: 'L7160', words: '21 on a sheet (L7160)', columns: 3, rows: 7, width: 63.5, height: 38.1 },
    ...{ left: 7.25, top: 15.15, across: 66, down: 38.1 },
  },
  {
    ...{ code: 'L7161', words: '18 on a sheet (L7161)', columns: 3, rows: 6, width: 63.5, height: 46.6 },
    ...{ left: 7.25, top: 8.7, across: 66, down: 46.6 },
  },
  {
    ...{ code: 'L7163', words: '14 on a sheet (L7163)', columns: 2, rows: 7, width: 99.1, height: 38.1 },
    ...{ left: 4.65, top: 15.15, across: 101.6, down: 38.1 },
  },
  {
    ...{ code: 'L7165', words: '8 on a sheet (L7165)', columns: 2, rows: 4, width: 99.1, height: 67.7 },
    ...{ left: 4.65, top: 13.1, across: 101.6, down: 67.7 },
  },
];

/** Millimetres inside the edge of a label that stay blank: printers draw sheets in a little askew. */
export const LABEL_MARGIN = 4;

/** Where one label is: its sheet, counted from nought, and its upper left corner in millimetres. */
export interface LabelPlace {
  sheet: number;
  x: number;
  y: number;
}

/** Returns the sheet of a code, or undefined. */
export function labelSheet(code: string): LabelSheet | undefined {
  return LABEL_SHEETS.find((one) => one.code === code);
}

/** Returns how many labels are on a sheet. */
export function perSheet({ columns, rows }: LabelSheet): number {
  return columns * rows;
}

/**
 * Returns where so many labels go, row by row, when the first free label of the first sheet is number `first`
 * (counted from 1); a number that is not on the sheet counts as 1.
 */
export function labelPlaces(sheet: LabelSheet, count: number, first = 1): LabelPlace[] {
  const each = perSheet(sheet);
  const skipped = Number.isInteger(first) && first >= 1 && first <= each ? first - 1 : 0;
  return Array.from({ length: count }, (_, at) => {
    const number = at + skipped;
    const within = number % each;
    return {
      sheet: Math.floor(number / each),
      x: sheet.left + (within % sheet.columns) * sheet.across,
      y: sheet.top + Math.floor(within / sheet.columns) * sheet.down,
    };
  });
}
