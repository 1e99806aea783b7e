import type { Readable } from 'node:stream';
import { FONT, pdfmake } from './fonts.js';
import type { Content, Definition, Figure } from './pdfmake.js';
import { A4, type Leaf, type Line, type Shape } from './leaf.rules.js';
import { ruler, type Ruler } from './ruler.js';

/** What a file says of itself. */
export interface PdfFacts {
  title: string;
  author: string;
  /** When it counts as made. The same leaves and facts give the same bytes. */
  at: Date;
}

const INK = '#1d2433';

/** Returns the leaves as a PDF. */
export async function pdf(leaves: readonly Leaf[], facts: PdfFacts): Promise<Buffer> {
  return pdfmake.createPdf(definition(leaves, facts, await ruler())).getBuffer();
}

/** The same as a stream, for a file or a response; it begins to flow when it is read. */
export async function pdfStream(leaves: readonly Leaf[], facts: PdfFacts): Promise<Readable> {
  const document = await pdfmake.createPdf(definition(leaves, facts, await ruler())).getStream();
  document.end();
  return document;
}

/**
 * Not marked as tagged: pdfmake writes no structure tree, and a reader that was promised one would find it empty. Its
 * language and title are there; who listens instead of looking has the same words on a page of the web.
 */
function definition(
  leaves: readonly Leaf[],
  { title, author, at }: PdfFacts,
  { measure }: Ruler,
): Definition {
  return {
    pageSize: { width: A4.width, height: A4.height },
    pageMargins: 0,
    version: '1.7',
    language: 'en-GB',
    displayTitle: true,
    info: { title, author, creator: 'Folkmoot', producer: 'Folkmoot', creationDate: at },
    defaultStyle: { font: FONT, color: INK },
    content: leaves.map((leaf, at) => drawn(leaf, at > 0, measure)),
  };
}

/** Every line has its place and is broken already, so that pdfmake lays nothing out again. */
function drawn({ lines, shapes }: Leaf, isNext: boolean, measure: Ruler['measure']): Content {
  const start: Content = { text: '', ...(isNext ? { pageBreak: 'before' as const } : {}) };
  const canvas: Content[] =
    shapes.length > 0 ? [{ canvas: shapes.map(drawnShape), absolutePosition: { x: 0, y: 0 } }] : [];
  return { stack: [start, ...canvas, ...lines.flatMap((line) => drawnLine(line, measure))] };
}

function drawnLine({ x, y, size, runs }: Line, measure: Ruler['measure']): Content[] {
  let left = x;
  return runs.map(({ text, bold, colour, link }): Content => {
    const at = left + (text.startsWith(' ') ? measure(' ', size, bold ?? false) : 0);
    left += measure(text, size, bold ?? false);
    return {
      ...{ text: text.trimStart(), fontSize: size, noWrap: true, absolutePosition: { x: at, y } },
      ...(bold ? { bold } : {}),
      ...(colour ? { color: colour } : {}),
      ...(link ? { link } : {}),
    };
  });
}

function drawnShape(shape: Shape): Figure {
  if (shape.kind === 'path') return { type: 'path', d: shape.d, color: shape.fill ?? '#000000' };
  if (shape.kind === 'box') {
    const { x, y, width: w, height: h, fill, line } = shape;
    return { type: 'rect', ...{ x, y, w, h, lineWidth: 0.75 }, color: fill, lineColor: line };
  }
  const [[x1, y1], [x2, y2]] = [shape.from, shape.to];
  return {
    type: 'line',
    ...{ x1, y1, x2, y2, lineWidth: shape.width ?? 0.5, lineColor: shape.colour ?? INK },
  };
}
