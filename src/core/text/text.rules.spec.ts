import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText, inertCell, nameKey, nearest, plainCell, searchQuery, searchText } from './index.js';

const stringsFile = join(
  process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data',
  'hardening',
  'naughty-strings.json',
);

describe('the text we keep', () => {
  it('is trimmed, composed and on one line unless lines are wanted', () => {
    expect(cleanText('  Sia\u0302n\u00a0 Price\r\n')).toBe('Siân Price');
    expect(cleanText('one\r\n\r\ntwo\u2028three ', { lines: true })).toBe('one\n\ntwo\nthree');
    expect(cleanText('a\tb\nc')).toBe('a b c');
    expect(cleanText('a\tb\nc', { lines: true })).toBe('a\tb\nc');
  });

  it('loses control characters and gets damaged apostrophes back', () => {
    expect(cleanText('St Mary\u0092s \u0093Den\u0094\u0000\u0007')).toBe('St Mary’s “Den”');
    expect(cleanText('half \ud83d of a pair')).toBe('half \ufffd of a pair');
    expect(cleanText('whole 😀 pair, 👩‍👧 too')).toBe('whole 😀 pair, 👩‍👧 too');
  });

  it('stays the same when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, lines) => {
        const once = cleanText(text, { lines });
        expect(cleanText(once, { lines })).toBe(once);
        expect(once).not.toMatch(/[\0\r\ud800-\udfff]/u);
      }),
    );
  });

  const ifShared = existsSync(stringsFile) ? it : it.skip;
  ifShared('is otherwise exactly what was typed', () => {
    for (const text of JSON.parse(readFileSync(stringsFile, 'utf8')) as string[]) {
      if (!/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) {
        expect(cleanText(text, { lines: true })).toBe(text.trim().normalize('NFC'));
      }
    }
  });
});

describe('the key of a name', () => {
  it('is the same for the ways in which one name is written', () => {
    const ways = [
      'The King’s Den & Café',
      "Kings den and  CAFE'",
      'KINGS DEN AND CAFÉ',
      'Kіngs Dеn аnd Cafe',
    ];
    expect(new Set(ways.map(nameKey))).toEqual(new Set(['kings den and cafe']));
  });

  it('tells different names apart, also those without letters', () => {
    expect(nameKey('Kestrel Youth Club')).not.toBe(nameKey('Kestrel Youth Club 2'));
    expect(nameKey('!!!')).toBe('!!!');
    expect(nameKey('The')).toBe('the');
    expect(nameKey('মৌচাক')).not.toBe(nameKey('মেঘ'));
  });
});

describe('the nearest words', () => {
  const districts = ['Amber Valley', 'Bolsover', 'High Peak', 'Erewash'];

  it('are those one slip away, nearest first', () => {
    expect(nearest('Ambr Vally', districts)).toEqual(['Amber Valley']);
    expect(nearest('Blosover', districts)).toEqual(['Bolsover']);
    expect(nearest('Leeds', districts)).toEqual([]);
    expect(nearest('', districts)).toEqual([]);
  });
});

describe('a cell that could be a formula', () => {
  it('gets an apostrophe, and loses just that one again', () => {
    expect(inertCell('=1+1')).toBe("'=1+1");
    expect(inertCell('+44 7700 900123')).toBe("'+44 7700 900123");
    expect(inertCell('\uff1d1')).toBe("'\uff1d1");
    expect(inertCell('O’Hara')).toBe('O’Hara');
    expect(plainCell("'=1+1")).toBe('=1+1');
    expect(plainCell("'tis")).toBe("'tis");
  });

  it('comes back whatever it was', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^'{0,3}[ \t\u200b]?[=+@-]?.{0,3}$/u),
    );
    fc.assert(
      fc.property(text, (value) => {
        expect(plainCell(inertCell(value))).toBe(value);
        expect(inertCell(value)).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});

describe('words typed into the search box', () => {
  it('become a prefix query', () => {
    expect(searchQuery('amber val')).toBe('amber:* & val:*');
    expect(searchQuery("  O'Hara & (co-op) | !x:* ")).toBe('o:* & hara:* & co:* & op:* & x:*');
    expect(searchQuery('& | ! ()')).toBe('');
    expect(searchText('anne@example.org, DE4 3AG/b')).toBe('anne example org de4 3ag b');
  });

  it('are always well formed and few', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        expect(searchQuery(text)).toMatch(/^(?:[\p{L}\p{N}\p{M}]{1,64}:\*(?: & |$)){0,8}$/u);
      }),
    );
  });
});
