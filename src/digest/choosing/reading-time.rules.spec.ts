import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minutesOf, PACE, withinMinutes, wordsIn, wordsInHtml, type Timed } from './reading-time.rules.js';

describe('Counting words', () => {
  it('counts what somebody reads', () => {
    expect(wordsIn('')).toBe(0);
    expect(wordsIn('Title\n-----\n\n- A form (PDF, 240 kB): https://example.org/a?b=c')).toBe(7);
    expect(wordsIn('“It’s on” – said the children’s trust, on-line.')).toBe(7);
    expect(wordsIn('Croeso! Ffôn 01629 580 000')).toBe(5);
  });

  it('counts the same in HTML, without its tags', () => {
    expect(wordsInHtml('<p class="a b">Fish &amp; chips <a href="https://example.org/x">here</a></p>')).toBe(
      3,
    );
    expect(wordsInHtml('<h3>One</h3><p>Two</p>')).toBe(2);
  });
});

describe('The time for a copy', () => {
  const item = (words: number, mustKnow = false): Timed => ({ words, mustKnow });

  it('is filled from the first item on, and what comes next is in brief', () => {
    const items = [item(100), item(250), item(50), item(1)];
    expect(withinMinutes(items, 2)).toBe(3);
    expect(withinMinutes(items, 5)).toBe(4);
    expect(withinMinutes(items, null)).toBe(4);
    expect(withinMinutes([item(401)], 2)).toBe(0);
    expect(withinMinutes([], 2)).toBe(0);
  });

  it('does not hold for what must be known', () => {
    expect(withinMinutes([item(300, true), item(300, true), item(10)], 2)).toBe(2);
  });

  it('is that of the most generous reader of a mailbox', () => {
    const mailbox = (...minutes: (number | null)[]) =>
      minutesOf(minutes.map((one) => ({ reading: { minutes: one } })));
    expect(mailbox(2, 10)).toBe(10);
    expect(mailbox(2, null)).toBeNull();
    expect(mailbox(5)).toBe(5);
  });

  it('is never exceeded but by what must be known, which is always there', () => {
    const items = fc
      .tuple(fc.array(fc.nat(400), { maxLength: 2 }), fc.array(fc.nat(400), { maxLength: 60 }))
      .map(([must, rest]) => [
        ...must.map((words) => item(words, true)),
        ...rest.map((words) => item(words)),
      ]);
    fc.assert(
      fc.property(items, fc.constantFrom(2, 5, 10), (all, minutes) => {
        const full = withinMinutes(all, minutes);
        const words = (some: Timed[]) => some.reduce((sum, one) => sum + one.words, 0);
        const must = all.filter(({ mustKnow }) => mustKnow);
        expect(full).toBeGreaterThanOrEqual(must.length);
        expect(words(all.slice(0, full))).toBeLessThanOrEqual(Math.max(minutes * PACE, words(must)));
        if (full < all.length) expect(words(all.slice(0, full + 1))).toBeGreaterThan(minutes * PACE);
      }),
    );
  });
});
