import { holeMark } from '../../core/mail/letter-holes.rules.js';
import { escapeHtml } from '../../core/mail/look.rules.js';
import type { LetterPiece } from '../../core/mail/mime.rules.js';
import { sayDate } from '../../core/web/templates/format.rules.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import type { Group } from './choose.rules.js';
import { weekdayOf } from './week.rules.js';

/** An item in the words of the mail. */
export interface ItemWords {
  title: string;
  /** `funding`, `news` … */
  kind: string;
  /** `Funding`, `News` … */
  kindWords: string;
  closesOn: string | null;
  summary: string;
  /** The text as plain text and as sanitised HTML; the same words. */
  body: LetterPiece;
  whatItMeans: string;
  /** The whole address at which it can be read in full, where there is one. */
  url?: string;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const INK = 'color:#1d2433';
const MUTED = 'margin:0 0 12px;font-size:16px;color:#515b6b';
const BLOCK = `font-size:17px;line-height:1.5;${INK}`;
const P = 'margin:0 0 12px';

/** Characters of a text up to which it stands in the mail; beyond, the mail says where to read it. */
export const LONGEST_BODY = 1200;

/** The headings of the groups, in the order of the rules of precedence. */
export const GROUP_WORDS: Record<Group, string> = {
  'must-know': 'What you need to know',
  district: 'In your district',
  theme: 'About your kind of work',
  area: 'Also this week',
};

/** Returns the first passage: the greeting, with a hole for the names, and the network's own words. */
export function openingPiece(mark: string, intro: LetterPiece): LetterPiece {
  const greeting = `Hello ${holeMark(mark, 'greeting')},`;
  return {
    text: `${greeting}\n${intro.text ? `\n${intro.text}\n` : ''}`,
    html: `<div style="${BLOCK}"><p style="${P}">${greeting}</p>${withLinks(intro.html)}</div>`,
  };
}

/** Returns the heading of a group. */
export function headingPiece(group: Group): LetterPiece {
  const words = GROUP_WORDS[group];
  return {
    text: `\n\n${words}\n${'='.repeat(words.length)}\n`,
    html: `<h2 style="margin:32px 0 16px;padding:0 0 4px;border-bottom:1px solid #c4ccd6;font-size:22px;line-height:1.3;${INK}">${escapeHtml(words)}</h2>`,
  };
}

/** Returns an item in full, with why it is there. */
export function fullPiece(item: ItemWords, reason: string): LetterPiece {
  const { url } = item;
  const cut = url !== undefined && item.body.text.length > LONGEST_BODY;
  const means = item.whatItMeans ? `What this means for you: ${item.whatItMeans}` : '';
  const text = [
    factsLine(item),
    item.summary,
    cut ? `Read all of it: ${url}` : item.body.text,
    means,
    whyLine(reason),
  ];
  const html = [
    `<p style="${MUTED}">${escapeHtml(factsLine(item))}</p>`,
    item.summary && `<p style="${P}">${escapeHtml(item.summary)}</p>`,
    cut ? readAll(url) : withLinks(item.body.html),
    means && `<p style="${P}"><strong>What this means for you:</strong> ${escapeHtml(item.whatItMeans)}</p>`,
    `<p style="${MUTED}">${escapeHtml(whyLine(reason))}</p>`,
  ];
  return piece(item.title, text, html);
}

/** Returns an item in one line or two, for a mail that would be too long. */
export function briefPiece(item: ItemWords, reason: string): LetterPiece {
  const text = [factsLine(item), item.url ? `Read all of it: ${item.url}` : '', whyLine(reason)];
  const html = [
    `<p style="${MUTED}">${escapeHtml(factsLine(item))}</p>`,
    item.url ? readAll(item.url) : '',
    `<p style="${MUTED}">${escapeHtml(whyLine(reason))}</p>`,
  ];
  return piece(item.title, text, html);
}

/** Returns the last passage: a person reads the answers. */
export function closingPiece(network: string, isAnswered: boolean): LetterPiece {
  const end = 'That is all for this week.';
  const words = isAnswered
    ? `${end} Is something missing or wrong? Answer this e-mail: a person at ${network} reads it.`
    : end;
  return {
    text: `\n\n${words}\n`,
    html: `<div style="${BLOCK}"><p style="margin:32px 0 12px">${escapeHtml(words)}</p></div>`,
  };
}

/** Returns `Friday 27 November 2026`. */
export function sayDay(date: string): string {
  return `${DAYS[weekdayOf(date) - 1]} ${sayDate(date)}`;
}

function factsLine({ kind, kindWords, closesOn }: ItemWords): string {
  return closesOn === null ? `${kindWords}.` : `${kindWords}. ${lastDayWords(kind)} ${sayDay(closesOn)}.`;
}

function whyLine(reason: string): string {
  return `Why you get this: ${reason}`;
}

function piece(title: string, text: string[], html: string[]): LetterPiece {
  const paragraphs = text.filter((part) => part !== '').join('\n\n');
  return {
    text: `\n${title}\n${'-'.repeat(Math.min([...title].length, 60))}\n${paragraphs}\n`,
    html: `<div style="${BLOCK};margin:0 0 24px"><h3 style="margin:0 0 4px;font-size:19px;line-height:1.3;${INK}">${escapeHtml(title)}</h3>${html.join('')}</div>`,
  };
}

function readAll(url: string): string {
  const address = escapeHtml(url);
  return `<p style="${P}">Read all of it: <a href="${address}" style="color:#0b5c6b">${address}</a></p>`;
}

/** Mail programmes have link colours of their own, some of them too pale. */
function withLinks(html: string): string {
  return html.replaceAll('<a href=', '<a style="color:#0b5c6b" href=').replaceAll('<p>', `<p style="${P}">`);
}
