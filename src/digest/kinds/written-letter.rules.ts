import { escapeHtml } from '../../core/mail/escape.rules.js';
import type { LetterPiece } from '../../core/mail/mime.rules.js';
import { INK, P, TEXT, withLinks } from '../choosing/letter-look.rules.js';

const HEADING = `margin:32px 0 16px;padding:0 0 4px;border-bottom:1px solid #c4ccd6;font-size:22px;line-height:1.3;${INK}`;

/**
 * Returns a passage: its heading, where it has one, and its text, which is given in both forms. `width` is how many
 * characters the heading has for a reader, whatever holes are in it.
 */
export function sectionPiece(heading: string, width: number, body: LetterPiece): LetterPiece {
  const title = heading === '' ? '' : `\n\n${heading}\n${'='.repeat(Math.min(width, 60))}`;
  const html = heading === '' ? '' : `<h2 style="${HEADING}">${escapeHtml(heading)}</h2>`;
  return {
    text: `${title}\n${body.text ? `${body.text}\n` : ''}`,
    html: `<div style="${TEXT}">${html}${withLinks(body.html)}</div>`,
  };
}

/** True for a mail whose HTML would be cut by mail programmes, with room for what stands round it (E37 of the mail page). */
export function isTooLong(pieces: readonly LetterPiece[], most: number): boolean {
  return pieces.reduce((bytes, { html }) => bytes + Buffer.byteLength(html), 0) > most;
}

/** Returns an item's passage with every heading one step higher: for a mail that has nothing above it. */
export function raised({ text, html }: LetterPiece): LetterPiece {
  return {
    text,
    html: html.replace(
      /<(\/?)h([3-6])\b/g,
      (_, end: string, level: string) => `<${end}h${Number(level) - 1}`,
    ),
  };
}

/** Returns the last passage: whom it went to, what it is about, and that a person reads the answers. */
export function lastPiece(sentences: readonly string[]): LetterPiece {
  const words = sentences.filter((one) => one !== '');
  return {
    text: `\n\n${words.join('\n')}\n`,
    html: `<div style="${TEXT};margin:32px 0 0">${words.map((one) => `<p style="${P}">${escapeHtml(one)}</p>`).join('')}</div>`,
  };
}
