import { cleanHeaderText, phraseTokens, textTokens } from './header-text.rules.js';

/** A name for people to read, and an address that `readAddress` has accepted. */
export type Mailbox = { name?: string; address: string };

const LINE = 76;
const LONGEST_LINE = 998;
const ADDRESS = /^[^\s<>()[\]:;@\\,"\x00-\x1f\x7f-\u{10ffff}]+@[A-Za-z0-9.-]+$/u;
/** As it may stand in a message that goes out with SMTPUTF8 (RFC 6532 section 3.2). */
const LETTERED_ADDRESS = /^[!#-'*+./0-9=?A-Z^_`a-z{|}~\p{L}\p{M}\p{N}-]+@[A-Za-z0-9.-]+$/u;
const ENDS_A_LINE = /[^ -~]/;
const URI = /^[a-z][a-z0-9+.-]*:[!-;=?-~]+$/i;

/**
 * Returns one header field, folded between tokens at 76 characters wherever that is possible (never inside a
 * token, so never inside an address, a URI or an encoded-word). Throws RangeError for a token that could end
 * the line, and for a line over the 998 characters of RFC 5322 section 2.1.1: the one door through which all
 * headers pass.
 */
export function headerLine(name: string, tokens: string[]): string {
  const bad = tokens.some((token) => ENDS_A_LINE.test(token));
  if (bad) throw new RangeError(`The ${name} header holds a character it may not hold.`);
  return folded(name, tokens);
}

function folded(name: string, tokens: string[]): string {
  const lines: string[] = [];
  let line = `${name}:`;
  for (const token of tokens) {
    const full = line.length + 1 + token.length > LINE;
    if (full && (lines.length > 0 || line !== `${name}:` || token.length < LINE)) {
      lines.push(line);
      line = '';
    }
    line += ` ${token}`;
  }
  lines.push(line);
  if (lines.some((one) => one.length > LONGEST_LINE)) throw new RangeError(`The ${name} header is too long.`);
  return `${lines.join('\r\n')}\r\n`;
}

/** Returns the Subject header, or any other of free text. */
export function textLine(name: string, text: string): string {
  return headerLine(name, textTokens(text, name.length + 2));
}

/**
 * Returns a header that names one mailbox: From, To or Reply-To. Throws RangeError for an address not in our
 * form; only To may have letters beyond ASCII, since it alone decides by which relays a message can go.
 */
export function mailboxLine(name: string, { name: person, address }: Mailbox): string {
  if (!(name === 'To' ? LETTERED_ADDRESS : ADDRESS).test(address))
    throw new RangeError(`The ${name} header needs one plain address.`);
  const phrase = phraseTokens(person ?? '', name.length + 2);
  return folded(name, phrase.length > 0 ? [...phrase, `<${address}>`] : [address]);
}

/** Returns a header of URIs in angle brackets, the preferred one first (RFC 2369 section 2). */
export function uriLine(name: string, uris: string[]): string {
  const bad = uris.find((uri) => !URI.test(uri));
  if (bad !== undefined) throw new RangeError(`The ${name} header needs complete links, without spaces.`);
  return headerLine(
    name,
    uris.map((uri, i) => (i < uris.length - 1 ? `<${uri}>,` : `<${uri}>`)),
  );
}

/**
 * Returns a header of Message-IDs. A single one is never folded away from its name, as some servers lose it
 * then.
 */
export function messageIdLine(name: string, ids: string[]): string {
  const bad = ids.find((id) => !/^<[^<>@\s]+@[A-Za-z0-9.-]+>$/.test(id));
  if (bad !== undefined) throw new RangeError(`The ${name} header needs Message-IDs.`);
  const [first = '', ...rest] = ids;
  if (rest.length === 0) return `${name}: ${first}\r\n`;
  return headerLine(name, ids);
}

/**
 * Returns the List-Id header (RFC 2919): a name for people, shortened where the whole would be longer than 255
 * characters, and an id that never changes. Throws RangeError for an id that leaves no room at all.
 */
export function listIdLine(id: string, name = ''): string {
  if (!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(id))
    throw new RangeError('A list id is a name in dots, as a domain is.');
  const of = (characters: string[]) =>
    headerLine('List-Id', [...phraseTokens(characters.join(''), 'List-Id: '.length), `<${id}>`]);
  let shown = [...cleanHeaderText(name)];
  for (let line = of(shown); line.length > 255; line = of(shown)) {
    if (shown.length === 0) throw new RangeError('The List-Id header is longer than 255 characters.');
    shown = shown.slice(0, Math.floor(shown.length * 0.9));
  }
  return of(shown);
}

/** Returns the Date header in UTC (RFC 5322 section 3.3). */
export function dateLine(date: Date): string {
  return headerLine('Date', [date.toUTCString().replace(/GMT$/, '+0000')]);
}
