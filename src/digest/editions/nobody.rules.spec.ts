import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KINDS } from '../kinds/kind.rules.js';
import { nobodyWords, whyNobody, type Reached } from './nobody.rules.js';

const FIVE: Reached = { kind: 'newsletter', items: 2, people: 5, mailboxes: 4, over: 0, copies: 4 };
const why = (change: Partial<Reached>) => whyNobody({ ...FIVE, ...change });

describe('Why nobody would get an edition', () => {
  it('is not asked where somebody would', () => {
    expect(why({})).toBeUndefined();
    expect(why({ over: 1, mailboxes: 3, copies: 3 })).toBeUndefined();
  });

  it('is that there is nothing in it, or nobody whom it is for, and then it cannot be approved', () => {
    expect(why({ items: 0, copies: 0 })).toEqual({ because: 'there is no text in it yet.', isFinal: true });
    expect(why({ kind: 'digest', items: 0 })?.because).toBe('nothing is in it yet.');
    const nobody = why({ people: 0, mailboxes: 0, copies: 0 })!;
    expect(nobodyWords(nobody)).toBe(
      'Nobody would get this: nobody on the list is among those whom it is for.',
    );
    expect(nobody.isFinal).toBe(true);
  });

  it('is that every week is full: a newsletter waits, a briefing comes with the next digest', () => {
    const full = { over: 4, mailboxes: 0, copies: 0 };
    expect(why(full)).toMatchObject({ isFinal: true });
    expect(why({ ...full, kind: 'urgent' })).toEqual({
      because: 'everybody whom it is for has reached their weekly limit. They get it with their next digest.',
      isFinal: false,
    });
  });

  it('is that no e-mail reaches them, or that there is nothing new, which whoever approves has to say they know', () => {
    expect(why({ mailboxes: 0, copies: 0 })).toEqual({
      because: 'nobody whom it is for can be sent it by e-mail.',
      isFinal: false,
    });
    expect(why({ kind: 'digest', copies: 0 })?.isFinal).toBe(false);
  });

  it('is always said where no copy would go', () => {
    const facts = fc.record({
      kind: fc.constantFrom(...KINDS),
      ...{ items: fc.nat(3), people: fc.nat(9), mailboxes: fc.nat(9), over: fc.nat(9) },
    });
    fc.assert(fc.property(facts, (one) => whyNobody({ ...one, copies: 0 }) !== undefined));
  });
});
