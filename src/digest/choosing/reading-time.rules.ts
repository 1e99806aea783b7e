/** Words a minute at which the time for a copy is reckoned. */
export const PACE = 200;

/** As much of an item as its reading time needs; `words` are those of it in full, with its heading where one begins. */
export interface Timed {
  words: number;
  mustKnow: boolean;
}

/**
 * Returns how many words a text has: stretches between blanks in which there is a letter or a digit. An address of the
 * web is one word; a line of hyphens and a bullet are none.
 */
export function wordsIn(text: string): number {
  return text.match(/[^\s\p{L}\p{N}]*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
}

/** Returns how many words a piece of HTML has to read, its tags and attributes apart. */
export function wordsInHtml(html: string): number {
  return wordsIn(html.replace(/<[^>]*>/g, ' ').replace(/&(?:#\d+|\w+);/g, '-'));
}

/**
 * Returns how many items, from the first on, stand in full within a time of reading in minutes; null is any time. What
 * is counted is every word of the items in full and of the headings above them: title, date, text, what it means,
 * dates, attachments, reason. What must be known stands in full whatever the time, and its words count.
 *
 * The greeting, the network's own first words and the end are not counted, and neither are the lines under “Also this
 * week”: the time is where the digest stops, and the rest is listed after it by title so that nothing is hidden.
 * Counted as well, forty such lines alone would fill two minutes, and whoever has least time would get no item at all.
 */
export function withinMinutes(items: readonly Timed[], minutes: number | null): number {
  if (minutes === null) return items.length;
  let words = 0;
  for (const [at, item] of items.entries()) {
    words += item.words;
    if (words > minutes * PACE && !item.mustKnow) return at;
  }
  return items.length;
}

/** Returns the minutes of a mailbox: those of its most generous reader; null, which is any time, is the most. */
export function minutesOf(readers: readonly { reading: { minutes: number | null } }[]): number | null {
  const all = readers.map(({ reading }) => reading.minutes);
  return all.some((minutes) => minutes === null) ? null : Math.max(...(all as number[]));
}
