import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanReply, judgeFailure } from './outcome.rules.js';

const failure = fc.record(
  {
    message: fc.string(),
    response: fc.string(),
    responseCode: fc.integer({ min: 0, max: 999 }),
    command: fc.constantFrom('CONN', 'MAIL FROM', 'RCPT TO', 'DATA', 'AUTH PLAIN', 'API', 'RSET'),
  },
  { requiredKeys: ['message'] },
);

describe('judging what became of a message', () => {
  it('never says that a message was not tried once the dot was released', () => {
    fc.assert(fc.property(failure, (one) => expect(judgeFailure(one, true).kind).not.toBe('not-tried')));
  });

  it('never leaves a doubt about a message whose dot was not released', () => {
    fc.assert(
      fc.property(failure, (one) => {
        expect(judgeFailure(one, false).kind).not.toMatch(/^(unanswered|sent)$/);
      }),
    );
  });

  it('takes only a reply to a command of this message for an answer', () => {
    const said = { message: 'm', response: '550 no', responseCode: 550 };
    expect(judgeFailure({ ...said, command: 'AUTH PLAIN' }, false)).toMatchObject({ kind: 'not-tried' });
    expect(judgeFailure({ ...said, command: 'CONN' }, true)).toMatchObject({ kind: 'unanswered' });
    expect(judgeFailure({ ...said, command: 'DATA' }, true)).toMatchObject({ kind: 'refused', at: 'dot' });
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
