import QRCode from 'qrcode';
import type { Shape } from './leaf.rules.js';
import { codeBars, type QrCode } from './qr.rules.js';

/** Returns the QR code of a text; level M, so that 15 % of it may be creased (ISO/IEC 18004). */
export function qrCode(text: string): QrCode {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, dark: (row, column) => modules.get(row, column) === 1 };
}

/** Returns the QR code of a text as a figure, quiet zone and all, in a square of `side` points. */
export function codeShape(text: string, x: number, y: number, side: number): Shape {
  return { kind: 'bars', bars: codeBars(qrCode(text), x, y, side) };
}
