import { mm, type Leaf, type Line, type Shape } from '../../core/pdf/leaf.rules.js';
import { heightOf, placed, wrap, type Measure } from '../../core/pdf/wrap.rules.js';
import { MUTED } from './blocks.rules.js';
import { ADDRESS, FOLDS, KEPT_CLEAR } from './envelope.rules.js';
import { addressLines, fitAddress, type Addressee } from './label.rules.js';
import type { SetPage } from './page.rules.js';
import type { PrintSize } from './print-size.rules.js';
import type { Column } from './rows.rules.js';

/** What stands round the items of a page. */
export interface FrameWords {
  network: string;
  edition: string;
  /** It was chosen for its reader; what somebody wrote is the same for all. */
  isChosen: boolean;
  addressee: Addressee;
  /** Why it comes on paper, and whom to tell. */
  foot: string;
  /** What the code is for. */
  codeWords: string;
}

const LEFT = mm(20);
const RIGHT = mm(190);
/** The width of what is read. */
export const TEXT_WIDTH = RIGHT - LEFT;
const CODE = mm(28);
const FOOT_BOTTOM = mm(290);
const TURN_OVER = 'Please turn over.';
/** A foot is a few sentences, and no more of it is printed. */
const FOOT_LINES = 8;

/** Returns where the items of a page may stand on so many sides; these last words are on the last of them. */
export function columnsOf(size: PrintSize, foot: string, measure: Measure, sides: number): Column[] {
  return Array.from({ length: sides }, (_, at) => {
    const lines = footer(at === sides - 1 ? foot : TURN_OVER, size, measure);
    const bottom = Math.min(...lines.map(({ y }) => y), FOOT_BOTTOM - heightOf(1, size.small)) - size.body;
    return { x: LEFT, top: mm(at === 0 ? KEPT_CLEAR.bottom + 3 : 28), bottom };
  });
}

/** Returns the leaves of a page, ready for the printer; `code` draws the QR code in a square. */
export function leavesOf(
  page: SetPage,
  words: FrameWords,
  size: PrintSize,
  measure: Measure,
  code: (x: number, y: number, side: number) => Shape,
): Leaf[] {
  const count = page.sides.length;
  return page.sides.map((lines, at) => {
    const isLast = at === count - 1;
    const foot = isLast ? words.foot : TURN_OVER;
    const footLines = footer(foot, size, measure);
    if (at > 0) {
      const again = `${words.edition}, side ${at + 1} of ${count}`;
      const top = wrap([{ text: again, colour: MUTED }], TEXT_WIDTH, size.small, measure).slice(0, 1);
      return { lines: [...placed(top, LEFT, mm(14), size.small), ...lines, ...footLines], shapes: [] };
    }
    const shapes = [code(RIGHT - CODE + mm(2), mm(KEPT_CLEAR.top + 8), CODE), ...folds()];
    return { lines: [...head(words, size, measure), ...lines, ...footLines], shapes };
  });
}

function head(words: FrameWords, size: PrintSize, measure: Measure): Line[] {
  const { network, edition, isChosen, addressee, codeWords } = words;
  const banner = bannerSize(network, size, measure);
  const names = wrap([{ text: network, bold: true }], TEXT_WIDTH, banner, measure).slice(0, 2);
  const under = mm(14) + heightOf(names.length, banner) + 2;
  const room = Math.floor((mm(KEPT_CLEAR.top) - under) / heightOf(1, size.body));
  const about = isChosen ? `${edition}. What concerns ${addressee.organisation}, chosen for you.` : edition;
  const long = wrap([{ text: about }], TEXT_WIDTH, size.body, measure);
  const subtitle = long.length <= room ? long : wrap([{ text: edition }], TEXT_WIDTH, size.body, measure);
  const area = { x: mm(ADDRESS.left), y: mm(ADDRESS.top) };
  const box = { ...area, width: mm(ADDRESS.right) - area.x, height: mm(ADDRESS.bottom) - area.y };
  const aside = RIGHT - CODE - mm(KEPT_CLEAR.right + 4);
  const hint = wrap([{ text: codeWords, colour: MUTED }], aside, size.small, measure);
  return [
    ...placed(names, LEFT, mm(14), banner),
    ...placed(subtitle.slice(0, Math.max(1, room)), LEFT, under, size.body),
    ...fitAddress(addressLines(addressee), box, measure),
    ...placed(hint, mm(KEPT_CLEAR.right + 4), mm(KEPT_CLEAR.top + 10), size.small),
  ];
}

/** The name of the network on one line where letters no smaller than the titles' allow it. */
function bannerSize(network: string, { banner, title }: PrintSize, measure: Measure): number {
  const wide = measure(network, banner, true);
  const fitting = Math.floor((banner * TEXT_WIDTH * 2) / wide) / 2;
  return wide <= TEXT_WIDTH ? banner : fitting >= title ? fitting : banner;
}

function footer(text: string, { small }: PrintSize, measure: Measure): Line[] {
  const lines = wrap([{ text, colour: MUTED }], TEXT_WIDTH, small, measure).slice(0, FOOT_LINES);
  return placed(lines, LEFT, FOOT_BOTTOM - heightOf(lines.length, small), small);
}

/** Small marks at the edge, where the sheet is folded: in three for DL, in two for C5. */
function folds(): Shape[] {
  const mark = (at: number, length: number): Shape => ({
    ...{ kind: 'rule', from: [mm(4), mm(at)], to: [mm(4 + length), mm(at)] },
    ...{ width: 0.4, colour: MUTED },
  });
  return [...FOLDS.dl.map((at) => mark(at, 5)), ...FOLDS.c5.map((at) => mark(at, 2.5))];
}

/** Returns an empty side, for the back of a sheet. */
export function blankLeaf(): Leaf {
  return { lines: [], shapes: [] };
}
