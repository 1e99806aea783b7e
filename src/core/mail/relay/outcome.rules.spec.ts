import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanReply, judgeReply } from './outcome.rules.js';

const reply = fc.record({ code: fc.integer({ min: 0, max: 999 }), text: fc.string() });
const before = fc.constantFrom('MAIL FROM' as const, 'RCPT TO' as const, 'DATA' as const);

describe('judging what became of a message', () => {
  it('never says that a message was not tried once the dot was released', () => {
    fc.assert(fc.property(reply, (one) => expect(judgeReply(one, 'dot').kind).not.toBe('not-tried')));
  });

  it('never leaves a doubt about a message whose dot was not released', () => {
    fc.assert(
      fc.property(reply, before, (one, at) => {
        expect(judgeReply(one, at).kind).not.toMatch(/^(unanswered|sent)$/);
      }),
    );
  });

  it('takes only 4xx and 5xx for a no', () => {
    expect(judgeReply({ code: 550, text: 'no' }, 'RCPT TO')).toMatchObject({
      kind: 'refused',
      at: 'RCPT TO',
    });
    expect(judgeReply({ code: 451, text: 'wait' }, 'dot')).toMatchObject({ kind: 'later', at: 'dot' });
    expect(judgeReply({ code: 354, text: 'go on' }, 'dot')).toMatchObject({ kind: 'unanswered' });
    expect(judgeReply({ code: 250, text: 'taken' }, 'DATA')).toMatchObject({ kind: 'not-tried' });
  });

  it('keeps a reply to one short, clean line', () => {
    expect(cleanReply('451 4.7.1\r\n\u0000 Come\u2028back\u202e\t later ')).toBe('451 4.7.1 Come back later');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const clean = cleanReply(text);
        expect([...clean].length).toBeLessThanOrEqual(200);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});
