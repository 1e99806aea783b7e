/** Cyrillic and Greek letters that look like a Latin one, each before the letter it looks like. */
const LOOKALIKES = new Map(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh кk мm тt вb нh αa οo ρp νv τt ιi κk υu'
    .split(' ')
    .map((pair) => [pair[0], pair[1]] as const),
);

/**
 * Returns the key by which two spellings of one name are recognised: case, accents, look-alike letters, spaces,
 * punctuation, a leading “the”, and “and” against “&” make no difference. A name written only in signs keeps them.
 */
export function nameKey(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}'’‘ʼ`´]/gu, '')
    .replace(/[^\x20-\x7e]/gu, (letter) => LOOKALIKES.get(letter) ?? letter)
    .replace(/&/g, ' and ');
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [plain.replace(/\s+/g, '')];
  return (words.length > 1 && words[0] === 'the' ? words.slice(1) : words).join(' ');
}
