import type { Passage } from '../../core/mail/look.rules.js';

type Letter = { subject: string; passages: Passage[] };

/** Days that were handed over, as the deputy is told of them. */
export interface HandedOver {
  /** Who is away, and the first and the last day: '16 November 2026'. */
  away: string;
  from: string;
  to: string;
  /** When the digest goes out on these days: '19 November 2026 at 11am'. */
  dues: string[];
  /** True where it goes out before ten in the morning, so that the deputy is told on the working day before. */
  isEarly: boolean;
  /** True where two people have to approve an edition. */
  isTwo: boolean;
  /** The page of handovers. */
  link: string;
}

/** The letter to somebody who looks after the digest on some days: which, what happens then, and what they can do. */
export function handedOverLetter(told: HandedOver): Letter {
  const { away, from, to, dues, link } = told;
  return {
    subject: `You look after the digest from ${from} to ${to}`,
    passages: [
      `${away} is away from ${from} to ${to}, and has named you the deputy for the digest.`,
      ...(dues.length === 0
        ? ['On these days no weekly digest goes out, so there is nothing to look after.']
        : ['The weekly digest goes out on:', { list: dues }, ...whatHappens(told)]),
      { button: { url: link, words: 'See the days you look after' } },
    ],
  };
}

/** The letter to a deputy whose days were ended early. */
export function endedLetter({ by, from, to }: { by: string; from: string; to: string }): Letter {
  return {
    subject: 'You need not look after the digest any more',
    passages: [
      `${by} has ended what was handed over to you from ${from} to ${to}. From now on nothing goes out by itself, and you are not written to about it.`,
      'What was approved already still goes out; the link in its letter still stops it.',
    ],
  };
}

/** The letter to somebody who is the deputy from now on. */
export function deputyLetter(facts: { by: string; network: string; isTwo: boolean; link: string }): Letter {
  const { by, network, isTwo, link } = facts;
  const second =
    'you are asked by e-mail when one waits, you look at it, and one press approves it or sends it back. Without a second person nothing goes out.';
  return {
    subject: `You are the deputy for the digest of ${network}`,
    passages: [
      `${by} has named you the deputy for the digest of ${network}, until somebody else is named.`,
      isTwo
        ? `Two people have to approve an edition here, and you may be the second: ${second}`
        : `You need do nothing now. Should your network want two people to approve an edition, you may be the second: ${second}`,
      'When the digest is handed over to you for some days, another letter tells you which, and what happens then.',
      { button: { url: link, words: 'See what a deputy does' } },
    ],
  };
}

/** The letter to whoever was the deputy, when somebody else is named. */
export function noDeputyLetter({ by, network }: { by: string; network: string }): Letter {
  return {
    subject: `You are not the deputy for the digest of ${network} any more`,
    passages: [
      `${by} has named somebody else. You need do nothing, and are not asked for a second approval as the deputy any more.`,
      'Days that were handed over to you stay yours, until they are over or somebody ends them.',
    ],
  };
}

function whatHappens({ isTwo, isEarly }: HandedOver): Passage[] {
  const when = isEarly ? 'By ten on the working day before' : 'By ten that morning';
  if (isTwo)
    return [
      `${when} you get a letter that says what would go out. Two people have to approve an edition here, so it goes out only if you approve it: the link in that letter shows it to you, and one press approves it or stops it, without signing in.`,
    ];
  return [
    `The edition composes itself of what is approved. ${when} you get a letter that says what goes out and to how many. If it is right, do nothing. If it is not, press “Stop it” there, and nothing goes out; you need not sign in.`,
  ];
}
