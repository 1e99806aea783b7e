import type { Readable } from 'node:stream';

/** What of pdfmake 0.3 is used here. */
export interface PdfMake {
  setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void;
  setUrlAccessPolicy(may: (url: string) => boolean): void;
  setLocalAccessPolicy(may: (path: string) => boolean): void;
  createPdf(definition: Definition): { getBuffer(): Promise<Buffer>; getStream(): Promise<Document> };
}

/** A document of pdfmake: a stream that flows once it has been ended, and knows its fonts. */
export interface Document extends Readable {
  end(): void;
  provideFont(
    family: string,
    bold: boolean,
    italics: boolean,
  ): { widthOfString(text: string, size: number): number };
}

export interface Definition {
  content: Content | Content[];
  defaultStyle: { font: string; color?: string };
  pageSize?: { width: number; height: number };
  pageMargins?: number;
  version?: string;
  language?: string;
  displayTitle?: boolean;
  info?: Record<string, string | Date>;
}

export type Content = string | { stack: Content[] } | TextNode | CanvasNode;

interface TextNode {
  text: string;
  fontSize?: number;
  bold?: boolean;
  color?: string;
  link?: string;
  noWrap?: boolean;
  absolutePosition?: { x: number; y: number };
  pageBreak?: 'before';
}

interface CanvasNode {
  canvas: Figure[];
  absolutePosition: { x: number; y: number };
}

/** A figure of a canvas; a path is in points of the page, whatever the place of its canvas. */
export type Figure =
  | { type: 'path'; d: string; color: string }
  | {
      type: 'rect';
      x: number;
      y: number;
      w: number;
      h: number;
      lineWidth: number;
      color?: string;
      lineColor?: string;
    }
  | { type: 'line'; x1: number; y1: number; x2: number; y2: number; lineWidth: number; lineColor: string };
