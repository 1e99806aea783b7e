import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const FOLDER = join(process.env.FOLKMOOT_SHARED_DATA ?? 'test/data', 'hardening');
const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Content;

const LETTERS = [
  'a',
  'Z',
  ' ',
  'é',
  'ß',
  'Ж',
  'ש',
  'ع',
  '‮',
  '漢',
  '👩‍👩‍👧',
  '🎉',
  '=',
  '?',
  '_',
  '"',
  '\\',
  ',',
  ';',
  '<',
  '>',
  '&',
  '@',
  '.',
  '\r\n',
  '\n',
  '\0',
  '\u2028',
  'From ',
];

/** Texts that have broken headers before. */
export const HEADER_INJECTION = read<{ values: string[] }>('header-injection.json').values;

/** Names that strain a header: long, right to left, pictures, and one of sixty characters without a space. */
export const HOSTILE_NAMES = [
  ...HEADER_INJECTION,
  'Ardal Cyngor Sir Ddinbych a Chonwy a’r Cyffiniau Gogleddol Cymru',
  'LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochXX',
  'שבוע טוב לכל הקהילה בצפון ובמרכז העיר הגדולה',
  'مجلس أطفال المنطقة الشرقية \u202eevil\u202c',
  '👩‍👩‍👧‍👦'.repeat(12),
  'é'.repeat(200),
  'x'.repeat(300),
  '=?UTF-8?Q?=0D=0ABcc:?=',
  '"Anne" <anne@evil.example>',
  'a\0b\u0007c\u001b[31m',
  ...read<string[]>('naughty-strings.json').filter((text) => text.length < 300),
];

/** A text somebody might type into a subject or a name, mostly to see what happens. */
export const hostileText = fc.oneof(
  fc.constantFrom(...HOSTILE_NAMES),
  fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 80 }).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', maxLength: 40 }))
    .map((parts) => parts.join(' ')),
);
