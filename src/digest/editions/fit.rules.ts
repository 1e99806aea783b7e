/** How many bytes an item takes in full and in brief. */
export interface Size {
  full: number;
  brief: number;
}

/**
 * Returns how many items of a mail, from the first on, can stand in full, and how many can stand in it at all when
 * the others are brief, so that the whole stays within a number of bytes.
 */
export function fitting(sizes: readonly Size[], limit: number): { full: number; all: number } {
  const allBrief = sizes.reduce((sum, { brief }) => sum + brief, 0);
  if (allBrief > limit) return { full: 0, all: takenWithin(sizes, limit) };
  let [total, full] = [allBrief, 0];
  for (const size of sizes) {
    total += size.full - size.brief;
    if (total > limit) break;
    full += 1;
  }
  return { full, all: sizes.length };
}

function takenWithin(sizes: readonly Size[], limit: number): number {
  let total = 0;
  const beyond = sizes.findIndex(({ brief }) => (total += brief) > limit);
  return beyond < 0 ? sizes.length : beyond;
}
