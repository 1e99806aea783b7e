export { codeShape, qrCode } from './qr.js';
export type { QrCode } from './qr.rules.js';
export { mm, A4, type Leaf, type Line, type Run, type Shape } from './leaf.rules.js';
export { pdf, pdfStream, type PdfFacts } from './pdf.js';
export { ruler, type Ruler } from './ruler.js';
export { heightOf, LEADING, linesOf, placed, wrap, type Measure, type Wrapped } from './wrap.rules.js';
