import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { statusIn, verdictOf, verdictOfReply } from './verdict.rules.js';

const failed = (status: string, diagnostic: string | null = null) =>
  verdictOf({ action: 'failed', status, diagnostic });

describe('What a failure says of an address', () => {
  it.each([
    ['5.1.1', 'hard'],
    ['5.1.2', 'hard'],
    ['5.1.6', 'hard'],
    ['5.1.10', 'hard'],
    ['5.2.1', 'hard'],
    ['5.4.4', 'hard'],
    ['5.5.0', 'hard'],
    ['5.0.0', 'hard'],
    ['5.2.2', 'soft'],
    ['5.3.4', 'soft'],
    ['5.7.1', 'soft'],
    ['5.1.8', 'soft'],
    ['5.4.6', 'soft'],
    ['4.2.2', 'soft'],
    ['4.1.1', 'soft'],
    ['2.0.0', 'none'],
  ])('failed with %s is %s', (status, how) => expect(failed(status)).toBe(how));

  it('any other action says nothing, whatever its status', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('delayed', 'relayed', 'expanded', 'delivered'),
        fc.constantFrom('5.1.1', '4.4.1', '2.0.0', null),
        fc.string(),
        (action, status, diagnostic) => expect(verdictOf({ action, status, diagnostic })).toBe('none'),
      ),
    );
  });

  it('a status of 4 is never hard, and nothing that was cut off before its action is', () => {
    const subject = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 99 }));
    fc.assert(
      fc.property(subject, fc.string(), ([a, b], words) => {
        expect(failed(`4.${a}.${b}`, words)).toBe('soft');
        expect(verdictOf({ action: null, status: `5.${a}.${b}`, diagnostic: words })).not.toBe('hard');
      }),
    );
  });

  it('words settle a status that says little, and make a plain one milder, never harder', () => {
    expect(failed('5.0.0', '550 5.1.1 User unknown')).toBe('hard');
    expect(failed('5.5.0', '503 Improper sequence of commands')).toBe('soft');
    expect(failed('5.1.1', '550 5.1.1 Sender address rejected')).toBe('soft');
    expect(failed('5.1.1', '550 5.1.1 blocked for spam')).toBe('soft');
    expect(failed('5.7.1', '550 no such user')).toBe('soft');
    expect(failed('5.2.2', '550 user unknown')).toBe('soft');
  });

  it('the relay’s own refusal is read the same way', () => {
    expect(verdictOfReply('550 5.1.1 No such user here')).toBe('hard');
    expect(verdictOfReply('550 no such mailbox')).toBe('hard');
    expect(verdictOfReply('554 5.7.1 Blocked')).toBe('soft');
    expect(verdictOfReply('Put off too often: 451 4.7.1 later')).toBe('soft');
    expect(verdictOfReply('')).toBe('soft');
  });

  it('an address of a machine is no status', () => {
    expect(statusIn('host 5.1.1.4 said no')).toBeUndefined();
    expect(statusIn('[192.5.1.1] 550 5.2.2 full')).toBe('5.2.2');
    expect(statusIn('error 5.1.1.')).toBe('5.1.1');
  });
});
