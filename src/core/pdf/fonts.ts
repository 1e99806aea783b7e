import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PdfMake } from './pdfmake.js';

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('pdfmake/fonts/Roboto/Roboto-Regular.ttf'));
const file = (style: string) => join(folder, `Roboto-${style}.ttf`);

/** The one family; it comes with pdfmake (Apache licence) and is embedded as far as it is used. */
export const FONT = 'Roboto';

/** Required rather than imported: its published types bring the types of a browser into the whole tree. */
export const pdfmake = require('pdfmake') as PdfMake;

pdfmake.setFonts({
  [FONT]: {
    normal: file('Regular'),
    bold: file('Medium'),
    italics: file('Italic'),
    bolditalics: file('MediumItalic'),
  },
});
/** Returns the file of one of its faces. */
export function faceOf(bold: boolean): string {
  return file(bold ? 'Medium' : 'Regular');
}

// A document is made of what we give it: nothing is fetched, and no other file is opened.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => dirname(path) === folder);
