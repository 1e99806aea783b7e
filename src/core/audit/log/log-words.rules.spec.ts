import { describe, expect, it } from '@jest/globals';
import { actionWords, detailWords, subjectLink } from './log-words.rules.js';

const ADA = '018f0000-0000-7000-8000-000000000001';

describe('The log in words', () => {
  it('says what somebody did', () => {
    expect(actionWords('role.ended')).toBe('Ended a role');
    expect(actionWords('edition.was-stopped')).toBe('Edition was stopped');
  });

  it('names people, and leaves out ids that lead nowhere', () => {
    const details = { role: 'treasurer', personId: ADA, districtId: null, other: ADA.replace(/1$/, '2') };
    expect(detailWords(details, new Map([[ADA, 'Ada Moss']]))).toEqual([
      'role: treasurer',
      'person: Ada Moss',
    ]);
  });

  it('says dates as people do, and leads to what has a page', () => {
    const details = { key: '2026-W47', sendAfter: '2026-11-20T18:12:00.000Z', closesOn: '2026-12-01' };
    expect(detailWords(details, new Map())).toEqual([
      'week: 2026-W47',
      'goes out: 20 November 2026 at 6:12pm',
      'closes on: 1 December 2026',
    ]);
    expect(subjectLink('article', ADA)).toEqual({ words: 'Article', path: `articles/${ADA}` });
    expect(subjectLink('token', ADA)).toBeUndefined();
  });

  it('shows what was before and what is now', () => {
    const details = {
      before: { colour: '#0b5c6b' },
      after: { colour: '' },
      sessionsEnded: true,
      rows: [1, 2],
    };
    expect(detailWords(details, new Map())).toEqual([
      'before: colour #0b5c6b',
      'after: colour nothing',
      'sessions ended: yes',
      'rows: 1, 2',
    ]);
  });
});
