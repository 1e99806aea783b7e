/** A line may be 76 characters long (RFC 2045 section 6.7); one is kept for the “=” of a soft break. */
const WIDTH = 75;

const PLAIN_LINE = /^(?![.F])[!-<>-~](?:[ -<>-~]{0,73}[!-<>-~])?$/;
const CODES = Array.from(
  { length: 256 },
  (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Returns text in quoted-printable (RFC 2045 section 6.7): lines of at most 75 characters ended by CRLF,
 * each sort of line break read as one. The answer is encoded as if it stood at the start of a line, and ends
 * as the text ends, so two answers may be joined after a line break or by a soft one. A full stop or “From ”
 * that opens a line is encoded, so that no relay needs to change the bytes and break a signature.
 */
export function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => (line === '' || PLAIN_LINE.test(line) ? line : encodeLine(Buffer.from(line, 'utf8'))))
    .join('\r\n');
}

function encodeLine(bytes: Buffer): string {
  let encoded = '';
  let column = 0;
  for (let i = 0; i < bytes.length; i++) {
    let token = encodeByte(bytes, i, column === 0);
    if (column + token.length > WIDTH) {
      encoded += '=\r\n';
      column = 0;
      token = encodeByte(bytes, i, true);
    }
    encoded += token;
    column += token.length;
  }
  return encoded;
}

function encodeByte(bytes: Buffer, at: number, opensLine: boolean): string {
  const byte = bytes[at] ?? 0;
  const code = CODES[byte] ?? '';
  if (byte === SPACE || byte === TAB) return at === bytes.length - 1 ? code : String.fromCharCode(byte);
  if (byte < 0x21 || byte > 0x7e || byte === 0x3d) return code;
  const awkward = opensLine && (byte === 0x2e || bytes.subarray(at, at + 5).equals(FROM));
  return awkward ? code : String.fromCharCode(byte);
}

const FROM = Buffer.from('From ');
