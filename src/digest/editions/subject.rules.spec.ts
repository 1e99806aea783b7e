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

  it('leaves a title whole as long as it fits', () => {
    const title = 'Police checks: the charge goes, the waiting for them does no'; // 60 characters
    expect(title).toHaveLength(60);
    expect(say(title, null)).toBe(`This week: ${title}, and 8 more`);
  });

  it('ends a longer title where a clause ends', () => {
    expect(say('New form for worries about a child, from the first of the month', null)).toBe(
      'This week: New form for worries about a child… and 8 more',
    );
    expect(say('Short breaks for disabled children – the new offer, in draft, for everybody', null)).toBe(
      'This week: Short breaks for disabled children – the new offer, in draft… and 8 more',
    );
    expect(say('A title that goes on and on, and then, when nobody expects it, goes on', null)).toBe(
      'This week: A title that goes on and on… and 8 more',
    );
    expect(
      say('A place for every child aged two in Chesterfield (and in North East Derbyshire)', null, 1, 1),
    ).toBe('This week: A place for every child aged two in Chesterfield…');
  });

  it('or at a word that can stand last, where it is one long clause', () => {
    expect(say('Everything small organisations were told about the money for the holidays', null)).toBe(
      'This week: Everything small organisations were told about the money… and 8 more',
    );
    expect(say('x'.repeat(200), null)).toBe(`This week: ${'x'.repeat(60)}… and 8 more`);
  });

  it('names only the network when nothing is for everybody', () => {
    expect(
      subjectFor({ network: 'GRID', top: undefined, counts: { least: 0, most: 9 }, today: '2026-11-18' }),
    ).toBe('This week from GRID');
  });
});
