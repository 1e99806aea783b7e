import { quoted, refused, taken, type Reading } from '../core/text/reading.rules.js';
import { LIMITS } from './member-record.rules.js';

/** Reads a text of at most `most` characters. */
export function readText(text: string, most: number): Reading<string> {
  if (text.length <= most) return taken(text);
  return refused(`This has ${text.length} characters, and there is room for ${most}. Shorten it.`);
}

/** Reads a reference: up to 40 letters, digits and simple signs, without spaces. */
export function readReference(text: string): Reading<string> {
  if (/^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u.test(text) && text.length <= LIMITS.reference) return taken(text);
  return refused(
    `${quoted(text)} cannot be a reference. Use up to 40 letters, digits and hyphens, like ORG-0012.`,
  );
}

/** Reads the address of a website; `https://` is added where it is left out. */
export function readWebsite(text: string): Reading<string> {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const wrong = refused(
    `${quoted(text)} is not the address of a website. Write it like www.example.org, or leave it blank.`,
  );
  if (text.length > LIMITS.website || /\s/.test(text) || !URL.canParse(address)) return wrong;
  const url = new URL(address);
  const open =
    (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === '';
  if (!open || !/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(url.hostname)) return wrong;
  return taken(url.pathname === '/' && url.search === '' && url.hash === '' ? url.origin : url.href);
}
