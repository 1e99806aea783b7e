import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readCsv, UnreadableCsv, writeCsv } from './index.js';

const shared = process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data';

function read(text: string) {
  return readCsv(Buffer.from(text));
}

function refusal(bytes: Buffer | string): { line: number; problem: string } {
  try {
    readCsv(Buffer.from(bytes as string));
  } catch (error) {
    if (error instanceof UnreadableCsv) return error.refused[0];
    throw error;
  }
  throw new Error('This file was read.');
}

describe('reading a CSV file', () => {
  it('gives each record the line on which it starts, also after line breaks inside cells', () => {
    const file = read('name,note\r\nKestrel,"two\r\nlines"\r\n\r\n"Fern\nhill",x\r\n');
    expect(file.header).toEqual(['name', 'note']);
    expect(file.records).toEqual([
      { line: 2, values: ['Kestrel', 'two\nlines'] },
      { line: 5, values: ['Fern\nhill', 'x'] },
    ]);
  });

  it('reads commas, semicolons and tabs, whichever the headings have most of', () => {
    expect(read('a,b;c\n1,2\n')).toMatchObject({ separator: ',', header: ['a', 'b;c'] });
    expect(read('a;b;"c,d,e"\n1;2;3\n')).toMatchObject({
      separator: ';',
      records: [{ values: ['1', '2', '3'] }],
    });
    expect(read('a\tb\n1\t\n')).toMatchObject({ separator: '\t', records: [{ values: ['1', ''] }] });
    expect(read('only\nx\n')).toMatchObject({ separator: ',', records: [{ line: 2, values: ['x'] }] });
  });

  it('reads UTF-8 with and without a mark, UTF-16 with one, and Windows-1252', () => {
    const text = 'name\nSiân’s café €5\n';
    const ways = {
      'utf-8': [false, true],
      'utf-16le': [true],
      'utf-16be': [true],
      'windows-1252': [false],
    } as const;
    for (const [encoding, marks] of Object.entries(ways)) {
      for (const addBOM of marks) {
        const file = readCsv(iconv.encode(text, encoding, { addBOM }));
        expect(file).toMatchObject({ encoding, header: ['name'], records: [{ values: ['Siân’s café €5'] }] });
      }
    }
  });

  it('takes trailing separators, spaces round quotation marks and blank rows as spreadsheets do', () => {
    const file = read('\na , "b" ,,\n1, "x, y" ,,\n,,,\n\n2,3\n');
    expect(file.header).toEqual(['a', 'b']);
    expect(file.headerLine).toBe(2);
    expect(file.records).toEqual([
      { line: 3, values: ['1', 'x, y'] },
      { line: 6, values: ['2', '3'] },
    ]);
  });

  it('names every row whose values do not fit the headings and reads the others', () => {
    const file = read('a,b\n1\n2,3\n4,5,6\n');
    expect(file.records).toEqual([{ line: 3, values: ['2', '3'] }]);
    expect(file.refused.map(({ line, field }) => [line, field])).toEqual([
      [2, 'row'],
      [4, 'row'],
    ]);
    expect(file.refused[0].problem).toContain(
      'This row has 1 value and the heading row 2, so a comma is missing',
    );
  });

  it('refuses the whole file for a quotation mark left open and names the line where its row starts', () => {
    expect(refusal('a,b\n1,2\n3,"4\n5,6\n')).toMatchObject({ line: 3, field: 'file' });
    expect(refusal('a,b\n1,2\n3,"4\n5,"6"\n').line).toBe(3);
    expect(refusal('a,b\n"1\n1",2\n3,The "Den"\n').problem).toContain(
      'line 4 has a quotation mark inside a cell',
    );
  });

  it('refuses what is empty, what is no text and two headings that are the same', () => {
    expect(refusal('').problem).toContain('empty');
    expect(refusal('\n \n').problem).toContain('empty');
    expect(refusal(Buffer.from('PK\x03\x04…')).problem).toContain('spreadsheet');
    expect(refusal(Buffer.from([0xff, 0xfe, 0, 0, 0, 0])).problem).toContain('not a text file');
    expect(refusal('Name,town, name\n1,2,3\n').problem).toBe(
      'Columns 1 and 3 are both headed “name”. Rename one or take it out.',
    );
  });

  it('reads any bytes or refuses them in one plain sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          readCsv(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableCsv);
        }
      }),
    );
  });
});

describe('writing a CSV file', () => {
  it('marks it as UTF-8, quotes every cell and ends every line with CRLF', () => {
    const bytes = writeCsv(
      ['name', 'income'],
      [
        ['Foxglove "Den"', -5],
        [null, 0],
      ],
    );
    expect(bytes.toString()).toBe('\ufeff"name","income"\r\n"Foxglove ""Den""","-5"\r\n"","0"\r\n');
  });

  it('reads back exactly what was written, whatever it was', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('=1+1', "'=1", '\t=1', ' @x', 'a\n=1'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const kept = rows.map((row) => row.map((text) => text.replace(/\r\n?/g, '\n')));
        const filled = kept.filter((row) => row.some((text) => text.trim() !== ''));
        expect(readCsv(writeCsv(['a', 'b', 'c'], rows)).records.map(({ values }) => values)).toEqual(filled);
      }),
    );
  });

  const file = join(shared, 'hardening', 'csv-injection.json');
  const ifShared = existsSync(file) ? it : it.skip;
  ifShared('lets no spreadsheet calculate, and gives back every value of the shared list', () => {
    const { values } = JSON.parse(readFileSync(file, 'utf8')) as { values: string[] };
    const text = writeCsv(
      ['value'],
      values.map((value) => [value]),
    )
      .toString('utf8')
      .slice(1);
    const cells = [...text.matchAll(/"((?:[^"]|"")*)"\r\n/g)]
      .map((match) => match[1].replace(/""/g, '"'))
      .slice(1);
    expect(cells).toHaveLength(values.length);
    for (const cell of cells) expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@\t\r\uff1d]/);
    const back = readCsv(
      writeCsv(
        ['n', 'value'],
        values.map((value, i) => [i, value]),
      ),
    ).records;
    expect(back.map((record) => record.values[1])).toEqual(values.map((value) => value.replace(/\r/g, '\n')));
  });
});
