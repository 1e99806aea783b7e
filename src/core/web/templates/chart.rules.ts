export interface BarRow {
  label: string;
  /** Nought or more; anything else is drawn as nought. */
  value: number;
  /** What stands at the end of the bar, if not the bare value: '£1,234', '9 of 12'. */
  words?: string;
}

export interface BarChart {
  title: string;
  description: string;
  rows: BarRow[];
}

/** Heights in em: of a line, of a bar, and between bars. */
export const [LINE, BAR, ROOM] = [1.4, 1.2, 0.9];
const LABEL_CHARACTERS = 34;

/**
 * Returns horizontal bars as one SVG, each with its label above and its value at its end. Lengths are
 * shares of the width and heights are in em, so the words keep the reader's size on any screen; labels
 * are broken to fit a screen of 320 px.
 */
export function bars({ title, description, rows }: BarChart): string {
  const id = `chart-${slug(title)}`;
  const most = Math.max(0, ...rows.map(size));
  const longest = Math.max(0, ...rows.map((row) => said(row).length));
  const widest = Math.max(40, 96 - longest * 4.2);
  let top = 0;
  const drawn = rows.map((row) => {
    const one = bar(row, top, most === 0 ? 0 : (size(row) / most) * widest);
    top += one.height;
    return one.svg;
  });
  return (
    `<svg class="chart" role="img" aria-labelledby="${id} ${id}-is" width="100%" height="${em(top)}">` +
    `<title id="${id}">${escape(title)}</title><desc id="${id}-is">${escape(description)}</desc>` +
    `${drawn.join('')}</svg>`
  );
}

function bar(row: BarRow, top: number, share: number): { svg: string; height: number } {
  const lines = broken(row.label);
  const under = top + lines.length * LINE;
  const width = Number(share.toFixed(1));
  const parts = [
    ...lines.map((line, at) => `<text y="${em(top + at * LINE + 1)}">${escape(line)}</text>`),
    `<rect class="bar" y="${em(under)}" width="${width}%" height="${em(BAR)}" fill="#0b5c6b"/>`,
    `<text class="figure" x="${width}%" dx=".4em" y="${em(under + 0.95)}">${escape(said(row))}</text>`,
  ];
  return { svg: parts.join(''), height: lines.length * LINE + BAR + ROOM };
}

function size({ value }: BarRow): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function said(row: BarRow): string {
  return row.words ?? String(row.value);
}

/** Returns a label in lines that fit a screen of 320 px. */
export function broken(label: string): string[] {
  const lines: string[] = [];
  const words = label.match(new RegExp(`\\S{1,${LABEL_CHARACTERS}}`, 'g')) ?? [''];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LABEL_CHARACTERS)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(word);
  }
  return lines;
}

/** Returns a length in em. */
export function em(value: number): string {
  return `${Number(value.toFixed(2))}em`;
}

/** Returns words as the end of an id. */
export function slug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
}

/** Returns text that is safe inside SVG. */
export function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign]);
}
