import { escapeHtml } from '../../core/mail/escape.rules.js';
import { holeMark } from '../../core/mail/letter-holes.rules.js';
import type { LetterPiece } from '../../core/mail/mime.rules.js';
import type { Group } from './choose.rules.js';
import { INK, P, TEXT, withLinks } from './letter-look.rules.js';
import { RULES } from './precedence.rules.js';

export { fullPiece, LONGEST_BODY, type ItemWords } from './item-piece.rules.js';
export { sayDay } from './letter-look.rules.js';

/** The headings of the groups; see the rules of precedence for all but the last two. */
export const GROUP_WORDS = {
  ...(Object.fromEntries(RULES.map(({ name, heading }) => [name, heading])) as Record<Group, string>),
  rest: 'Other news',
  also: 'Also this week',
};

/** Returns the first passage: the greeting, with a hole for the names, and the network's own words. */
export function openingPiece(mark: string, intro: LetterPiece): LetterPiece {
  const greeting = `Hello ${holeMark(mark, 'greeting')},`;
  return {
    text: `${greeting}\n${intro.text ? `\n${intro.text}\n` : ''}`,
    html: `<div style="${TEXT}"><p style="${P}">${greeting}</p>${withLinks(intro.html)}</div>`,
  };
}

/** Returns the heading of a group; `count` is how many are in one line each, where they are counted. */
export function headingPiece(group: Group, count?: number): LetterPiece {
  const words = headingWords(group, count);
  return {
    text: `\n\n${words}\n${'='.repeat(words.length)}\n`,
    html: `<h2 style="margin:32px 0 16px;padding:0 0 4px;border-bottom:1px solid #c4ccd6;font-size:22px;line-height:1.3;${INK}">${escapeHtml(words)}</h2>`,
  };
}

/** Returns the words of a heading: `In your district`, `Also this week (14)`. */
export function headingWords(group: Group, count?: number): string {
  return count === undefined ? GROUP_WORDS[group] : `${GROUP_WORDS[group]} (${count})`;
}

/** Returns the last passage: a person reads the answers. `isWeekly` where more come every week. */
export function closingPiece(network: string, isAnswered: boolean, isWeekly = true): LetterPiece {
  const end = isWeekly ? 'That is all for this week.' : 'That is all.';
  const words = isAnswered
    ? `${end} Is something missing or wrong? Answer this e-mail: a person at ${network} reads it.`
    : end;
  return {
    text: `\n\n${words}\n`,
    html: `<div style="${TEXT}"><p style="margin:32px 0 12px">${escapeHtml(words)}</p></div>`,
  };
}
