import { sayPlural } from '../../core/web/templates/index.js';
import { sentenceNameOfKey, type EditionKind } from '../kinds/kind.rules.js';
import type { MarkedWay } from '../reach/reach.rules.js';
import { WHY_WORDS } from './foot.rules.js';
import { LABEL_SHEETS } from './label-sheets.rules.js';
import type { Posting, PostingLine } from './postings.service.js';
import { PRINT_SIZES } from './print-size.rules.js';

/** What was done about a page, as a tag. */
const DONE = { printed: 'Printed', collected: 'Collected', phoned: 'Told by telephone' } as const;

/** Returns how many sides the letters take that are not done yet, and how to print them. */
export function sidesWords(letters: number, sides: number): string {
  const count = `${sayPlural(letters, 'letter')} on ${sayPlural(sides, 'side')}`;
  return sides > letters
    ? `${count}, each letter on a sheet of its own: print the file on both sides of the paper.`
    : `${count}: print the file on one side of the paper.`;
}

/** Returns the figures over a posting: how many pages, how many of them by post, and how many are done. */
export function viewPosting({ edition, rows, lines }: Posting) {
  const open = lines.filter(({ isDone }) => !isDone);
  const handed = lines.filter(({ copy }) => !copy.isPosted);
  const large = lines.filter(({ copy }) => copy.size === 'large');
  return {
    name: sentenceNameOfKey(edition.key, edition.weekFrom),
    pages: lines.length,
    organisations: new Set(lines.map(({ copy }) => copy.organisationId)).size,
    posted: lines.length - handed.length,
    handed: handed.length,
    open: open.length,
    labels: open.filter(({ copy }) => copy.isPosted).length,
    large: large.length,
    largeWords: sayPlural(large.length, 'letter is', 'letters are'),
    hasPrinted: isMarked(rows, 'printed'),
    hasCollected: isMarked(rows, 'collected'),
  };
}

/** Returns why there is no page to print. A correction goes only to whom the first went, and in the same ways. */
export function nobodyWords(kind: EditionKind): string {
  return kind === 'correction'
    ? 'It corrects an edition that nobody is marked as having had on paper, so it goes by e-mail, or by telephone.'
    : 'It goes to every organisation by e-mail, or they have asked not to get it.';
}

function isMarked(rows: Posting['rows'], way: MarkedWay): boolean {
  return rows.some(({ marks }) => marks.some(({ channel }) => channel === way));
}

/** Returns the pages as the rows of a table, in posting order. */
export function viewLines(lines: readonly PostingLine[]) {
  return lines.map(({ copy, row }, at) => ({
    number: at + 1,
    organisationId: copy.organisationId,
    organisation: copy.organisation,
    name: copy.name,
    address: copy.isPosted
      ? [...copy.address.split('\n'), copy.postcode].filter(Boolean).join(', ')
      : 'No postal address: hand it over',
    size: PRINT_SIZES[copy.size].words,
    why: WHY_WORDS[copy.why],
    done: row.marks.map(({ channel }) => DONE[channel]).join(', '),
  }));
}

/** Returns the names of organisations that get no page, because nothing would be on it. */
export function withoutPage(all: readonly PostingLine[], filled: readonly PostingLine[]): string[] {
  const there = new Set(filled.map(({ copy }) => copy.organisationId));
  const others = all.filter(({ copy }) => !there.has(copy.organisationId));
  return [...new Set(others.map(({ copy }) => copy.organisation))].sort();
}

/** Returns those who can still be ticked as having collected their page. */
export function viewCollectable(lines: readonly PostingLine[]) {
  const open = lines.filter(({ row }) => !row.marks.some(({ channel }) => channel === 'collected'));
  const byId = new Map(open.map(({ copy }) => [copy.organisationId, copy]));
  return [...byId.values()]
    .map(({ organisationId, organisation, name }) => ({
      value: organisationId,
      words: organisation,
      hint: name,
    }))
    .sort((a, b) => (a.words < b.words ? -1 : 1));
}

export const SHEET_CHOICES = LABEL_SHEETS.map(({ code, words }) => ({ value: code, words }));

export const WHICH_CHOICES = [
  { value: 'open', words: 'Those not done yet' },
  { value: 'all', words: 'All of this edition' },
];

export const SIZE_CHOICES = [
  { value: 'own', words: 'Each as its reader wishes' },
  { value: 'standard', words: 'All in standard print' },
  { value: 'large', words: 'All in large print' },
];
