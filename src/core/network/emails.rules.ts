import type { Passage } from '../mail/look.rules.js';

/** The letter to somebody who has been given a role. */
export function invitationLetter(facts: {
  network: string;
  /** 'administrator', 'co-ordinator for Amber Valley' */
  role: string;
  /** 'from today', 'from 9:30am on 21 November 2026' */
  since: string;
  by?: string;
  address: string;
  link: string;
  /** Days within which a role with power asks for a second factor; undefined for one without. */
  secondFactorDays?: number;
}): { subject: string; passages: Passage[] } {
  const by = facts.by ? `${facts.by} has made you` : 'You are';
  return {
    subject: `You have been invited to ${facts.network}`,
    passages: [
      `${by} ${facts.role} in ${facts.network}, ${facts.since}.`,
      { button: { url: facts.link, words: `Open ${facts.network}` } },
      `To sign in, type this address: ${facts.address}. We then send you a link to press; there is no password.`,
      ...(facts.secondFactorDays
        ? [
            `This role can change much, so within ${facts.secondFactorDays} days please add a second factor: an app on your telephone that shows a code. You find it under “Your account”.`,
          ]
        : []),
      'If you did not expect this, please tell the network. Nothing happens unless you sign in.',
    ],
  };
}

/** The letter to somebody whose role was announced and then withdrawn. */
export function withdrawalLetter(facts: { network: string; role: string; link: string }): {
  subject: string;
  passages: Passage[];
} {
  return {
    subject: `A change of plan in ${facts.network}`,
    passages: [
      `We wrote to you that you would be ${facts.role} in ${facts.network}. That has been withdrawn, and nothing changes for you.`,
      { button: { url: facts.link, words: `Ask ${facts.network} about it` } },
    ],
  };
}

/** The letter to every co-ordinator when a guarded role is about to take effect. */
export function guardedRoleLetter(facts: {
  network: string;
  by: string;
  who: string;
  role: string;
  /** 'at 9:30am on 21 November 2026', or undefined when a second co-ordinator has to confirm it. */
  when?: string;
  link: string;
}): { subject: string; passages: Passage[] } {
  const next = facts.when
    ? `There is no second co-ordinator to confirm it, so it takes effect ${facts.when} unless it is withdrawn before.`
    : 'It takes effect when a second co-ordinator confirms it.';
  return {
    subject: `A role in ${facts.network} is about to be given`,
    passages: [
      `${facts.by} wants ${facts.who} to be ${facts.role} in ${facts.network}.`,
      next,
      { button: { url: facts.link, words: 'See what is waiting' } },
      'If this is not right, withdraw it on that page and ask the person who proposed it.',
    ],
  };
}
