/** A message in two halves: the header fields as they stand, each without its last CRLF, and the body. */
export type SplitMessage = { fields: string[]; body: Buffer };

const BLANK_LINE = Buffer.from('\r\n\r\n');
const CRLF = Buffer.from('\r\n');

/** Returns the header fields of a message (folding kept) and its body. Throws RangeError when there is no body. */
export function splitMessage(bytes: Buffer): SplitMessage {
  const end = bytes.indexOf(BLANK_LINE);
  if (end < 0) throw new RangeError('A message needs an empty line between its headers and its body.');
  return { fields: bytes.toString('latin1', 0, end).split(/\r\n(?![ \t])/), body: bytes.subarray(end + 4) };
}

/** Returns one header field in the relaxed form of RFC 6376 section 3.4.2, without a line break at its end. */
export function relaxedField(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ');
  return `${field.slice(0, colon).trim().toLowerCase()}:${value.trim()}`;
}

/**
 * Returns a body in the relaxed form of RFC 6376 section 3.4.4. Nearly every body of ours is in that form already; a
 * fast look for the few sequences that would change spares copying it.
 */
export function relaxedBody(body: Buffer): Buffer {
  const closed = body.length > 2 && body.subarray(-2).equals(CRLF) && !body.subarray(-4).equals(BLANK_LINE);
  if (closed && !RELAXABLE.some((sequence) => body.includes(sequence))) return body;
  const text = body
    .toString('latin1')
    .replace(/[ \t]+/g, ' ')
    .replace(/ (?=\r\n|$)/g, '');
  let end = text.length;
  while (text.endsWith('\r\n', end)) end -= 2;
  return Buffer.from(end === 0 ? '' : `${text.slice(0, end)}\r\n`, 'latin1');
}

const RELAXABLE = ['  ', '\t', ' \r\n'].map((sequence) => Buffer.from(sequence));
