import { heightOf, placed } from '../../core/pdf/wrap.rules.js';
import type { Line } from '../../core/pdf/leaf.rules.js';
import { BETWEEN, type Block, type PrintItem, type Setter } from './blocks.rules.js';

/** What a page says, apart from what stands round it. */
export interface PageWords {
  /** The co-ordinator's first words, paragraph by paragraph. */
  intro: readonly string[];
  items: readonly PrintItem[];
  /** Where everything is that has no room, as it is printed. */
  everything: string;
}

/** Where lines may stand on one side of paper: from its upper to its lower end, in points. */
export interface Column {
  x: number;
  top: number;
  bottom: number;
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

/** How a page is tried. */
interface Way {
  full: number;
  /** Long texts are left to the web. */
  short: boolean;
  /** How many paragraphs of the first words there are. */
  intro: number;
}

/**
 * Returns the page with as much on it as there is room for: the choice in its order, the first ones in full and the
 * rest in one line each, and where not even that fits, the last ones only counted. What must be known stays in full
 * as long as possible, without its long text if need be. Nothing is ever cut in the middle of an item.
 */
export function setPage(words: PageWords, setter: Setter, columns: readonly Column[]): SetPage {
  const most = words.items.filter(({ brief }) => !brief).length;
  const least = words.items.filter(({ brief, mustKnow }) => !brief && mustKnow).length;
  const room = SHARE * columns.reduce((sum, { top, bottom }) => sum + bottom - top, 0);
  const intro = words.intro.length;
  const places = (way: Way, limit: { room: number } | { brief: number }) =>
    flow(blocksOf(words, setter, way, limit), columns);
  const full = last(most, (count) => places({ full: count, short: false, intro }, { room }) !== undefined);
  for (const way of ways(full ?? 0, least, intro)) {
    const rest = words.items.length - way.full;
    const brief = last(rest, (count) => places(way, { brief: count }) !== undefined);
    if (brief === undefined) continue;
    const keys = words.items.map(({ key }) => key);
    return {
      sides: drawn(places(way, { brief })!),
      full: keys.slice(0, way.full),
      brief: keys.slice(way.full, way.full + brief),
      left: keys.slice(way.full + brief),
    };
  }
  return { sides: [[]], full: [], brief: [], left: words.items.map(({ key }) => key) };
}

/** What is tried one after the other: what must be known before anything else, the first words least of all. */
function* ways(full: number, least: number, intro: number): Generator<Way> {
  if (full >= least) yield { full, short: false, intro };
  for (let must = least; must > full; must -= 1) yield { full: must, short: true, intro };
  yield { full, short: true, intro };
  for (let kept = intro; kept >= 0; kept -= 1) yield { full: 0, short: true, intro: kept };
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
  { full, short, intro }: Way,
  limit: { room: number } | { brief: number },
): Block[] {
  const seen = new Set<string>();
  const blocks = words.intro.slice(0, intro).map((one) => setter.paragraph(one, seen));
  let heading: string | undefined;
  for (const item of words.items.slice(0, full)) {
    if (item.heading !== heading && item.heading !== '') blocks.push(setter.heading(item.heading));
    heading = item.heading;
    blocks.push(setter.full(item, seen, short));
  }
  const brief = briefBlocks(words.items.slice(full), setter, seen, limit);
  if (brief.length > 0) blocks.push(setter.heading(alsoWords(brief.length)), ...brief);
  const more = words.items.length - full - brief.length;
  const where = words.everything === '' ? '' : `: ${words.everything}`;
  if (more > 0) blocks.push(setter.paragraph(`And ${more} more${where}.`, seen));
  return blocks;
}

function briefBlocks(
  items: readonly PrintItem[],
  setter: Setter,
  seen: Set<string>,
  limit: { room: number } | { brief: number },
): Block[] {
  if ('brief' in limit) return items.slice(0, limit.brief).map((item) => setter.brief(item, seen));
  const blocks: Block[] = [];
  let height = 0;
  for (const item of items) {
    const next = setter.brief(item, seen);
    height += next.gap + next.height;
    if (height > limit.room) break;
    blocks.push(next);
  }
  return blocks;
}

interface Place {
  block: Block;
  side: number;
  x: number;
  y: number;
}

/** Puts the blocks one below the other, side by side of paper; undefined where they do not fit. */
function flow(blocks: readonly Block[], columns: readonly Column[]): Place[] | undefined {
  const places: Place[] = [];
  let side = 0;
  let y = columns[0].top;
  for (const [at, block] of blocks.entries()) {
    let { x, top, bottom } = columns[side];
    let gap = y === top ? 0 : block.gap;
    if (y + gap + heightWith(blocks, at) > bottom + 0.01) {
      side += 1;
      if (side === columns.length) return undefined;
      ({ x, top, bottom } = columns[side]);
      if (top + heightWith(blocks, at) > bottom + 0.01) return undefined;
      [y, gap] = [top, 0];
    }
    places.push({ block, side, x, y: y + gap });
    y += gap + block.height;
  }
  return places;
}

function drawn(places: readonly Place[]): Line[][] {
  const sides: Line[][] = [[]];
  for (const { block, side, x, y } of places) (sides[side] ??= []).push(...lines(block, x, y));
  return sides;
}

/** The height of a block with everything it must not be parted from. */
function heightWith(blocks: readonly Block[], at: number): number {
  const next = blocks[at + 1];
  if (!blocks[at].holdsOn || !next) return blocks[at].height;
  return blocks[at].height + next.gap + heightWith(blocks, at + 1);
}

function lines({ parts }: Block, x: number, y: number): Line[] {
  let top = y;
  return parts.flatMap(({ lines: broken, size }) => {
    const made = placed(broken, x, top, size);
    top += heightOf(broken.length, size) + BETWEEN;
    return made;
  });
}
