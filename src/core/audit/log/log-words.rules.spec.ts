import { describe, expect, it } from '@jest/globals';
import { ACTS, actionWords, actWords, PERSONAL_ACTS, placeOf } from './acts.rules.js';
import { detailWords, viaWords } from './log-words.rules.js';

const ADA = '018f0000-0000-7000-8000-000000000001';

describe('The log in words', () => {
  it('says what somebody did', () => {
    expect(actionWords('role.ended')).toBe('Ended a role');
    expect(actWords('edition.stopped')).toEqual({
      before: 'Stopped ',
      thing: 'an edition',
      after: ' before it went out',
    });
    expect(actWords('account.signed-in')).toEqual({ before: 'Signed in', thing: '', after: '' });
  });

  it('reads an act that nobody has put into words as it is written', () => {
    expect(actionWords('edition.was-stopped')).toBe('Edition was stopped');
    expect(actionWords('meeting.called off_at [once]')).toBe('Meeting called off at once');
  });

  it('has every act as a sentence with one thing in it at most', () => {
    for (const words of Object.values(ACTS)) expect(words).toMatch(/^[A-Z][^[\]]*(\[[^[\]]+\][^[\]]*)?$/);
    expect(PERSONAL_ACTS.filter((act) => !(act in ACTS))).toEqual([]);
  });

  it('says by which way something was done that was not done on a page', () => {
    const ways = ['page', 'api', 'command line', 'mail', 'job'];
    expect(ways.map(viaWords)).toEqual(['', 'through the API', 'on the command line', 'by e-mail', '']);
  });

  it('names people, and leaves out ids that lead nowhere', () => {
    const details = { role: 'treasurer', personId: ADA, districtId: null, other: ADA.replace(/1$/, '2') };
    expect(detailWords(details, new Map([[ADA, 'Ada Moss']]))).toEqual([
      'role: treasurer',
      'person: Ada Moss',
    ]);
  });

  it('says dates as people do, and leads to the page where a thing is read', () => {
    const details = { key: '2026-W47', sendAfter: '2026-11-20T18:12:00.000Z', closesOn: '2026-12-01' };
    expect(detailWords(details, new Map())).toEqual([
      'edition: 2026-W47',
      'goes out: 20 November 2026 at 6:12pm',
      'closes on: 1 December 2026',
    ]);
    expect(placeOf('inbox.done', 'inbox', ADA)?.path).toBe(`inbox/${ADA}`);
    expect(placeOf('term.added', 'term', ADA)?.path).toBe('glossary');
    expect(placeOf('token.created', 'token', ADA)).toBeUndefined();
  });

  it('shows what was before and what is now', () => {
    const details = {
      before: { colour: '#0b5c6b' },
      after: { colour: '' },
      personal: ['contactEmail'],
      sessionsEnded: true,
      rows: [1, 2],
    };
    expect(detailWords(details, new Map())).toEqual([
      'before: colour #0b5c6b',
      'after: colour nothing',
      'changed as well: contact email',
      'sessions ended: yes',
      'rows: 1, 2',
    ]);
  });
});
