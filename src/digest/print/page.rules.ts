import type { Line } from '../../core/pdf/leaf.rules.js';
import type { Block, PrintItem, Setter } from './blocks.rules.js';
import { drawn, flow, type Column } from './rows.rules.js';

/** What a page says, apart from what stands round it. */
export interface PageWords {
  /** The co-ordinator's first words, paragraph by paragraph. */
  intro: readonly string[];
  items: readonly PrintItem[];
  /** Where everything is that has no room, as it is printed. */
  everything: string;
}

/** A page as it is printed, and what of it is on it in which way. */
export interface SetPage {
  /** The lines of each side. */
  sides: Line[][];
  full: string[];
  brief: string[];
  /** What had no room at all. */
  left: string[];
}

/** Returns the heading of those that stand in one line each. */
export const alsoWords = (count: number) => `Also this week (${count})`;

/** The most of a page that items in one line may take from those in full. */
const SHARE = 0.4;

/** More sides than this nothing takes. */
const MOST_SIDES = 40;

/** How a page is tried. */
interface Way {
  full: number;
  /** How many paragraphs of the first words there are. */
  intro: number;
  /** Items in one line go without their reason, so that more of them have room. */
  terse?: boolean;
}

/**
 * Returns the page with as much on it as there is room for: the choice in its order, the first ones in full and the
 * rest in one line each, and where not even that fits, the last ones only counted. What must be known stands in full
 * whatever it takes: it goes before the network's first words, and on to a further side where the usual ones
 * are too few. `columns` gives where lines may stand on so many sides, of which the last has the foot.
 */
export function setPage(words: PageWords, setter: Setter, columns: (sides: number) => Column[]): SetPage {
  const most = words.items.filter(({ brief }) => !brief).length;
  let best: SetPage | undefined;
  for (let count = 1; count <= MOST_SIDES; count += 1) {
    const page = setOn(words, setter, columns(count));
    if (page && (page.sides.length === count || !best)) best = padded(page, count);
    const isWhole = page?.full.length === most && page.left.length === 0;
    if (best && (isWhole || count >= setter.size.sides)) return best;
  }
  return { sides: [[]], full: [], brief: [], left: words.items.map(({ key }) => key) };
}

/** The foot stands on the last side, so there is one even where all else ends before it. */
function padded(page: SetPage, count: number): SetPage {
  return { ...page, sides: Array.from({ length: count }, (_, at) => page.sides[at] ?? []) };
}

/** The page on just these sides; undefined where what must be known has no room on them. */
function setOn(words: PageWords, setter: Setter, columns: readonly Column[]): SetPage | undefined {
  const upTo = words.items.filter(({ brief }) => !brief).length;
  const least = words.items.filter(({ brief, mustKnow }) => !brief && mustKnow).length;
  const room = SHARE * columns.reduce((sum, { top, bottom }) => sum + bottom - top, 0);
  const intro = words.intro.length;
  const places = (way: Way, limit: { room: number } | { brief: number }) =>
    flow(blocksOf(words, setter, way, limit), columns);
  const full = last(upTo, (count) => places({ full: count, intro }, { room }) !== undefined);
  for (const way of ways(full ?? 0, least, intro)) {
    const rest = words.items.length - way.full;
    const most = (terse: boolean) =>
      last(rest, (count) => places({ ...way, terse }, { brief: count }) !== undefined);
    let brief = most(false);
    if (brief === undefined) continue;
    way.terse = brief < rest;
    if (way.terse) brief = Math.max(brief, most(true) ?? 0);
    const keys = words.items.map(({ key }) => key);
    return {
      sides: drawn(places(way, { brief })!),
      full: keys.slice(0, way.full),
      brief: keys.slice(way.full, way.full + brief),
      left: keys.slice(way.full + brief),
    };
  }
  return undefined;
}

/** What is tried one after the other: what must be known before anything else, the first words least of all. */
function* ways(full: number, least: number, intro: number): Generator<Way> {
  if (full >= least) yield { full, intro };
  for (let kept = intro; kept >= 0; kept -= 1) yield { full: least, intro: kept };
}

/** The largest number up to `most` that fits, where every smaller one does too; undefined where none fits. */
function last(most: number, fits: (count: number) => boolean): number | undefined {
  if (fits(most)) return most;
  let [low, high] = [-1, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low < 0 ? undefined : low;
}

function blocksOf(
  words: PageWords,
  setter: Setter,
  { full, intro, terse }: Way,
  limit: { room: number } | { brief: number },
): Block[] {
  const seen = new Set<string>();
  const blocks = words.intro.slice(0, intro).map((one) => setter.paragraph(one, seen));
  let heading: string | undefined;
  for (const item of words.items.slice(0, full)) {
    if (item.heading !== heading && item.heading !== '') blocks.push(setter.heading(item.heading));
    heading = item.heading;
    blocks.push(setter.full(item, seen));
  }
  const brief = briefBlocks(words.items.slice(full), (item) => setter.brief(item, seen, terse), limit);
  if (brief.length > 0) blocks.push(setter.heading(alsoWords(brief.length)), ...brief);
  const more = words.items.length - full - brief.length;
  const where = words.everything === '' ? '' : `: ${words.everything}`;
  if (more > 0) blocks.push(setter.paragraph(`And ${more} more${where}.`, seen));
  return blocks;
}

function briefBlocks(
  items: readonly PrintItem[],
  set: (item: PrintItem) => Block,
  limit: { room: number } | { brief: number },
): Block[] {
  if ('brief' in limit) return items.slice(0, limit.brief).map(set);
  const blocks: Block[] = [];
  let height = 0;
  for (const item of items) {
    const next = set(item);
    height += next.gap + next.height;
    if (height > limit.room) break;
    blocks.push(next);
  }
  return blocks;
}
