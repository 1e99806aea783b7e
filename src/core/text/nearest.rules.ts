const LONGEST = 80;

/**
 * Returns those `choices` that `typed` could be a slip of, nearest first: at most one letter in three wrong, missing,
 * added or exchanged. Both sides are compared by `key`.
 */
export function nearest(
  typed: string,
  choices: readonly string[],
  {
    most = 3,
    key = (text: string) => text.toLowerCase(),
  }: { most?: number; key?: (text: string) => string } = {},
): string[] {
  const wanted = key(typed).slice(0, LONGEST);
  if (wanted.length < 3) return [];
  const near = choices
    .map((choice) => ({ choice, steps: distance(wanted, key(choice).slice(0, LONGEST)) }))
    .filter(({ choice, steps }) => steps <= Math.floor(Math.min(wanted.length, key(choice).length) / 3));
  return near
    .sort((a, b) => a.steps - b.steps)
    .slice(0, most)
    .map(({ choice }) => choice);
}

/** The number of single-letter slips between two words, a swap of neighbours counting as one. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
