import { cleanHeaderText } from '../header-text.rules.js';

/** A message as far as we look at it; every text is limited in length and free of control characters. */
export interface MailRead {
  /** The envelope sender: '' is the null sender, undefined where nobody told us. */
  envelopeFrom: string | undefined;
  /** Header fields by lower-case name, in their order; unfolded, still encoded. */
  headers: ReadonlyMap<string, readonly string[]>;
  from: { name: string; address: string };
  subject: string;
  messageId: string;
  /** Message-IDs of In-Reply-To and References, without repeats. */
  answers: string[];
  /** The text part, or the words of the HTML part where there is no other. */
  text: string;
  hadHtml: boolean;
  attachments: { name: string; type: string; size: number }[];
  /** The bytes of an attachment by its place in that list. */
  contents: (place: number) => { name: string; bytes: Buffer } | undefined;
  /** Of multipart/report, such as `delivery-status`. */
  reportType: string | null;
  /** Texts of delivery-status parts, global ones too. */
  statusParts: string[];
  feedback: string | null;
  /** The header of the message that a report returns. */
  returned: string;
}

/** Returns the first value of a header field, or ''. */
export function headerOf({ headers }: Pick<MailRead, 'headers'>, name: string): string {
  return headers.get(name)?.[0] ?? '';
}

/** Returns the Message-IDs in a header value, at most 50. */
export function messageIdsIn(value: string): string[] {
  return [...value.slice(0, 20_000).matchAll(/<[^<>\s\x00-\x1f\x7f]{1,250}>/g)]
    .slice(0, 50)
    .map(([id]) => id);
}

/** True for a Message-ID that can stand in a header of ours. */
export function isSoundId(id: string): boolean {
  return (
    /^<[!-;=?A-~]{1,200}@[A-Za-z0-9.-]{1,200}>$/.test(id) &&
    !id.slice(1, -1).includes('@', id.lastIndexOf('@'))
  );
}

/** Returns the addresses in the value of an address header, at most 100. */
export function addressesIn(value: string): string[] {
  return [...value.slice(0, 20_000).matchAll(/[^\s<>,;:"()]{1,64}@[^\s<>,;:"()]{1,255}/g)]
    .slice(0, 100)
    .map(([address]) => address);
}

/** Returns header-like lines (RFC 5322 fields, RFC 3464 fields) as pairs, continuation lines joined. */
export function fieldsOf(text: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    const start = /^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{0,10}:(.*)$/.exec(line);
    if (start) fields.push([start[1].toLowerCase(), start[2].trim()]);
    else if (/^[ \t]/.test(line) && fields.length > 0) fields.at(-1)![1] += ` ${line.trim()}`;
  }
  return fields;
}

/** Returns one line of a header, tidied and cut where it is too long; never in the middle of a character. */
export function shortLine(text: string, most: number): string {
  return cleanHeaderText(text)
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '');
}

/** Returns text without what could hide or reorder it: control characters other than line ends, direction overrides. */
export function visibleText(text: string, most: number): string {
  return Buffer.from(text.slice(0, most), 'utf8')
    .toString('utf8')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
}
