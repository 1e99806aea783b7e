const MOST_WORDS = 8;
const LONGEST_WORD = 64;

/**
 * Returns the text with everything but letters and digits made into spaces. What is searched must be put through
 * this too: PostgreSQL would otherwise keep an address, a path or a hyphenated word as one piece.
 */
export function searchText(text: string): string {
  return words(text).join(' ');
}

/**
 * Returns what was typed into a search box as a PostgreSQL prefix query: “amber val” becomes `amber:* & val:*`.
 * Only letters and digits pass, so it is always well formed; empty means that there is nothing to look for.
 * At most eight words of 64 characters are used.
 */
export function searchQuery(text: string): string {
  const parts = words(text.slice(0, 1000)).slice(0, MOST_WORDS);
  return [...new Set(parts)].map((word) => `${[...word].slice(0, LONGEST_WORD).join('')}:*`).join(' & ');
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
  );
}
