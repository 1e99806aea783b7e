import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Brake } from './brake.js';
import { diagnosticOf, MOST_TRIES, resultOf, waitBefore } from './outcome.rules.js';

const copy = { id: 'd1', lease_token: 't1', attempts: 1 };

describe('What the ledger says of an outcome', () => {
  it('a message the relay took is sent', () => {
    expect(resultOf({ kind: 'sent', reply: '250 ok' }, copy, 900)).toMatchObject({
      state: 'sent',
      reply: '250 ok',
    });
  });

  it('a 5xx is final, a 4xx waits, and longer each time', () => {
    expect(resultOf({ kind: 'refused', reply: '550 no', code: 550, at: 'RCPT TO' }, copy, 900)?.state).toBe(
      'refused',
    );
    const later = { kind: 'later', reply: '451 busy', code: 451, at: 'dot' } as const;
    expect(resultOf(later, copy, 900)).toMatchObject({ state: 'pending', waitSeconds: 900 });
    expect(resultOf(later, { ...copy, attempts: 3 }, 900)?.waitSeconds).toBe(3600);
    expect(resultOf(later, { ...copy, attempts: MOST_TRIES }, 900)?.state).toBe('refused');
  });

  it('only a message past its dot can be uncertain', () => {
    expect(resultOf({ kind: 'unanswered', reason: 'timeout' }, copy, 900)?.state).toBe('uncertain');
    expect(resultOf({ kind: 'not-tried', reason: 'reset', because: 'lost' }, copy, 900)?.state).toBe(
      'pending',
    );
  });

  it('a shut gate leaves nothing to say', () => {
    expect(resultOf({ kind: 'not-tried', reason: 'lease lost', because: 'gate' }, copy, 900)).toBeUndefined();
  });

  it('nobody waits more than six hours between two tries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 86400 }), (attempts, first) => {
        expect(waitBefore(attempts, first)).toBeLessThanOrEqual(6 * 3600);
        expect(waitBefore(attempts + 1, first)).toBeGreaterThanOrEqual(waitBefore(attempts, first));
      }),
    );
  });
});

describe('The own-outage brake', () => {
  const refusal = (words: string) => ({ kind: 'refused', reply: words });

  it('comes on after ten refusals in the same words, and names them', () => {
    const brake = new Brake();
    for (let at = 1; at < 10; at += 1)
      expect(brake.note('letter', `d${at}`, refusal(`554 <p${at}@example.org> blocked`), 0)).toBeUndefined();
    expect(brake.note('letter', 'd10', refusal('554 <p10@example.org> blocked'), 0)).toHaveLength(10);
  });

  it('stays off when one message gets through, or when the words differ', () => {
    const brake = new Brake();
    for (let at = 1; at < 40; at += 1) {
      expect(
        brake.note('letter', `d${at}`, refusal(at % 2 ? '550 no such person' : '552 mailbox full'), 0),
      ).toBeUndefined();
    }
    for (let at = 1; at < 40; at += 1) {
      if (at % 9 === 0) brake.note('letter', 'x', { kind: 'sent', reply: '250 ok' }, 0);
      expect(brake.note('letter', `e${at}`, refusal('550 no such person'), 0)).toBeUndefined();
    }
  });

  it('holds what was claimed before it came on, of that letter only, until a person lets it go', () => {
    const brake = new Brake();
    for (let at = 1; at <= 10; at += 1) brake.note('letter', `d${at}`, refusal('554 blocked'), 100);
    expect(brake.holds('letter', 90)).toBe(true);
    expect(brake.holds('other', 90)).toBe(false);
    expect(brake.holds('letter', 110)).toBe(false);
  });

  it('reads over addresses and numbers', () => {
    expect(diagnosticOf('550 5.1.1 <a@b.example> unknown id 123456')).toBe(
      diagnosticOf('550 5.1.1 <c@d.example> unknown id 987654'),
    );
  });
});
