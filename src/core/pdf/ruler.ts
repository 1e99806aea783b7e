import { FONT, pdfmake } from './fonts.js';
import type { Measure } from './wrap.rules.js';

/** What can be asked of the font before anything is printed. */
export interface Ruler {
  measure: Measure;
  /** Returns the text without what the font cannot show at all: pictures, and marks that join them. */
  printable(text: string): string;
}

/** Pictures, flags and the marks that join them, but not the signs that are among letters. */
const PICTURES = /(?![©®™])\p{Extended_Pictographic}|\u{FE0F}|\u{200D}|\u{20E3}|\p{RI}|\p{EMod}/gu;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const REMEMBERED = 50_000;

let opened: Promise<Ruler> | undefined;

/** Returns the ruler of the font in which everything is printed. */
export function ruler(): Promise<Ruler> {
  return (opened ??= open());
}

async function open(): Promise<Ruler> {
  const document = await pdfmake.createPdf({ content: '', defaultStyle: { font: FONT } }).getStream();
  const face = [false, true].map((bold) => document.provideFont(FONT, bold, false));
  // Widths grow with the size, so each text is measured once, at 1000 points.
  const known = [new Map<string, number>(), new Map<string, number>()];
  const measure: Measure = (text, size, bold) => {
    const at = bold ? 1 : 0;
    let width = known[at].get(text);
    if (width === undefined) {
      if (known[at].size >= REMEMBERED) known[at].clear();
      known[at].set(text, (width = face[at].widthOfString(text, 1000)));
    }
    return (width * size) / 1000;
  };
  return { measure, printable };
}

function printable(text: string): string {
  const kept = text.normalize('NFC').replace(PICTURES, '');
  return kept
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim())
    .join('\n');
}
