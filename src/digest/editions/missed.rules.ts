import type { Passage } from '../../core/mail/look.rules.js';

/** The letter that asks what is to become of an edition that missed its day. */
export function missedLetter(facts: {
  /** 'digest of the week of 16 November 2026' */
  edition: string;
  /** '19 November 2026 at 9:30am' */
  when: string;
  link: string;
}): { subject: string; passages: Passage[] } {
  const { edition, when, link } = facts;
  return {
    subject: `The ${edition} was not sent: shall it go?`,
    passages: [
      `The ${edition} was to go out on ${when}. Nothing ran then, and its day is over, so it was not sent. Nobody has got it.`,
      { button: { url: link, words: 'Decide what becomes of it' } },
      'There you can look at it and approve it again, so that it goes out now; or leave it, and the next edition brings what was in it. Either way nobody gets anything twice.',
    ],
  };
}
