import { escapeHtml } from '../../core/mail/escape.rules.js';
import type { LetterPiece } from '../../core/mail/mime.rules.js';
import { lastDayWords } from '../articles/last-day.rules.js';
import { INK, MUTED, P, sayDay, TEXT, withLinks } from './letter-look.rules.js';

/** A link with its words. */
export interface Link {
  words: string;
  url: string;
}

/** An item in the words of the mail. */
export interface ItemWords {
  title: string;
  /** Characters of the title, whatever holes it has. */
  width: number;
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
  /** Dates that matter, in words: `Monday 30 November 2026: questions answered`. */
  dates: readonly string[];
  /** What belongs to it, with type and size said. */
  attachments: readonly Link[];
  /** What its picture shows, and where it is. */
  picture?: { alt: string; url: string };
}

/** Characters of a text up to which it stands in the mail; beyond, the mail says where to read it. */
export const LONGEST_BODY = 1200;

/** Returns an item in full, with why it is there; `longest` is how many characters its text may have. */
export function fullPiece(item: ItemWords, reason: string, longest = LONGEST_BODY): LetterPiece {
  const { url, body, whatItMeans } = item;
  const isCut = url !== undefined && body.text.length > longest;
  const text = [
    factsLine(item),
    item.summary,
    isCut ? `Read all of it: ${url}` : body.text,
    whatItMeans && `What this means for you: ${whatItMeans}`,
    bulleted('Dates that matter', item.dates),
    bulleted(
      'To read or fill in',
      item.attachments.map(({ words, url: address }) => `${words}: ${address}`),
    ),
    item.picture && `Picture: ${item.picture.alt} (${item.picture.url})`,
    whyLine(reason),
  ];
  const html = [
    `<p style="${MUTED}">${escapeHtml(factsLine(item))}</p>`,
    item.summary && paragraph(escapeHtml(item.summary)),
    isCut ? paragraph(`Read all of it: ${linked(url, url)}`) : withLinks(body.html),
    whatItMeans && paragraph(`<strong>What this means for you:</strong> ${escapeHtml(whatItMeans)}`),
    listedHtml('Dates that matter', item.dates.map(escapeHtml)),
    listedHtml(
      'To read or fill in',
      item.attachments.map(({ words, url: address }) => linked(address, words)),
    ),
    item.picture && paragraph(`Picture: ${linked(item.picture.url, item.picture.alt)}`),
    reason && `<p style="${MUTED}">${escapeHtml(whyLine(reason))}</p>`,
  ];
  return piece(item, text, html);
}

/** Returns an item in one line, with why it is there. */
export function briefPiece(item: ItemWords, reason: string): LetterPiece {
  const title = /[.!?]$/.test(item.title) ? item.title : `${item.title}.`;
  const facts = factsLine(item);
  const shown = item.url ? linked(item.url, title) : escapeHtml(title);
  return {
    text: `- ${[title, facts, reason, item.url].filter(Boolean).join(' ')}\n`,
    html: `<p style="${P};${TEXT}">${shown} ${escapeHtml(facts)} <span style="color:#515b6b">${escapeHtml(reason)}</span></p>`,
  };
}

/** Returns the line that says why an item is there; none where nothing is chosen. */
export function whyLine(reason: string): string {
  return reason && `Why you get this: ${reason}`;
}

function factsLine({ kind, kindWords, closesOn }: ItemWords): string {
  return closesOn === null ? `${kindWords}.` : `${kindWords}. ${lastDayWords(kind)} ${sayDay(closesOn)}.`;
}

function piece({ title, width }: ItemWords, text: Part[], html: Part[]): LetterPiece {
  const paragraphs = text.filter(Boolean).join('\n\n');
  return {
    text: `\n${title}\n${'-'.repeat(Math.min(width, 60))}\n${paragraphs}\n`,
    html: `<div style="${TEXT};margin:0 0 24px"><h3 style="margin:0 0 4px;font-size:19px;line-height:1.3;${INK}">${escapeHtml(title)}</h3>${html.filter(Boolean).join('')}</div>`,
  };
}

type Part = string | undefined;

function bulleted(label: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${label}:\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function listedHtml(label: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<p style="margin:0 0 4px">${label}:</p><ul style="${P};padding:0 0 0 24px">${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`;
}

function paragraph(html: string): string {
  return `<p style="${P}">${html}</p>`;
}

function linked(url: string, words: string): string {
  return `<a href="${escapeHtml(url)}" style="color:#0b5c6b">${escapeHtml(words)}</a>`;
}
