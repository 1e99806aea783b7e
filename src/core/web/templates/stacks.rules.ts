import { BAR, broken, em, escape, LINE, ROOM, slug } from './chart.rules.js';

/** A bar made of parts, in the order of the chart's parts. */
export interface StackRow {
  label: string;
  /** Nought or more each; anything else is drawn as nought. */
  values: number[];
  /** What stands under the label: '98 of 112'. */
  words: string;
}

export interface StackChart {
  title: string;
  description: string;
  /** What the parts are called; up to five. */
  parts: string[];
  rows: StackRow[];
}

/** The fill of each part; the sheet gives the same, and the network's colour for the first. The last is what is missing. */
export const PART_FILLS = ['#0b5c6b', '#6b4fa0', '#4d7a1f', '#b3541e', '#ffffff'] as const;

/** Thickness of a stripe, in em. */
const STRIPE = 0.11;

/**
 * Returns horizontal bars of several parts as one SVG, each a share of its own whole, with its label and its figures
 * above it. Parts are kept apart by a line, each has one stripe more than the one before, and the last one is only an
 * outline, so that they differ without colours and in print.
 */
export function stacks({ title, description, parts, rows }: StackChart): string {
  const id = `chart-${slug(title)}`;
  let top = 0;
  const drawn = rows.map((row) => {
    const one = stack(row, parts.length, top);
    top += one.height;
    return one.svg;
  });
  return (
    `<svg class="chart" role="img" aria-labelledby="${id} ${id}-is" width="100%" height="${em(top)}">` +
    `<title id="${id}">${escape(title)}</title><desc id="${id}-is">${escape(description)}</desc>` +
    `${drawn.join('')}</svg>`
  );
}

/** Returns the small square that says which part is which. */
export function swatch(at: number): string {
  return `<svg class="swatch" width="1em" height="1em" aria-hidden="true">${part(at, 0, 100, 0, 1)}</svg>`;
}

function stack(row: StackRow, parts: number, top: number): { svg: string; height: number } {
  const lines = broken(`${row.label}: ${row.words}`);
  const under = top + lines.length * LINE;
  const sizes = Array.from({ length: parts }, (_, at) => size(row.values[at]));
  const whole = sizes.reduce((sum, one) => sum + one, 0);
  let left = 0;
  const drawn = sizes.map((one, at) => {
    const width = whole === 0 ? 0 : (one / whole) * 99.6;
    const svg = width === 0 ? '' : part(at, left + 0.2, width, under, BAR);
    left += width;
    return svg;
  });
  const labels = lines.map((line, at) => `<text y="${em(top + at * LINE + 1)}">${escape(line)}</text>`);
  return { svg: [...labels, ...drawn].join(''), height: lines.length * LINE + BAR + ROOM };
}

function part(at: number, left: number, width: number, top: number, height: number): string {
  const last = at === PART_FILLS.length - 1;
  const edge = last ? '#6b7586' : '#ffffff';
  const place = `x="${share(left)}" y="${em(top)}" width="${share(width)}" height="${em(height)}"`;
  const whole = `<rect class="${at === 0 ? 'bar' : `bar${at + 1}`}" ${place} fill="${PART_FILLS[at]}" stroke="${edge}"/>`;
  return last ? whole : whole + stripes(at, left, width, top, height);
}

/** White lines through a part, as many as its place says, so that nobody needs its colour. */
function stripes(count: number, left: number, width: number, top: number, height: number): string {
  const at = Array.from(
    { length: count },
    (_, line) => top + (height * (line + 1)) / (count + 1) - STRIPE / 2,
  );
  const sides = `x="${share(left)}" width="${share(width)}" height="${em(STRIPE)}"`;
  return at.map((y) => `<rect y="${em(y)}" ${sides} fill="#ffffff"/>`).join('');
}

function size(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : 0;
}

function share(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
