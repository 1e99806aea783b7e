/** Room on a header line that holds encoded-words (RFC 2047 section 2), and in one encoded-word. */
const LINE = 76;
const WORD = 75;
const FRAME = '=?UTF-8?Q??='.length;

const PLAIN_WORDS = /^[!-~]+(?: [!-~]+)*$/;
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LONGEST_QUOTED = 60;

/**
 * Returns text as one line that is safe as a subject or a display name: line breaks, NUL and every other
 * control character become a space, direction overrides and broken surrogates go, runs of white space become
 * one.
 */
export function cleanHeaderText(text: string): string {
  return Buffer.from(text, 'utf8')
    .toString('utf8')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

/**
 * Returns unstructured text (a subject) as tokens that may be folded between: its words when they are plain
 * ASCII, else encoded-words (RFC 2047). `lead` is the length of the header's name with colon and space.
 */
export function textTokens(text: string, lead: number): string[] {
  const clean = cleanHeaderText(text);
  const words = clean.split(' ');
  const fits = words.every((word, i) => word.length < (i === 0 ? LINE - lead : LINE));
  const plain = PLAIN_WORDS.test(clean) && !clean.includes('=?') && fits;
  return plain || clean === '' ? words : encodedWords(clean, lead);
}

/** Returns a display name as the tokens of an RFC 5322 phrase: atoms, one quoted string, or encoded-words. */
export function phraseTokens(name: string, lead: number): string[] {
  const clean = cleanHeaderText(name);
  if (clean === '') return [];
  if (clean.length > LONGEST_QUOTED || clean.includes('=?') || !PLAIN_WORDS.test(clean)) {
    return encodedWords(clean, lead);
  }
  return ATOMS.test(clean) ? clean.split(' ') : [`"${clean.replace(/["\\]/g, '\\$&')}"`];
}

/**
 * Returns text as encoded-words of at most 75 characters, the first short enough for a line begun by `lead`.
 */
export function encodedWords(text: string, lead: number): string[] {
  const coding = qLength(text) <= 1.5 * bLength(text) ? Q : B;
  const words: string[] = [];
  let chunk = '';
  for (const character of text) {
    const room = (words.length === 0 ? Math.min(WORD, LINE - lead) : WORD) - FRAME;
    if (chunk !== '' && coding.length(chunk + character) > room) {
      words.push(coding.encode(chunk));
      chunk = '';
    }
    chunk += character;
  }
  return [...words, coding.encode(chunk)];
}

const Q = { length: qLength, encode: (text: string) => `=?UTF-8?Q?${qEncode(text)}?=` };
const B = {
  length: bLength,
  encode: (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`,
};

function bLength(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3) * 4;
}

function qLength(text: string): number {
  return qEncode(text).length;
}

/** The characters left alone are those allowed in a phrase (RFC 2047 section 5), the strictest place. */
function qEncode(text: string): string {
  return text.replace(/[^A-Za-z0-9!*+/-]/gu, (character) => (character === ' ' ? '_' : hex(character)));
}

function hex(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
