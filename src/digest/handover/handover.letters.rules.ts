import type { Passage } from '../../core/mail/look.rules.js';

/** What the deputy is told about an edition. */
export interface Told {
  network: string;
  /** Who is away, and until when: '27 November 2026'. */
  away: string;
  until: string;
  /** 'digest of the week of 16 November 2026' */
  edition: string;
  /** '19 November 2026 at 11am' */
  when: string;
  subject: string;
  titles: string[];
  copies: string;
  /** '2 articles', when any wait for somebody’s approval. */
  unapproved?: string;
  /** True when it was taken back and approved again after the deputy was told. */
  isAgain: boolean;
  look: string;
  stop: string;
}

const AGAIN =
  'This edition was taken back and approved again since we wrote to you. The links in the letter before do nothing any more; these do.';

/** The letter to the deputy about an edition that goes out unless it is stopped. */
export function goingLetter(told: Told): { subject: string; passages: Passage[] } {
  return {
    subject: `Unless you stop it, the digest goes out on ${told.when}`,
    passages: [
      ...(told.isAgain ? [AGAIN] : []),
      `${told.away} is away until ${told.until}, and you are the deputy. The ${told.edition} goes out by itself on ${told.when}, to ${told.copies}. You need do nothing.`,
      `Its subject is “${told.subject}”. In it is everything that is approved:`,
      { list: told.titles },
      ...held(told),
      { button: { url: told.stop, words: 'Stop it' } },
      'This opens a page with a button; nothing is stopped before you press that.',
      { button: { url: told.look, words: 'Look at it' } },
    ],
  };
}

/** The letter to the deputy where two people have to approve: it goes out only if they say so. */
export function askingDeputyLetter(told: Told): { subject: string; passages: Passage[] } {
  return {
    subject: `The digest needs your approval to go out on ${told.when}`,
    passages: [
      `${told.away} is away until ${told.until}, and you are the deputy. ${told.network} wants two people to approve an edition, so the ${told.edition} goes out on ${told.when}, to ${told.copies}, only if you approve it.`,
      `Its subject is “${told.subject}”. In it is everything that is approved:`,
      { list: told.titles },
      ...held(told),
      { button: { url: told.look, words: 'Look at it, and approve it or stop it' } },
    ],
  };
}

/** The letter about a week in which nothing goes out, to the deputy and to whoever is away. */
export function nothingLetter(told: Pick<Told, 'edition' | 'when' | 'unapproved'> & { why: string }): {
  subject: string;
  passages: Passage[];
} {
  return {
    subject: `Nothing goes out: the ${told.edition}`,
    passages: [
      `The ${told.edition} was to go out by itself on ${told.when}. It does not: ${told.why}`,
      ...held(told),
      'Nothing is lost: the next edition takes in what is there then.',
    ],
  };
}

function held({ unapproved }: Pick<Told, 'unapproved'>): Passage[] {
  return unapproved ? [`Held back, because nobody has approved it: ${unapproved}.`] : [];
}
