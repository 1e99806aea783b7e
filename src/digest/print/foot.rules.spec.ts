import { describe, expect, it } from '@jest/globals';
import { footWords, waysWords, whyOnPaper } from './foot.rules.js';

const NOBODY = { telephone: '', post: '', email: '' };
const ALL = { telephone: '01632 960100', post: '12 Mill Lane, DE4 3AG', email: 'us@example.org' };

describe('Why a page comes on paper', () => {
  it('is a wish before anything else, but not of somebody who has no other way', () => {
    const held = { status: 'held-address', wishes: false };
    expect(whyOnPaper([held, { status: 'on-paper', wishes: true }], false)).toBe('wished');
    expect(whyOnPaper([{ status: 'no-address', wishes: true }], false)).toBe('no-address');
  });

  it('is else what is wrong with the e-mail of whoever it is for', () => {
    const of = (status: string) => whyOnPaper([{ status, wishes: false }], false);
    expect(['no-address', 'held-address', 'no-basis', 'may', ''].map(of)).toEqual([
      ...['no-address', 'held', 'not-asked', 'failed', 'unknown'],
    ]);
    expect(whyOnPaper([], false)).toBe('no-address');
    expect(whyOnPaper([{ status: 'may', wishes: false }], true)).toBe('as-first');
  });
});

describe('The foot of a page', () => {
  it('names every way that a reader has, those without a computer first', () => {
    expect(waysWords(ALL)).toBe(
      'telephone 01632 960100; write to 12 Mill Lane, DE4 3AG; or e-mail us@example.org',
    );
    expect(waysWords({ ...NOBODY, email: 'us@example.org' })).toBe('e-mail us@example.org');
    expect(footWords('wished', NOBODY, 'K7MPX-4RTQD')).toContain('or to stop it: tell us.');
  });

  it('names a code only where an address on the page can ask for it', () => {
    expect(footWords('wished', ALL, '')).toMatch(/us@example\.org\.$/);
  });

  it('sends nobody to e-mail who has none, where there is another way', () => {
    expect(footWords('no-address', ALL, 'K7MPX-4RTQD')).toBe(
      'You get this on paper because we have no e-mail address for you. For more or less of it, large print or e-mail instead, or to stop it: telephone 01632 960100; or write to 12 Mill Lane, DE4 3AG. If an address asks for the code of this page, it is K7MPX-4RTQD.',
    );
    expect(footWords('no-address', { ...NOBODY, email: 'us@example.org' }, 'K')).toContain('us@example.org');
  });
});
