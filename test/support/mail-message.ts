/** One header field: its name as written, its value unfolded, and the lines it stood on. */
export interface Field {
  name: string;
  value: string;
  lines: string[];
}

/** One part of a message: its own fields, and its text once the transfer coding is undone. */
export interface Part {
  type: string;
  fields: Field[];
  raw: string;
  text: string;
}

/** A message cut up by a reader of its own, so that a mistake of the writer cannot hide in shared code. */
export interface Message {
  fields: Field[];
  body: string;
  boundary?: string;
  parts: Part[];
}

/** Returns a message cut into fields and parts; bytes are kept as they are, one character each. */
export function readMessage(bytes: Buffer): Message {
  const whole = bytes.toString('latin1');
  const at = whole.indexOf('\r\n\r\n');
  const fields = fieldsOf(at < 0 ? whole : whole.slice(0, at));
  const body = at < 0 ? '' : whole.slice(at + 4);
  const type = valueOf(fields, 'Content-Type') ?? '';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary === undefined) return { fields, body, parts: [partOf(fields, body)] };
  const cuts = body.split(new RegExp(`(?:^|\\r\\n)--${boundary.replace(/[^\w]/g, '\\$&')}(?:--)?\\r\\n`));
  const parts = cuts.slice(1, -1).map((cut) => {
    const gap = cut.indexOf('\r\n\r\n');
    return partOf(fieldsOf(cut.slice(0, gap)), cut.slice(gap + 4));
  });
  return { fields, body, boundary, parts };
}

/** Returns the value of the first field of a name. */
export function valueOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value;
}

/** Returns a header value with its encoded-words read (RFC 2047); throws for one that is none, or cuts a character. */
export function decodedWords(value: string): string {
  const joined = value.replace(/(=\?[^?]+\?[QB]\?[^?]*\?=)\s+(?==\?[^?]+\?[QB]\?)/gi, '$1');
  return joined.replace(
    /=\?([^?]+)\?([QB])\?([^?]*)\?=/gi,
    (_, charset: string, coding: string, text: string) => {
      if (!/^utf-8$/i.test(charset)) throw new Error(`a character set ${charset}`);
      const bytes =
        coding.toUpperCase() === 'B'
          ? Buffer.from(text, 'base64')
          : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1');
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    },
  );
}

/** Returns the bytes behind quoted-printable, one character each. */
export function unquoted(text: string): string {
  return text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

function fieldsOf(head: string): Field[] {
  return head.split(/\r\n(?![ \t])/).map((text) => {
    const colon = text.indexOf(':');
    return {
      name: text.slice(0, colon),
      value: text
        .slice(colon + 1)
        .replace(/\r\n/g, '')
        .trim(),
      lines: text.split('\r\n'),
    };
  });
}

function partOf(fields: Field[], raw: string): Part {
  const coded = /quoted-printable/i.test(valueOf(fields, 'Content-Transfer-Encoding') ?? '');
  const bytes = Buffer.from(coded ? unquoted(raw) : raw, 'latin1');
  const type = /^[^;\s]+/.exec(valueOf(fields, 'Content-Type') ?? '')?.[0].toLowerCase() ?? '';
  return { type, fields, raw, text: bytes.toString('utf8') };
}
