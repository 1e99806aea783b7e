import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aboutKeyOf,
  correctionKey,
  isAutomatic,
  isDigest,
  isWritten,
  kindOfKey,
  KINDS,
  listOfKey,
  nameOfKey,
  sentenceNameOfKey,
  writtenKey,
} from './kind.rules.js';

const ID = '0199e7a0-1111-7222-8333-444455556666';

const EXAMPLES = [
  ['2026-W47', 'digest', 'digest', 'Week of 16 November 2026'],
  ['2026-11-20', 'daily', 'digest', 'Daily digest of 20 November 2026'],
  ['2026-11', 'monthly', 'digest', 'Monthly digest of November 2026'],
  [`now-${ID}`, 'immediate', 'digest', 'Digest sent at once on 20 November 2026'],
  ['newsletter-2026-11-20', 'newsletter', 'newsletter', 'Newsletter of 20 November 2026'],
  ['newsletter-2026-11-20-2', 'newsletter', 'newsletter', 'Newsletter of 20 November 2026 (no. 2)'],
  ['urgent-2026-11-20', 'urgent', 'urgent', 'Urgent briefing of 20 November 2026'],
  ['correction-of-2026-W47', 'correction', 'digest', 'Correction to the week of 16 November 2026'],
  [
    'correction-of-newsletter-2026-11-20-2',
    'correction',
    'newsletter',
    'Correction to the newsletter of 20 November 2026 (no. 2)',
  ],
] as const;

describe('The key of an edition', () => {
  it.each(EXAMPLES)('%s is of the kind %s, goes on the list %s and has a name', (key, kind, list, name) => {
    expect(kindOfKey(key)).toBe(kind);
    expect(listOfKey(key)).toBe(list);
    expect(nameOfKey(key, '2026-11-20')).toBe(name);
    expect(nameOfKey(key, '2026-11-20').toLowerCase()).toBe(
      sentenceNameOfKey(key, '2026-11-20').toLowerCase(),
    );
  });

  it('is nothing else', () => {
    for (const key of [
      ...['', '2026-W60', '2026-13', '2026-11-32', 'now-', 'now-1', 'newsletter', 'newsletter-2026-11-20-1'],
      ...['urgent-2026-11', 'correction-of-', 'correction-of-correction-of-2026-W47', `now-${ID}x`],
      ...['correction-of-2026-W60', "2026-W47'--", '2026-W47 ', 'x'.repeat(500)],
    ])
      expect(kindOfKey(key)).toBeUndefined();
  });

  it('of a correction says of which edition it is, whatever number either has', () => {
    const about = fc.constantFrom(
      ...['2026-W47', '2026-11-20', '2026-11', `now-${ID}`, 'newsletter-2026-11-20'],
      ...['newsletter-2026-11-20-2', 'urgent-2026-11-20', 'urgent-2026-11-20-14'],
    );
    const keys = new Map<string, string>();
    fc.assert(
      fc.property(about, fc.integer({ min: 1, max: 9 }), (of, number) => {
        const key = correctionKey(of, number);
        expect(aboutKeyOf(key)).toBe(of);
        expect(kindOfKey(key)).toBe('correction');
        const told = `${of} ${number}`;
        expect(keys.get(key) ?? told).toBe(told);
        keys.set(key, told);
      }),
    );
  });

  it('counts from the second of a day on', () => {
    expect([1, 2, 3].map((number) => writtenKey('urgent', '2026-11-20', number))).toEqual([
      'urgent-2026-11-20',
      'urgent-2026-11-20-2',
      'urgent-2026-11-20-3',
    ]);
  });
});

describe('A kind of edition', () => {
  it('is either a digest or written by somebody', () => {
    for (const kind of KINDS) expect(isDigest(kind)).toBe(!isWritten(kind));
    expect(KINDS.filter(isAutomatic)).toEqual(['daily', 'immediate', 'monthly']);
  });
});
