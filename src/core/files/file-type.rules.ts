import { refused, taken, type Reading } from '../text/reading.rules.js';

/** What may be sent; a HEIC picture is kept as a JPEG. */
export type SentKind = 'pdf' | 'jpeg' | 'png' | 'heic';

/** What is kept. */
export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png';

const BY_ENDING: Record<string, SentKind> = {
  pdf: 'pdf',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
  heic: 'heic',
  heif: 'heic',
};

const OFFICE = /^(?:docx?|dotx?|odt|rtf|pages|pptx?|odp|key|xlsx?|ods|numbers|csv|txt)$/;

/** The endings a form offers, for its `accept`. */
export const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.heic,.heif';

const NAMES: Record<SentKind, string> = { pdf: 'PDF', jpeg: 'JPEG', png: 'PNG', heic: 'HEIC' };

/** Brands of pictures that phones make (ISO/IEC 23008-12, annex B). */
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The last bytes in which readers look for the end of a PDF (ISO 32000-1, annex H, note 18). */
const PDF_END = 1024;

/**
 * Returns what a file is when its ending and what is in it say the same; anything else is refused, whatever type the
 * browser declared.
 */
export function readKind(ending: string, bytes: Buffer): Reading<SentKind> {
  const kind = BY_ENDING[ending];
  if (bytes.length === 0) return refused('This file is empty.');
  if (!kind)
    return refused(
      OFFICE.test(ending)
        ? `We cannot take .${ending} files. Save it as a PDF, and choose that.`
        : `We cannot take .${ending} files. Choose a PDF, or a JPEG, PNG or HEIC picture.`,
    );
  if (kindOfContent(bytes) !== kind)
    return refused(`The name of this file ends in .${ending}, but what is in it is no ${NAMES[kind]}.`);
  if (kind === 'pdf' && !bytes.subarray(-PDF_END).includes('%%EOF'))
    return refused('The end of this PDF is missing. Save it once more, and choose that.');
  return taken(kind);
}

function kindOfContent(bytes: Buffer): SentKind | undefined {
  const head = bytes.subarray(0, 16).toString('latin1');
  if (/^%PDF-[12]\.\d/.test(head)) return 'pdf';
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  return head.slice(4, 8) === 'ftyp' && HEIC_BRANDS.includes(head.slice(8, 12)) ? 'heic' : undefined;
}

/** Returns the ending of a kept file, with its dot. */
export function endingOf(type: FileType): string {
  return { 'application/pdf': '.pdf', 'image/jpeg': '.jpg', 'image/png': '.png' }[type];
}

/** Returns what a file is and how large, as links say it: `PDF, 240 kB`. */
export function typeAndSize({ type, bytes }: { type: string; bytes: number }): string {
  const words = type === 'application/pdf' ? 'PDF' : type === 'image/png' ? 'PNG picture' : 'JPEG picture';
  return `${words}, ${sizeWords(bytes)}`;
}

/** Returns a size in thousands, as file managers show it: `240 kB`, `1.2 MB`. */
export function sizeWords(bytes: number): string {
  const thousands = Math.max(1, Math.round(bytes / 1000));
  if (thousands < 1000) return `${thousands} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, '')} MB`;
}
