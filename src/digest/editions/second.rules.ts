import type { Passage } from '../../core/mail/look.rules.js';

/** Somebody who might give the second approval, or who gave the first. */
export interface Hand {
  personId: string;
  accountId: string | null;
}

/** Returns why somebody may not be the second, or undefined: two people approve, and two mailboxes. */
export function refuseSecond(first: Hand, second: Hand): string | undefined {
  if (first.personId === second.personId)
    return 'You approved this edition yourself, so somebody else has to look at it too.';
  if (second.accountId !== null && first.accountId === second.accountId)
    return 'You sign in with the same address as whoever approved it, so somebody else has to look at it too.';
  return undefined;
}

/** The letter that asks somebody for the second approval. */
export function askingLetter(facts: {
  network: string;
  first: string;
  /** 'digest of the week of 16 November 2026' */
  edition: string;
  /** 'on 19 November 2026 at 9:30am', 'ten minutes after you approve it' */
  when: string;
  subject: string;
  link: string;
}): { subject: string; passages: Passage[] } {
  const { network, first, edition, when, link } = facts;
  return {
    subject: `Please look at the ${edition}`,
    passages: [
      `${first} has approved the ${edition}. ${network} wants a second person to approve it before it goes out, and you may.`,
      `Its subject is “${facts.subject}”. It goes out ${when}. Until a second person has approved it, nothing is sent.`,
      { button: { url: link, words: 'Look at it, and approve it or send it back' } },
    ],
  };
}

/** The letter that tells whoever approved first what the second said. */
export function answerLetter(facts: {
  second: string;
  edition: string;
  /** 'on 19 November 2026 at 9:30am'; absent when it was sent back */
  when?: string;
  /** What the second wants changed. */
  why?: string;
  link: string;
}): { subject: string; passages: Passage[] } {
  const { second, edition, when, why, link } = facts;
  if (when !== undefined)
    return {
      subject: `The ${edition} is approved`,
      passages: [
        `${second} has approved the ${edition} too. It goes out ${when}.`,
        { button: { url: link, words: 'Open it' } },
      ],
    };
  return {
    subject: `The ${edition} came back`,
    passages: [
      `${second} has looked at the ${edition} and sent it back. Nothing is sent.`,
      ...(why ? [`They say: ${why}`] : []),
      { button: { url: link, words: 'Change it, and approve it again' } },
    ],
  };
}
