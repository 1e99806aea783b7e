import type { Passage } from '../../mail/look.rules.js';

/** What the letter with a sign-in link says. */
export interface SignInLetter {
  /** The network somebody was on their way to, or the product. */
  place: string;
  link: string;
  /** 'Firefox on Windows' */
  device: string;
  /** 'about 4:35pm on 20 November 2026' */
  when: string;
  /** Only for people without power: the code that can be typed where they asked. */
  code?: string;
}

/** Returns the subject and the passages of a sign-in letter. One link, no names, nothing to track. */
export function signInLetter(facts: SignInLetter): { subject: string; passages: Passage[] } {
  const code = facts.code && [
    'Or type this code on the page where you asked:',
    { code: `${facts.code.slice(0, 4)} ${facts.code.slice(4)}` },
  ];
  return {
    subject: `Your link to sign in to ${facts.place}`,
    passages: [
      `Press the link to sign in to ${facts.place}. It works once, for 10 minutes.`,
      { button: { url: facts.link, words: 'Sign in' } },
      'If you open it on another device than the one you asked on, it asks for the six digits shown there.',
      ...(code || []),
      `Somebody asked for this at ${facts.when}, with ${facts.device}.`,
      'Nobody from us will ever ask you for this link or for a code. If it was not you who asked, you need do nothing: without this e-mail nobody gets in.',
    ],
  };
}
