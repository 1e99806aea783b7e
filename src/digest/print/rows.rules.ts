import type { Line, Run } from '../../core/pdf/leaf.rules.js';
import { heightOf, type Wrapped } from '../../core/pdf/wrap.rules.js';

/** A paragraph of a block. */
export interface Part {
  lines: Wrapped;
  size: number;
}

/** Lines that are never parted by the end of a side; `y` counts from the top of the group. */
export interface Group {
  /** Points before it where something stands above. */
  gap: number;
  height: number;
  rows: { y: number; size: number; runs: Run[] }[];
}

/** Where lines may stand on one side of paper: from its upper to its lower end, in points. */
export interface Column {
  x: number;
  top: number;
  bottom: number;
}

/** Points between the paragraphs of a block. */
const BETWEEN = 2;

/** Parts at the beginning of a block that stay with what follows: its title and its facts. */
const HEAD = 2;

/**
 * Returns the lines of a block in groups. Its title and facts stay with the beginning of the text, its last paragraph
 * with the end of the text, and no line of a paragraph stands alone.
 */
export function groupsOf(parts: readonly Part[], gap: number): Group[] {
  const groups: Group[] = [];
  let isHeld = false;
  for (const [at, { lines, size }] of parts.entries()) {
    const height = heightOf(1, size);
    for (const [place, runs] of lines.entries()) {
      const before = place > 0 ? 0 : at > 0 ? BETWEEN : gap;
      const isLastPart = at === parts.length - 1 && at > 0;
      if (isHeld || (isLastPart && place === 0)) append(groups.at(-1)!, runs, size, height, before);
      else groups.push({ gap: before, height, rows: [{ y: 0, size, runs }] });
      const isEnd = place === lines.length - 1;
      isHeld = isEnd ? at < Math.min(HEAD, parts.length - 1) : place === 0 || place === lines.length - 2;
    }
  }
  return groups;
}

function append(group: Group, runs: Run[], size: number, height: number, gap: number): void {
  group.rows.push({ y: group.height + gap, size, runs });
  group.height += gap + height;
}

/** Returns the height of groups one below the other, without the gap before the first. */
export function heightOfGroups(groups: readonly Group[]): number {
  return groups.reduce((sum, { gap, height }, at) => sum + height + (at > 0 ? gap : 0), 0);
}

/** Lines that stay together, with what is between them and what follows. */
export interface Flowing {
  groups: readonly Group[];
  /** A heading stays with what follows. */
  holdsOn: boolean;
}

/** A group in its place. */
export interface Place {
  group: Group;
  side: number;
  x: number;
  y: number;
}

/** Returns the blocks one below the other, side by side of paper; undefined where they do not fit. */
export function flow(blocks: readonly Flowing[], columns: readonly Column[]): Place[] | undefined {
  const places: Place[] = [];
  let side = 0;
  let y = columns[0].top;
  for (const unit of unitsOf(blocks)) {
    for (const groups of pieces(unit, columns.at(-1)!)) {
      const gap = y === columns[side].top ? 0 : groups[0].gap;
      if (y + gap + heightOfGroups(groups) > columns[side].bottom + 0.01) {
        side += 1;
        if (side === columns.length) return undefined;
        y = columns[side].top;
        if (y + heightOfGroups(groups) > columns[side].bottom + 0.01) return undefined;
      }
      for (const group of groups) {
        y += y === columns[side].top ? 0 : group.gap;
        places.push({ group, side, x: columns[side].x, y });
        y += group.height;
      }
    }
  }
  return places;
}

/** Headings with the beginning of what follows them. */
function unitsOf(blocks: readonly Flowing[]): Group[][] {
  const units: Group[][] = [];
  let held: Group[] = [];
  for (const { groups, holdsOn } of blocks) {
    for (const group of groups) {
      held.push(group);
      if (holdsOn) continue;
      units.push(held);
      held = [];
    }
  }
  return held.length > 0 ? [...units, held] : units;
}

/** What is higher than a whole side is parted after all, line by line. */
function pieces(unit: Group[], { top, bottom }: Column): Group[][] {
  if (heightOfGroups(unit) <= bottom - top) return [unit];
  return unit.flatMap(({ gap, rows }) =>
    rows.map((row, at) => [
      { gap: at === 0 ? gap : 0, height: heightOf(1, row.size), rows: [{ ...row, y: 0 }] },
    ]),
  );
}

/** Returns the lines of each side. */
export function drawn(places: readonly Place[]): Line[][] {
  const sides: Line[][] = [[]];
  for (const { group, side, x, y } of places) {
    const lines = group.rows.flatMap(({ y: below, size, runs }) =>
      runs.length > 0 ? [{ x, y: y + below, size, runs }] : [],
    );
    (sides[side] ??= []).push(...lines);
  }
  return sides;
}
