import { parse, type HTMLElement } from 'node-html-parser';
import { inverted } from '../../src/core/mail/look-colours.rules.js';
import { contrast, LEAST_CONTRAST } from '../../src/core/web/templates/contrast.rules.js';
import { valueOf, type Message, type Part } from './mail-message.js';

const FOREIGN =
  'img, link, iframe, object, embed, video, audio, script, base, form, input, svg, picture, source';
const FETCHES = /url\(|@import|expression\(/i;
const EMPTY_WORDS = /^(?:here|click here|click|this|link|more|read more|this link)$/i;

/** Returns what is wrong with the parts of a message: E35 to E37, E39 and E43. */
export function bodyFaults(message: Message, size: number, isLean: boolean): string[] {
  const faults = message.parts.flatMap(codingFaults);
  const types = message.parts.map(({ type }) => type).join(', ');
  const meant = isLean ? 'text/plain' : 'text/plain, text/html';
  if (types !== meant) faults.push(`E35 the parts ${types}`);
  if (!isLean && !/^multipart\/alternative\b/.test(valueOf(message.fields, 'Content-Type') ?? ''))
    faults.push('E35 no alternative');
  if (size > (isLean ? 20_000 : 500_000)) faults.push(`E37 ${size} bytes`);
  const { boundary } = message;
  if (boundary && message.parts.some(({ raw }) => raw.includes(boundary)))
    faults.push('E36 the boundary in the content');
  const [text, html] = message.parts;
  if (!html) return faults;
  if (Buffer.byteLength(html.text) > 100_000) faults.push(`E37 HTML of ${html.text.length}`);
  const root = parse(html.text);
  return [
    ...faults,
    ...lookFaults(html.text, root),
    ...colourFaults(root),
    ...sameFaults(text?.text ?? '', root),
  ];
}

/** E36: quoted-printable as RFC 2045 has it, in UTF-8. */
function codingFaults({ fields, raw, type, text }: Part): string[] {
  const faults: string[] = [];
  if (!/charset="?utf-8"?/i.test(valueOf(fields, 'Content-Type') ?? ''))
    faults.push(`E36 ${type} without UTF-8`);
  if (raw.split('\r\n').some((line) => line.length > 76)) faults.push(`E36 a line over 76 in ${type}`);
  if (/=(?![0-9A-F]{2}|\r\n)/.test(raw)) faults.push(`E36 a code that is none in ${type}`);
  if (/[ \t]\r\n/.test(raw)) faults.push(`E36 white space at the end of a line in ${type}`);
  if (/\ufffd/.test(text) && !/=EF=BF=BD/.test(raw)) faults.push(`E36 a broken character in ${type}`);
  return faults;
}

/** E39, E43: nothing from elsewhere, and what a screen reader needs. */
function lookFaults(html: string, root: HTMLElement): string[] {
  const faults: string[] = [];
  for (const { rawTagName } of root.querySelectorAll(FOREIGN))
    faults.push(`E39 something from elsewhere: ${rawTagName}`);
  for (const { attributes, rawTagName } of root.querySelectorAll('*'))
    for (const [name, value] of Object.entries(attributes))
      if (/^(?:src|srcset|background|poster|on\w+)$/i.test(name) || (name === 'style' && FETCHES.test(value)))
        faults.push(`E39 ${name} on ${rawTagName}`);
  if (root.querySelectorAll('style').some(({ text }) => FETCHES.test(text)))
    faults.push('E39 a style from elsewhere');
  if (!root.querySelector('html')?.getAttribute('lang')) faults.push('E39 no language');
  if (root.querySelectorAll('table').some((one) => one.getAttribute('role') !== 'presentation'))
    faults.push('E39 a table for the look');
  let before = 0;
  for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.rawTagName[1]);
    if (before > 0 && level > before + 1) faults.push(`E39 h${level} after h${before}`);
    before = level;
  }
  for (const link of root.querySelectorAll('a')) {
    const words = link.text.trim();
    if (words === '' || EMPTY_WORDS.test(words)) faults.push(`E39 a link called “${words}”`);
    if (!/^(?:https?:|mailto:|tel:)/.test(link.getAttribute('href') ?? ''))
      faults.push('E39 a link to nowhere');
    if (isRewritten(link.getAttribute('href') ?? '', words)) faults.push('E43 a link that leads round');
  }
  const small = [...html.matchAll(/font-size:(\d+)px/g)].filter(([, size]) => Number(size) < 16);
  if (small.length > 0) faults.push(`E39 text of ${small[0][1]} px`);
  return faults;
}

/** A link that passes through a counter: it carries another address, or shows one that it does not lead to. */
function isRewritten(href: string, words: string): boolean {
  if (/[?&/=](?:https?:|https?%3A)/i.test(href)) return true;
  return /^https?:\/\/\S+$/.test(words) && flat(words) !== flat(href);
}

/** E39: contrast as it is, and after a programme has turned light and dark round. */
function colourFaults(root: HTMLElement): string[] {
  const faults = new Set<string>();
  for (const one of root.querySelectorAll('[style]')) {
    const ink = /(?:^|;)\s*color:(#[0-9a-f]{6})/i.exec(one.getAttribute('style') ?? '')?.[1];
    if (!ink) continue;
    const paper = paperOf(one);
    const pairs = [
      [ink, paper],
      ...(['channels', 'lightness'] as const).map((way) => [inverted(ink, way), inverted(paper, way)]),
    ];
    for (const [over, under] of pairs)
      if (contrast(over, under) < LEAST_CONTRAST) faults.add(`E39 ${over} on ${under}`);
  }
  return [...faults];
}

function paperOf(one: HTMLElement | null): string {
  for (let at = one; at; at = at.parentNode) {
    const paper = /background(?:-color)?:(#[0-9a-f]{6})/i.exec(at.getAttribute?.('style') ?? '')?.[1];
    if (paper) return paper;
  }
  return '#ffffff';
}

/** E35, E43: both parts have the same links and the same headings in the same order. */
function sameFaults(text: string, root: HTMLElement): string[] {
  const faults: string[] = [];
  const plain = flat(text);
  const hrefs = [...new Set(root.querySelectorAll('a').map((one) => one.getAttribute('href') ?? ''))];
  for (const href of hrefs.filter((one) => !plain.includes(flat(one))))
    faults.push(`E35 ${href} in HTML alone`);
  const shown = flat(root.text) + hrefs.map(flat).join(' ');
  for (const [url] of text.matchAll(/https?:\/\/[^\s<>()"“”]+/g))
    if (!shown.includes(flat(url.replace(/[.,;:!?]+$/, '')))) faults.push(`E35 ${url} in the text alone`);
  let at = 0;
  for (const heading of root.querySelectorAll('h2, h3')) {
    const found = plain.indexOf(flat(heading.text), at);
    if (found < 0) faults.push(`E35 the heading “${heading.text.slice(0, 40)}” is not in its place`);
    else at = found;
  }
  return faults;
}

function flat(text: string): string {
  return text.replace(/\s+/g, '');
}
