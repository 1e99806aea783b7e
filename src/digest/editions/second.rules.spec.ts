import { describe, expect, it } from '@jest/globals';
import { answerLetter, askingLetter, refuseSecond } from './second.rules.js';

const RUTH = { personId: 'ruth', accountId: 'one' };

describe('The second of two people', () => {
  it('is another person, who signs in with another address', () => {
    expect(refuseSecond(RUTH, { personId: 'tom', accountId: 'two' })).toBeUndefined();
    expect(refuseSecond(RUTH, { personId: 'ruth', accountId: 'one' })).toContain('yourself');
    expect(refuseSecond(RUTH, { personId: 'ruth', accountId: 'two' })).toContain('yourself');
    expect(refuseSecond(RUTH, { personId: 'tom', accountId: 'one' })).toContain('same address');
  });

  it('may be somebody who does not sign in at all, as long as it is not the same person', () => {
    const nobody = { personId: 'cher', accountId: null };
    expect(refuseSecond({ ...RUTH, accountId: null }, nobody)).toBeUndefined();
    expect(refuseSecond(nobody, nobody)).toContain('yourself');
  });

  it('is told what it is about, when it goes out, and that nothing goes before', () => {
    const { subject, passages } = askingLetter({
      network: 'GRID',
      first: 'Ruth Fairfield',
      edition: 'digest of the week of 16 November 2026',
      when: 'on 20 November 2026 at 9:30am',
      subject: 'This week: a fund',
      link: 'https://example.org/x',
    });
    expect(subject).toBe('Please look at the digest of the week of 16 November 2026');
    const text = passages.map((one) => JSON.stringify(one)).join(' ');
    for (const words of ['Ruth Fairfield', 'This week: a fund', '9:30am', 'nothing is sent', 'example.org/x'])
      expect(text).toContain(words);
  });

  it('tells the first what became of it', () => {
    const facts = { second: 'Tom', edition: 'digest', link: 'https://example.org' };
    expect(answerLetter({ ...facts, when: 'on Friday' }).passages[0]).toContain('It goes out on Friday.');
    const back = answerLetter({ ...facts, why: 'The fund has closed' });
    expect(back.subject).toBe('The digest came back');
    expect(back.passages).toContain('They say: The fund has closed');
  });
});
