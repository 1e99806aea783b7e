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

/** How much of the page the items in one line may take, the most first. */
const SHARES = [1, 0.8, 0.6, 0.5, SHARE, 0.3, 0.2, 0.1, 0];

/**
 * Returns the page with as much on it as there is room for: the choice in its order, the first ones in full and the
 * rest in one line each, and where not even that fits, the last ones only counted. What must be known stays in full
 * as long as possible, without its long text if need be. Nothing is ever cut in the middle of an item.
 */
export function setPage(words: PageWords, setter: Setter, columns: readonly Column[]): SetPage {
  const most = words.items.filter(({ brief }) => !brief).length;
  const least = words.items.filter(({ brief, mustKnow }) => !brief && mustKnow).length;
  const whole = columns.reduce((sum, { top, bottom }) => sum + bottom - top, 0);
  const tried = ({ share, ...way }: Way): SetPage | undefined => {
    const { blocks, shown } = blocksOf(words, setter, { ...way, room: share * whole });
    const sides = flow(blocks, columns);
    const keys = words.items.map(({ key }) => key);
    const [inFull, brief, left] = [keys.slice(0, way.full), keys.slice(way.full, shown), keys.slice(shown)];
    return sides && { sides, full: inFull, brief, left };
  };
  const intro = words.intro.length;
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tried({ full: middle, short: false, share: SHARE, intro })) low = middle;
    else high = middle - 1;
  }
  for (const way of ways(low, least, intro)) {
    const page = tried(way);
    if (page) return page;
  }
  return { sides: [[]], full: [], brief: [], left: words.items.map(({ key }) => key) };
}

interface Way {
  full: number;
  /** Long texts are left to the web. */
  short: boolean;
  /** Of the page, for items in one line. */
  share: number;
  /** How many paragraphs of the first words there are. */
  intro: number;
}

/** What is tried one after the other; the last one is a page that says where to look. */
function* ways(full: number, least: number, intro: number): Generator<Way> {
  if (full >= least) for (const share of SHARES) yield { full, short: false, share, intro };
  for (let must = least; must > full; must -= 1)
    for (const share of SHARES) if (share <= SHARE) yield { full: must, short: true, share, intro };
  for (let kept = intro; kept >= 0; kept -= 1)
    for (const share of SHARES) yield { full: kept === intro ? full : 0, short: true, share, intro: kept };
}

function blocksOf(
  words: PageWords,
  setter: Setter,
  { full, short, room, intro }: Omit<Way, 'share'> & { room: number },
): { blocks: Block[]; shown: number } {
  const seen = new Set<string>();
  const blocks: Block[] = [];
  for (const one of words.intro.slice(0, intro)) blocks.push(setter.paragraph(one, seen));
  let heading: string | undefined;
  for (const item of words.items.slice(0, full)) {
    if (item.heading !== heading) blocks.push(setter.heading(item.heading));
    heading = item.heading;
    blocks.push(setter.full(item, seen, short));
  }
  const brief: Block[] = [];
  let height = 0;
  for (const item of words.items.slice(full)) {
    const next = setter.brief(item, seen);
    height += next.gap + next.height;
    if (height > room) break;
    brief.push(next);
  }
  if (brief.length > 0) blocks.push(setter.heading(alsoWords(brief.length)), ...brief);
  const shown = full + brief.length;
  const more = words.items.length - shown;
  const where = words.everything === '' ? '' : `: ${words.everything}`;
  if (more > 0) blocks.push(setter.paragraph(`And ${more} more${where}.`, seen));
  return { blocks, shown };
}

/** Puts the blocks one below the other, side by side of paper; undefined where they do not fit. */
function flow(blocks: readonly Block[], columns: readonly Column[]): Line[][] | undefined {
  const sides: Line[][] = [[]];
  let y = columns[0].top;
  for (const [at, one] of blocks.entries()) {
    const column = columns[sides.length - 1];
    const gap = y === column.top ? 0 : one.gap;
    if (y + gap + heightWith(blocks, at) > column.bottom + 0.01) {
      const next = columns[sides.length];
      if (!next || next.top + heightWith(blocks, at) > next.bottom) return undefined;
      sides.push(lines(one, next.x, next.top));
      y = next.top + one.height;
    } else {
      sides.at(-1)!.push(...lines(one, column.x, y + gap));
      y += gap + one.height;
    }
  }
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
