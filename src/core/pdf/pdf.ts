import type { Readable } from 'node:stream';
import { faceOf, FONT, pdfmake } from './fonts.js';
import { A4, type Leaf, type Line, type Shape } from './leaf.rules.js';
import type { Document } from './pdfmake.js';
import { ruler, type Ruler } from './ruler.js';

/** What a file says of itself. */
export interface PdfFacts {
  title: string;
  author: string;
  /** When it counts as made. The same leaves and facts give the same bytes. */
  at: Date;
}

const INK = '#1d2433';
const PAGE = { size: [A4.width, A4.height], margin: 0 } as const;

/** Every so many pages the process does something else in between. */
const BREATH = 20;

/** Returns the leaves as a PDF. */
export async function pdf(leaves: Iterable<Leaf>, facts: PdfFacts): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await pdfStream(leaves, facts)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/**
 * The same as a stream, for a file or a response. pdfmake opens the document, with its fonts and what it says of itself;
 * the leaves are drawn on it one after the other, so that none is in memory for longer than it takes.
 *
 * Not marked as tagged: no structure tree is written, and a reader that was promised one would find it empty. Its
 * language and title are there; who listens instead of looking has the same words on a page of the web.
 */
export async function pdfStream(leaves: Iterable<Leaf>, facts: PdfFacts): Promise<Readable> {
  const { measure } = await ruler();
  const document = await open(facts);
  let count = 0;
  for (const leaf of leaves) {
    if (count > 0) document.addPage(PAGE);
    for (const shape of leaf.shapes) drawShape(document, shape);
    for (const line of leaf.lines) drawLine(document, line, measure);
    count += 1;
    if (count % BREATH === 0) await new Promise((resume) => setImmediate(resume));
  }
  document.end();
  return document;
}

/** A document with one empty page. */
function open({ title, author, at }: PdfFacts): Promise<Document> {
  const definition = {
    pageSize: { width: A4.width, height: A4.height },
    pageMargins: 0,
    version: '1.7',
    language: 'en-GB',
    displayTitle: true,
    info: { title, author, creator: 'Folkmoot', producer: 'Folkmoot', creationDate: at },
    defaultStyle: { font: FONT },
    content: '',
  };
  return pdfmake.createPdf(definition).getStream();
}

/** Every line has its place and is broken already. */
function drawLine(document: Document, { x, y, size, runs }: Line, measure: Ruler['measure']): void {
  let left = x;
  for (const { text, bold = false, colour = INK, link } of runs) {
    const words = text.trimStart();
    const at = left + (words === text ? 0 : measure(text.slice(0, text.length - words.length), size, bold));
    left += measure(text, size, bold);
    if (words === '') continue;
    document.font(faceOf(bold)).fontSize(size).fillColor(colour).text(words, at, y, { lineBreak: false });
    if (link) document.link(at, y, left - at, size * 1.2, link);
  }
}

function drawShape(document: Document, shape: Shape): void {
  if (shape.kind === 'bars') {
    for (const [x, y, width, height] of shape.bars) document.rect(x, y, width, height);
    document.fill('#000000');
  } else if (shape.kind === 'box') {
    const { x, y, width, height, fill, line } = shape;
    document.lineWidth(0.75).rect(x, y, width, height);
    if (fill && line) document.fillAndStroke(fill, line);
    else if (fill) document.fill(fill);
    else document.stroke(line ?? INK);
  } else {
    const { from, to, width = 0.5, colour = INK } = shape;
    document
      .lineWidth(width)
      .moveTo(...from)
      .lineTo(...to)
      .stroke(colour);
  }
}
