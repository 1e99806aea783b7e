/** What Windows-1252 means by the bytes 0x80 to 0x9f; the five it leaves undefined are empty. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0' + '\0‘’“”•–—˜™š›œ\0žŸ';

/**
 * Returns typed or imported text in the one form that is kept. This is all that is ever changed:
 * - every kind of line break becomes a line feed;
 * - control characters go, except line feeds and tabs; those of the range U+0080 to U+009F, which no keyboard types,
 *   become the Windows-1252 characters they were meant to be (a damaged apostrophe is an apostrophe again);
 * - half of a surrogate pair becomes U+FFFD, since it cannot be stored as UTF-8;
 * - letters are composed (Unicode NFC);
 * - white space at both ends goes, and without `lines` each run of it inside, line breaks too, becomes one space.
 *
 * Doing it twice changes nothing more.
 */
export function cleanText(text: string, { lines = false }: { lines?: boolean } = {}): string {
  const readable = text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80])
    .replace(/\r\n?|[\v\f\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '');
  return (lines ? readable : readable.replace(/\s+/g, ' ')).normalize('NFC').trim();
}
