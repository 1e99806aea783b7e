import iconv from 'iconv-lite';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Returns the text of a file and how it was written. A byte-order mark decides; without one, what is valid UTF-8 is
 * UTF-8, and anything else is Windows-1252, in which old spreadsheets save. Undefined when it is not a text at all.
 */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } | undefined {
  const encoding = markedEncoding(bytes) ?? guessedEncoding(bytes);
  const text = iconv.decode(bytes, encoding, { stripBOM: true });
  const empty = text.split('\0').length - 1;
  return empty * 10 > text.length ? undefined : { text, encoding };
}

function markedEncoding(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function guessedEncoding(bytes: Buffer): Encoding {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
