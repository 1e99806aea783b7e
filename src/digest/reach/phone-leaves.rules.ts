import { mm, type Leaf, type Line, type Run, type Shape } from '../../core/pdf/leaf.rules.js';
import { heightOf, placed, wrap, type Measure, type Wrapped } from '../../core/pdf/wrap.rules.js';
import { CALL_RESULTS } from './phone-lists.rules.js';

/** One name of a volunteer's list as it is printed. */
export interface Entry {
  organisation: string;
  contact: string;
  telephone: string;
  /** The things to say, each in a sentence or two. */
  things: readonly string[];
}

/** What stands over a list. */
export interface ListWords {
  network: string;
  title: string;
  /** Until when, and what to do with the page then. */
  until: string;
  /** What the code is for. */
  codeWords: string;
  /** What the volunteer says, and what to do with questions and wishes: a paragraph each. */
  script: readonly string[];
}

const [LEFT, RIGHT, TOP, BOTTOM] = [mm(18), mm(192), mm(12), mm(286)];
const CODE = mm(28);
const WIDTH = RIGHT - LEFT;
const MUTED = '#515b6b';
const [BIG, BODY, SMALL] = [12, 11, 11];
const BOX = 9;

/**
 * Returns a volunteer's list on as few pages as it takes, no name torn over two of them: who to ring, the number, the
 * three things to say, and boxes for what became of it. `code` draws the QR code of the list in a square.
 */
export function phoneLeaves(
  words: ListWords,
  entries: readonly Entry[],
  measure: Measure,
  code: (x: number, y: number, side: number) => Shape,
): Leaf[] {
  const leaves: Leaf[] = [
    { lines: head(words, measure), shapes: [code(RIGHT - CODE + mm(3), TOP - mm(3), CODE)] },
  ];
  let y = scripted(leaves[0], words.script, measure);
  for (const entry of entries) {
    const parts = partsOf(entry, measure);
    const height = heightsOf(parts) + heightOf(1, SMALL) + mm(4.5);
    if (y + height > BOTTOM) {
      const again = [{ text: `${words.title} (continued)`, colour: MUTED }];
      leaves.push({ lines: [{ x: LEFT, y: TOP, size: SMALL, runs: again }], shapes: [] });
      y = TOP + heightOf(2, SMALL);
    }
    draw(leaves.at(-1)!, parts, y, measure);
    y += height;
  }
  return leaves;
}

/** Puts what to say on the first page; returns where the names begin. */
function scripted(leaf: Leaf, script: readonly string[], measure: Measure): number {
  let y = TOP + CODE;
  for (const words of script) {
    const lines = wrap([{ text: words }], WIDTH, BODY, measure);
    leaf.lines.push(...placed(lines, LEFT, y, BODY));
    y += heightOf(lines.length, BODY) + mm(1);
  }
  return y + mm(1.5);
}

interface Part {
  lines: Wrapped;
  size: number;
}

function head({ network, title, until, codeWords }: ListWords, measure: Measure): Line[] {
  const width = WIDTH - CODE - mm(4);
  const parts: Part[] = [
    { lines: wrap([{ text: title, bold: true }], width, BIG + 2, measure), size: BIG + 2 },
    { lines: wrap([{ text: network, colour: MUTED }], width, BODY, measure), size: BODY },
    { lines: wrap([{ text: until }], width, BODY, measure), size: BODY },
    { lines: wrap([{ text: codeWords, colour: MUTED }], width, SMALL, measure), size: SMALL },
  ];
  let y = TOP;
  return parts.flatMap(({ lines, size }) => {
    const made = placed(lines, LEFT, y, size);
    y += heightOf(lines.length, size) + 1;
    return made;
  });
}

function partsOf({ organisation, contact, telephone, things }: Entry, measure: Measure): Part[] {
  const who: Run[] = [
    { text: telephone, bold: true },
    { text: ` ${contact === '' ? organisation : `${contact}, ${organisation}`}` },
  ];
  return [
    { lines: wrap(who, WIDTH, BIG, measure), size: BIG },
    ...things.map((thing, at) => ({
      lines: wrap([{ text: `${at + 1}.`, bold: true }, { text: ` ${thing}` }], WIDTH, SMALL, measure),
      size: SMALL,
    })),
  ];
}

function heightsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { lines, size }) => sum + heightOf(lines.length, size), 0);
}

/** Puts a name on a page: a line over it, its words, and boxes to tick. */
function draw(leaf: Leaf, parts: readonly Part[], y: number, measure: Measure): void {
  leaf.shapes.push({ kind: 'rule', from: [LEFT, y], to: [RIGHT, y], width: 0.5, colour: '#c4ccd6' });
  let top = y + mm(1.5);
  for (const { lines, size } of parts) {
    leaf.lines.push(...placed(lines, LEFT, top, size));
    top += heightOf(lines.length, size);
  }
  top += mm(1);
  let x = LEFT;
  for (const words of Object.values(CALL_RESULTS)) {
    leaf.shapes.push({ kind: 'box', x, y: top + 1, width: BOX, height: BOX, line: '#1d2433' });
    leaf.lines.push({ x: x + BOX + 4, y: top, size: SMALL, runs: [{ text: words }] });
    x += BOX + 4 + measure(words, SMALL, false) + mm(4.5);
  }
}
