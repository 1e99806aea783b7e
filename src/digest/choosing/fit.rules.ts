/** How many bytes an item takes in full and in brief. */
export interface Size {
  full: number;
  brief: number;
}

/**
 * Returns how many items of a mail, from the first on, can stand in full, and how many can stand in it at all when
 * the others are brief, so that the whole stays within a number of bytes, and no more than `most` stand in full.
 * Where not even all of them fit in brief, half of the room is for those in full: what comes first matters most.
 */
export function fitting(
  sizes: readonly Size[],
  limit: number,
  most = sizes.length,
): { full: number; all: number } {
  const allBrief = sizes.reduce((sum, { brief }) => sum + brief, 0);
  if (allBrief > limit) return crowded(sizes, limit, most);
  const more = sizes.slice(0, most).map(({ full, brief }) => full - brief);
  return { full: within(more, limit - allBrief).count, all: sizes.length };
}

function crowded(sizes: readonly Size[], limit: number, most: number): { full: number; all: number } {
  const first = within(
    sizes.slice(0, most).map(({ full }) => full),
    limit / 2,
  );
  const rest = within(
    sizes.slice(first.count).map(({ brief }) => brief),
    limit - first.sum,
  );
  return { full: first.count, all: first.count + rest.count };
}

/** How many of these, from the first on, stay within a sum, and what they come to. */
function within(amounts: readonly number[], limit: number): { count: number; sum: number } {
  let sum = 0;
  for (const [count, amount] of amounts.entries()) {
    if (sum + amount > limit) return { count, sum };
    sum += amount;
  }
  return { count: amounts.length, sum };
}
