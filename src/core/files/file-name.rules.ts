import { cleanText } from '../text/normalise.rules.js';
import { refused, taken, type Reading } from '../text/reading.rules.js';

const MOST_CHARACTERS = 100;

/** NUL ends a name for some programs, and the others make a name read backwards: `exe.png` for `gnp.exe`. */
const DECEITFUL = /[\0\u202a-\u202e\u2066-\u2069]/;

const UNSEEN = /[\u200b-\u200f\u2060\ufeff]/g;

/** A name of a file in two parts; the ending has no dot and is in small letters. */
export interface FileName {
  stem: string;
  ending: string;
}

/**
 * Reads the name a browser sent with a file: without its path, tidied and cut, as text that may be shown. Refuses
 * names that would show as something else than they are, and names without an ending.
 */
export function readFileName(sent: string): Reading<FileName> {
  // Browsers write these three so that a name cannot end its header (HTML standard, multipart/form-data).
  const typed = sent.replace(/%22/g, '"').replace(/%0D|%0A/gi, ' ');
  if (DECEITFUL.test(typed))
    return refused('The name of this file has a hidden character in it. Give the file another name.');
  const last = typed.split(/[\\/]/).at(-1) ?? '';
  const parts = /^(.*)\.([a-z0-9]{1,10})$/i.exec(cleanText(last.replace(UNSEEN, '')));
  if (!parts)
    return refused('The name of this file has no ending, such as .pdf. Give the file another name.');
  const stem = [...parts[1].replace(/^[.\s]+/, '')].slice(0, MOST_CHARACTERS).join('').trim();
  return taken({ stem: stem || 'file', ending: parts[2].toLowerCase() });
}

/** Returns a name for addresses: small letters, digits and hyphens, and the ending. */
export function addressName(name: string): string {
  const dot = name.lastIndexOf('.');
  const words = name
    .slice(0, dot)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .match(/[a-z0-9]+/g);
  return `${(words ?? ['file']).join('-').slice(0, 60)}${name.slice(dot)}`;
}

/**
 * Returns a Content-Disposition header (RFC 6266, section 4): the name in plain letters for old programs, and as it
 * is for the others (RFC 5987, section 3.2). Nothing in a name can end the header or its quotation marks.
 */
export function dispositionOf(how: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^ !#$&'()+,.0-9;=@A-Z[\]^_`a-z{}~-]/g, '_');
  const whole = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
