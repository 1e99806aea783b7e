import { stringify } from 'csv-stringify/sync';
import { inertCell } from './formula.rules.js';

export type Cell = string | number | null | undefined;

/**
 * Returns a CSV file that every spreadsheet opens and none calculates: UTF-8 with a mark, CRLF, every cell quoted, an
 * apostrophe before any text that could be a formula. Numbers given as numbers stay numbers.
 */
export function writeCsv(columns: readonly string[], rows: Iterable<readonly Cell[]>): Buffer {
  const cells = [columns, ...rows].map((row) => row.map(written));
  return Buffer.from(
    stringify(cells, { bom: true, quoted: true, quoted_empty: true, record_delimiter: 'windows' }),
  );
}

function written(cell: Cell): string {
  return typeof cell === 'number' ? String(cell) : inertCell(cell ?? '');
}
