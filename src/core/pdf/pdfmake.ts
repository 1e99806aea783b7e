import type { Readable } from 'node:stream';

/** What of pdfmake 0.3 is used here. */
export interface PdfMake {
  setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void;
  setUrlAccessPolicy(may: (url: string) => boolean): void;
  setLocalAccessPolicy(may: (path: string) => boolean): void;
  createPdf(definition: Definition): { getStream(): Promise<Document> };
}

export interface Definition {
  content: string;
  defaultStyle: { font: string };
  pageSize?: { width: number; height: number };
  pageMargins?: number;
  version?: string;
  language?: string;
  displayTitle?: boolean;
  info?: Record<string, string | Date>;
}

/** The PDFKit document that pdfmake opens: a stream that flows once it has been ended. Lengths are points. */
export interface Document extends Readable {
  end(): void;
  provideFont(
    family: string,
    bold: boolean,
    italics: boolean,
  ): { widthOfString(text: string, size: number): number };
  addPage(page: { size: readonly [number, number]; margin: number }): this;
  font(file: string): this;
  fontSize(size: number): this;
  fillColor(colour: string): this;
  text(words: string, x: number, y: number, options: { lineBreak: false }): this;
  link(x: number, y: number, width: number, height: number, url: string): this;
  rect(x: number, y: number, width: number, height: number): this;
  moveTo(x: number, y: number): this;
  lineTo(x: number, y: number): this;
  lineWidth(width: number): this;
  fill(colour: string): this;
  stroke(colour: string): this;
  fillAndStroke(fill: string, stroke: string): this;
}
