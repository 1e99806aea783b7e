import { CsvError, parse } from 'csv-parse/sync';
import { Invalid } from '../errors/index.js';
import { decodeText, type Encoding } from './encoding.js';
import { plainCell } from './formula.rules.js';
import { cleanText } from './normalise.rules.js';
import { quoted, type Refusal } from './reading.rules.js';

export type Separator = ',' | ';' | '\t';

/** One record; `line` is the line of the file where it starts, also after cells with line breaks in them. */
export interface CsvRecord {
  line: number;
  values: string[];
}

/** A file that could be read. Rows whose values do not fit the headings are in `refused` and not in `records`. */
export interface CsvFile {
  header: string[];
  headerLine: number;
  records: CsvRecord[];
  refused: Refusal[];
  separator: Separator;
  encoding: Encoding;
}

/** A file of which nothing can be taken; `refused` says so in the same shape as the refusal of a row. */
export class UnreadableCsv extends Invalid {
  readonly refused: Refusal[];
  constructor(line: number, sentence: string) {
    super({ file: sentence }, sentence);
    this.refused = [{ line, field: 'file', problem: sentence }];
  }
}

const SEPARATORS: Record<Separator, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' };
const SPREADSHEET = ['PK\x03\x04', '\xd0\xcf\x11\xe0'];

/**
 * Reads a CSV file (RFC 4180, and what spreadsheets make of it): UTF-8 with or without a mark, UTF-16 with one,
 * Windows-1252; commas, semicolons or tabs, whichever the heading row has most of. Blank rows are left out, headings
 * are cleaned, every record has as many values as there are headings, and the apostrophe that `writeCsv` puts before
 * a formula is taken off again.
 * @throws UnreadableCsv when it is not text, is empty, a quotation mark is left open or two headings are the same.
 */
export function readCsv(bytes: Buffer): CsvFile {
  const { text, encoding } = decoded(bytes);
  const separator = separatorOf(text);
  const [heading, ...rows] = split(text, separator).filter(({ values }) =>
    values.some((value) => value.trim() !== ''),
  );
  if (!heading)
    throw new UnreadableCsv(1, 'This file is empty. Choose one with a row of headings and rows below it.');
  const header = headings(heading);
  const refused: Refusal[] = [];
  const records: CsvRecord[] = [];
  for (const { line, values } of rows) {
    if (fits(values, header.length))
      records.push({ line, values: values.slice(0, header.length).map(plainCell) });
    else refused.push({ line, field: 'row', problem: ragged(values.length, header.length, separator) });
  }
  return { header, headerLine: heading.line, records, refused, separator, encoding };
}

function decoded(bytes: Buffer): { text: string; encoding: Encoding } {
  if (SPREADSHEET.includes(bytes.toString('latin1', 0, 4))) {
    throw new UnreadableCsv(
      1,
      'This is a spreadsheet, not a CSV file. Open it, save it as “CSV UTF-8” and choose that.',
    );
  }
  const answer = decodeText(bytes);
  if (!answer)
    throw new UnreadableCsv(
      1,
      'This is not a text file. Save the list from your spreadsheet as “CSV UTF-8”.',
    );
  return { text: answer.text.replace(/\r\n?/g, '\n'), encoding: answer.encoding };
}

/** The separator that stands most often outside quotation marks in the first row that is not blank. */
function separatorOf(text: string): Separator {
  const row = /^\s*((?:"(?:[^"]|"")*"|[^\n"])*)/.exec(text.slice(0, 20_000))?.[1] ?? '';
  const bare = row.replace(/"(?:[^"]|"")*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return (Object.keys(SEPARATORS) as Separator[]).reduce((best, next) =>
    count(next) > count(best) ? next : best,
  );
}

function split(text: string, separator: Separator): CsvRecord[] {
  let ended = 0;
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: '\n',
      relax_column_count: true,
      trim: true,
      onRecord: (values: string[], { lines }: { lines: number }) => {
        records.push({ line: ended + 1, values });
        ended = lines;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(ended + 1, unreadable(error, ended + 1));
    throw error;
  }
  return records;
}

function unreadable(error: CsvError, line: number): string {
  const where = `The row that starts on line ${line}`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_INVALID_CLOSING_QUOTE') {
    return `${where} has a quotation mark that is opened and not closed in its place. Close it, or take it out.`;
  }
  return `${where} has a quotation mark inside a cell. Put the whole cell in quotation marks and write the one inside twice.`;
}

function headings({ line, values }: CsvRecord): string[] {
  const names = values.map((value) => cleanText(plainCell(value)));
  while (names.at(-1) === '') names.pop();
  names.forEach((name, i) => {
    const first = names.findIndex((other) => other !== '' && other.toLowerCase() === name.toLowerCase());
    if (first >= 0 && first < i) {
      const sentence = `Columns ${first + 1} and ${i + 1} are both headed ${quoted(name)}. Rename one or take it out.`;
      throw new UnreadableCsv(line, sentence);
    }
  });
  return names;
}

function fits(values: string[], width: number): boolean {
  return values.length >= width && values.slice(width).every((value) => value.trim() === '');
}

function ragged(found: number, expected: number, separator: Separator): string {
  const fault =
    found < expected
      ? `a ${SEPARATORS[separator]} is missing`
      : `there is a ${SEPARATORS[separator]} too many`;
  return (
    `This row has ${found} ${found === 1 ? 'value' : 'values'} and the heading row ${expected}, so ${fault}. ` +
    `Put any value that has a ${SEPARATORS[separator]} in it in quotation marks.`
  );
}
