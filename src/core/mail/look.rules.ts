import { escapeHtml } from './escape.rules.js';
import { HEAD_STYLE, MSO_CLOSE, MSO_OPEN } from './look-colours.rules.js';
import type { LetterPiece } from './mime.rules.js';

/** A passage of a short letter. */
export type Passage =
  string | { button: { url: string; words: string } } | { code: string } | { list: string[] };

const TEXT = 'margin:0 0 16px;font-size:17px;line-height:1.5;color:#1d2433';

/** Returns a short letter in both its forms: the same words in the same order, one button-like link. */
export function shortLetter(passages: Passage[]): LetterPiece {
  return { text: `${passages.map(asText).join('\n\n')}\n`, html: passages.map(asHtml).join('\n') };
}

/** What stands round every letter: the network's name above, why it came and how to stop it below. */
export function letterFrame(facts: {
  name: string;
  colour: string;
  language: string;
  foot: string[];
  stop?: { url: string; words: string };
}): {
  head: LetterPiece;
  foot: LetterPiece;
} {
  const name = escapeHtml(facts.name);
  const stop = facts.stop;
  return {
    head: {
      text: '',
      html: `<!doctype html><html lang="${facts.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${HEAD_STYLE}<title>${name}</title></head>
<body style="margin:0;padding:0;background:#ffffff;color:#1d2433;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
${MSO_OPEN}<div style="max-width:38rem;margin:0 auto;padding:16px;overflow-wrap:break-word;word-wrap:break-word"><p style="margin:0 0 24px;padding:0 0 8px;border-bottom:4px solid ${facts.colour};font-size:17px;font-weight:bold;color:#1d2433">${name}</p>`,
    },
    foot: {
      text: `\n--\n${[...facts.foot, ...(stop ? [`${stop.words}: ${stop.url}`] : [])].join('\n')}\n`,
      html: `<div style="margin-top:40px;padding-top:8px;border-top:1px solid #c4ccd6;font-size:16px;line-height:1.5;color:#515b6b">
${facts.foot.map((line) => `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`).join('\n')}
${stop ? `<p style="margin:0 0 8px"><a href="${escapeHtml(stop.url)}" style="color:#0b5c6b">${escapeHtml(stop.words)}</a></p>` : ''}</div></div>${MSO_CLOSE}</body></html>`,
    },
  };
}

function asText(passage: Passage): string {
  if (typeof passage === 'string') return passage;
  if ('button' in passage) return `${passage.button.words}:\n${passage.button.url}`;
  if ('code' in passage) return passage.code;
  return passage.list.map((line) => `- ${line}`).join('\n');
}

function asHtml(passage: Passage): string {
  if (typeof passage === 'string') return `<p style="${TEXT}">${escapeHtml(passage)}</p>`;
  if ('code' in passage)
    return `<p style="${TEXT};font-size:28px;letter-spacing:4px"><strong>${escapeHtml(passage.code)}</strong></p>`;
  if ('list' in passage)
    return `<ul style="${TEXT}">${passage.list.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  const { url, words } = passage.button;
  return `<p style="${TEXT}"><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;background:#0b5c6b;border:1px solid #0b5c6b;color:#ffffff;text-decoration:none;border-radius:4px">${escapeHtml(words)}</a></p>`;
}
