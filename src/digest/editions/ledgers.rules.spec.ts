import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HAD_IT } from '../choosing/index.js';
import { APART_REASONS } from '../kinds/readers.service.js';
import { placeOf, PLACES, sumOfPeople, type Readers } from './ledgers.rules.js';
import { viewPeople, wentTo } from './ledgers.view.js';

const FATES = ['sent', 'pending', 'uncertain', 'refused', 'returned', 'held', 'skipped'];
const REASONS = [
  ...[...APART_REASONS, HAD_IT, 'Asked for it on paper.', 'Asked not to get these e-mails.'],
  ...[
    'Their organisation has left.',
    'Nothing in this edition is for them.',
    'Erased.',
    'The edition was cancelled.',
  ],
];
const anyReaders: fc.Arbitrary<Readers> = fc
  .record({
    fate: fc.constantFrom(...FATES),
    reason: fc.option(fc.constantFrom(...REASONS)),
    copies: fc.integer({ min: 1, max: 50 }),
    more: fc.nat({ max: 20 }),
  })
  .map(({ fate, reason, copies, more }) => ({ fate, reason, copies, people: copies + more }));

describe('The people of an edition', () => {
  it('stand in one line each, so that the lines add up to all of them, mailboxes never to more', () => {
    fc.assert(
      fc.property(fc.array(anyReaders), (all) => {
        const sum = sumOfPeople(all);
        const total = all.reduce((count, { people }) => count + people, 0);
        expect(sum.people).toBe(total);
        expect(sum.lines.reduce((count, { people }) => count + people, 0)).toBe(total);
        expect(viewPeople(sum).lines.reduce((count, one) => count + one.count, 0)).toBe(total);
        for (const { people, mailboxes } of sum.lines) expect(mailboxes).toBeLessThanOrEqual(people);
        expect(new Set(sum.lines.map(({ place }) => place)).size).toBe(sum.lines.length);
      }),
    );
  });

  it('are each where the reason in the ledger puts them', () => {
    const places = APART_REASONS.map((reason) => placeOf({ fate: 'skipped', reason }));
    expect(new Set(places)).toEqual(new Set(['limit', 'otherwise']));
    for (const reason of APART_REASONS)
      expect(placeOf({ fate: 'skipped', reason })).toBe(reason.includes('limit') ? 'limit' : 'otherwise');
    expect(placeOf({ fate: 'skipped', reason: HAD_IT })).toBe('nothing');
    expect(placeOf({ fate: 'skipped', reason: null })).toBe('rest');
    for (const fate of FATES.slice(0, 6)) expect(placeOf({ fate, reason: null })).toBe(fate);
    expect(PLACES).toContain('limit');
  });

  it('are told of in one true sentence', () => {
    const written = { kind: 'newsletter', isForSome: true, isOver: true } as const;
    const sent = { fate: 'sent', reason: null, people: 23, copies: 21 };
    const full = {
      fate: 'skipped',
      reason: APART_REASONS.find((one) => one.includes('limit'))!,
      people: 2,
      copies: 2,
    };
    expect(wentTo(sumOfPeople([sent]), written)).toBe(
      'Sent once to 23 people in 21 mailboxes whom the newsletter was addressed to.',
    );
    expect(wentTo(sumOfPeople([sent, full]), written)).toContain('2 others were not');
    expect(wentTo(sumOfPeople([full]), { ...written, kind: 'urgent' })).toBe(
      'Nobody was sent this by e-mail: all 2 people whom it is for are at their weekly limit.',
    );
    expect(wentTo(sumOfPeople([]), written)).toBe(
      'Nobody was sent this by e-mail: there is nobody whom it is for.',
    );
    expect(wentTo(sumOfPeople([full, { fate: 'held', reason: null, people: 1, copies: 1 }]), written)).toBe(
      'Nobody was sent this by e-mail: of 3 people whom it is for, 2 are at their weekly limit, 1 has no e-mail address that can be used.',
    );
    expect(wentTo(sumOfPeople([sent]), { kind: 'digest', isForSome: false, isOver: false })).toBe(
      'It goes once to 23 people in 21 mailboxes.',
    );
  });
});
