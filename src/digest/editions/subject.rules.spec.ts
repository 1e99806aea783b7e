import { describe, expect, it } from '@jest/globals';
import { subjectFor } from './subject.rules.js';

const say = (title: string, closesOn: string | null, least = 9, most = 9) =>
  subjectFor({
    network: 'GRID',
    top: { title, kind: 'funding', closesOn },
    counts: { least, most },
    today: '2026-11-18',
  });

describe('The subject of an edition', () => {
  it('names what everybody gets, when it closes, and how much more there is', () => {
    expect(say('Holiday fund', '2026-11-20')).toBe('This week: Holiday fund closes Friday, and 8 more');
    expect(say('Holiday fund', '2026-11-18')).toBe('This week: Holiday fund closes today, and 8 more');
    expect(say('Holiday fund', '2026-11-19', 1, 1)).toBe('This week: Holiday fund closes tomorrow');
  });

  it('gives no number that is not true of every copy', () => {
    expect(say('Board minutes', null, 3, 9)).toBe('This week: Board minutes, and more');
  });

  it('does not say twice that something closes, nor when that is a week away', () => {
    expect(say('Consultation closes soon', '2026-11-20')).toBe(
      'This week: Consultation closes soon, and 8 more',
    );
    expect(say('Holiday fund', '2026-11-25')).toBe('This week: Holiday fund, and 8 more');
    expect(say('Have you applied?', '2026-11-20')).toBe('This week: Have you applied?, and 8 more');
  });

  it('cuts a long title at a word', () => {
    const subject = say(
      'A title that goes on and on, and then, when nobody expects it any more, goes on',
      null,
    );
    expect(subject).toBe(
      'This week: A title that goes on and on, and then, when nobody expects…, and 8 more',
    );
    expect(say('x'.repeat(200), null).length).toBeLessThan(100);
  });

  it('names only the network when nothing is for everybody', () => {
    expect(
      subjectFor({ network: 'GRID', top: undefined, counts: { least: 0, most: 9 }, today: '2026-11-18' }),
    ).toBe('This week from GRID');
  });
});
