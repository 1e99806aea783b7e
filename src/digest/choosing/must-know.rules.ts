import { listed } from '../../core/text/reading.rules.js';

/** Items in a week of which everybody is told, whatever their time for reading. */
export const MOST_MUST_KNOW = 2;

/**
 * Returns why what must be known is too much for one week, or undefined when it is not. `titles` are those of this
 * edition, `before` how many other items the editions of the same week have had.
 */
export function mustKnowProblem(titles: readonly string[], before: number): string | undefined {
  if (titles.length === 0 || titles.length + before <= MOST_MUST_KNOW) return undefined;
  const named = listed(titles.map((title) => `“${title}”`));
  const are = titles.length === 1 ? 'is' : 'are';
  const others = before === 0 ? '' : `, and ${before} went out before it this week`;
  return `At most two items a week are for everybody to know. Here ${are} ${named}${others}. Take one out, or take its mark off in the article.`;
}
