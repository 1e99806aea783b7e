import { describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { A4, codeShape, mm, pdf, pdfStream, qrCode, ruler, type Leaf } from './index.js';
import { codeBars, QUIET } from './qr.rules.js';

const FACTS = { title: 'Week of 16 November 2026', author: 'Grid', at: new Date('2026-11-18T10:00:00Z') };

const leaf = (text: string): Leaf => ({
  lines: [{ x: mm(20), y: mm(57), size: 11, runs: [{ text }] }],
  shapes: [
    { kind: 'rule', from: [0, mm(99)], to: [mm(5), mm(99)] },
    codeShape('https://example.org/grid/r/ABCDE', mm(170), mm(10), mm(25)),
  ],
});

describe('A PDF', () => {
  it('has a leaf a page, its title, its language, and fonts of its own', async () => {
    const bytes = await pdf([leaf('Larkfield Playgroup'), leaf('Łódź Saturday School')], FACTS);
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { totalPages, text } = await extractText(document);
    expect(totalPages).toBe(2);
    expect(text).toEqual(['Larkfield Playgroup', 'Łódź Saturday School']);
    const { info } = await getMeta(document);
    expect(info).toMatchObject({ Title: FACTS.title, Author: 'Grid', Language: 'en-GB' });
    expect(bytes.toString('latin1')).toMatch(/\/FontFile2 /);
    expect(bytes.toString('latin1')).toContain('/DisplayDocTitle true');
  });

  it('puts text where it was told to', async () => {
    const document = await getDocumentProxy(new Uint8Array(await pdf([leaf('Here')], FACTS)));
    const page = await document.getPage(1);
    const [found] = (await page.getTextContent()).items as { transform: number[]; width: number }[];
    const [, , , , x, fromBelow] = found.transform;
    expect(x).toBeCloseTo(mm(20), 1);
    expect(A4.height - fromBelow).toBeGreaterThan(mm(57));
    expect(A4.height - fromBelow).toBeLessThan(mm(57) + 11);
    const { measure } = await ruler();
    expect(found.width).toBeCloseTo(measure('Here', 11, false), 1);
  });

  it('is the same bytes for the same leaves', async () => {
    const first = await pdf([leaf('Same')], FACTS);
    expect(await pdf([leaf('Same')], FACTS)).toEqual(first);
    const streamed: Buffer[] = [];
    for await (const part of await pdfStream([leaf('Same')], FACTS)) streamed.push(part as Buffer);
    expect(Buffer.concat(streamed)).toEqual(first);
  });

  it('leaves out what the font cannot show', async () => {
    const { printable } = await ruler();
    expect(printable('Play 🎈 day\u200b \t now\nnext 👩‍👧 line')).toBe('Play day now\nnext line');
  });
});

describe('A QR code', () => {
  it('is bars inside a square, with four light modules round it', () => {
    const code = qrCode('https://example.org/grid/r/ABCDE');
    const side = code.size + 2 * QUIET;
    const drawn = new Set<string>();
    for (const [x, y, wide, high] of codeBars(code, 100, 200, side)) {
      expect(high).toBe(1);
      for (let at = 0; at < wide; at += 1) drawn.add(`${y - 200 - QUIET},${x - 100 - QUIET + at}`);
    }
    for (let row = 0; row < code.size; row += 1)
      for (let column = 0; column < code.size; column += 1)
        expect(drawn.has(`${row},${column}`)).toBe(code.dark(row, column));
    const rows = [...drawn].map((place) => Number(place.split(',')[0]));
    expect(Math.min(...rows)).toBe(0);
    expect(Math.max(...rows)).toBe(code.size - 1);
  });
});
