import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fillHoles } from '../../core/mail/index.js';
import { words as sampleWords, playgroup } from '../../../test/support/choosing.js';
import { chooser } from './choose.rules.js';
import type { Draft, DraftItem } from './drafts.service.js';
import { Freezer } from './freezer.js';
import { NO_HISTORY } from './history.rules.js';
import { PACE, wordsIn, wordsInHtml } from './reading-time.rules.js';

const MARK = 'm'.repeat(16);
const TERMS = [
  { id: '1', short: 'CYPP', long: 'Children and Young People’s Plan', isAmbiguous: false },
  { id: '2', short: 'SEND', long: 'special educational needs and disabilities', isAmbiguous: false },
];

const said = fc.constantFrom(
  'play',
  'the CYPP',
  'SEND',
  'children’s',
  '“well”',
  '&',
  '–',
  'a < b',
  'x*y*z',
  '(SEND)',
);
const text = (maxLength: number) => fc.array(said, { minLength: 1, maxLength }).map((all) => all.join(' '));
const link = fc.constantFrom(
  '',
  '[words of a link](https://example.org/a?b=c&d=e)',
  '- one\n- two',
  '**strong** *one*',
);
const item = fc.record({
  title: text(6),
  summary: text(12),
  body: fc.tuple(text(120), link).map((parts) => parts.join('\n\n')),
  whatItMeans: text(10),
  mustKnow: fc.constant(false),
  closesOn: fc.constantFrom(null, '2026-11-25'),
  dates: fc.constantFrom<NonNullable<DraftItem['dates']>[]>(
    [],
    [{ on: '2026-12-01', words: 'the SEND day' }],
  ),
  attachments: fc.constantFrom<NonNullable<DraftItem['attachments']>[]>(
    [],
    [{ name: 'Form', type: 'application/pdf', bytes: 240_000, href: '/f/1' }],
  ),
  picture: fc.constantFrom(undefined, { href: '/p/1', alt: 'Children at the CYPP stall' }),
  themes: fc.subarray(['early', 'youth']),
});

function copyOf(items: DraftItem[], minutes: number | null, isLean = false) {
  const draft = {
    edition: { intro: '', kind: 'digest' },
    network: { slug: 'grid', name: 'Grid' },
    ...{ items, terms: TERMS, choose: chooser(items, sampleWords) },
  } as unknown as Draft;
  const freezer = new Freezer(draft, MARK, 'https://folkmoot.example', true);
  const list = freezer.listOf({ readership: playgroup, minutes, isLean, history: NO_HISTORY });
  const filled = (form: 'text' | 'html') =>
    fillHoles(list.pieces.map((number) => freezer.pieces[number][form]).join('\n'), MARK, {}, freezer.terms);
  return {
    list,
    facts: list.pieces.map((number) => freezer.pieceFacts[number]),
    text: filled('text'),
    html: filled('html'),
  };
}

const weeks = fc.array(item, { minLength: 1, maxLength: 30 }).map((all) =>
  all.map((one, at): DraftItem => ({
    ...{ ...one, key: `k${at}`, kind: 'news', districtIds: [], since: '2026-11-18', position: at },
    href: `/articles/${at}`,
  })),
);

/** From the first heading to the items in one line. */
const fullPart = (whole: string, first: RegExp, also: RegExp, end: RegExp) => {
  const from = whole.search(first);
  const to = [also, end].map((one) => whole.search(one)).find((at) => at >= 0);
  return from < 0 || from > to! ? '' : whole.slice(from, to);
};

describe('A copy, whatever is in the week,', () => {
  it('has no more words in full than its readers have time for, in either form', () => {
    fc.assert(
      fc.property(weeks, fc.constantFrom(2, 5, 10), (items, minutes) => {
        const { text: plain, html, list } = copyOf(items, minutes);
        const inText = fullPart(plain, /^.+\n={3,}$/m, /^Also this week/m, /^That is all/m);
        const inHtml = fullPart(html, /<h2/, /<h2[^>]*>Also this week/, /That is all/);
        expect(wordsIn(inText)).toBeLessThanOrEqual(list.words);
        expect(wordsInHtml(inHtml)).toBeLessThanOrEqual(list.words);
        expect(list.words).toBeLessThanOrEqual(minutes * PACE);
        expect(list.count).toBe(items.length);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the order of any two items when a third is added, in full or in one line', () => {
    fc.assert(
      fc.property(weeks, fc.nat(), fc.constantFrom(2, 5, null), (items, pick, minutes) => {
        const gone = items[pick % items.length].key;
        const keys = (some: DraftItem[]) =>
          copyOf(some, minutes).facts.flatMap((facts) => (facts && 'key' in facts ? facts.key : []));
        expect(keys(items.filter(({ key }) => key !== gone))).toEqual(
          keys(items).filter((key) => key !== gone),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('is the same however the week was shuffled, and a second time', () => {
    fc.assert(
      fc.property(weeks, fc.constantFrom(2, 5, null), fc.boolean(), (items, minutes, isLean) => {
        const first = copyOf(items, minutes, isLean);
        expect(copyOf(items, minutes, isLean)).toEqual(first);
        expect(copyOf([...items].reverse(), minutes, isLean).text).toBe(first.text);
      }),
      { numRuns: 30 },
    );
  });

  it('has what everybody must know in full, however short the time', () => {
    const long = 'word '.repeat(250);
    const items = ['a', 'b', 'c'].map((key, at): DraftItem => ({
      ...{ key, kind: 'news', title: key, summary: long, body: '', whatItMeans: '', districtIds: [] },
      ...{ themes: [], closesOn: null, since: '2026-11-18', position: at, mustKnow: at > 0 },
    }));
    const { facts } = copyOf(items, 2);
    expect(facts.flatMap((one) => (one && 'key' in one ? [[one.key, one.brief]] : []))).toEqual([
      ['b', false],
      ['c', false],
      ['a', true],
    ]);
  });
});
