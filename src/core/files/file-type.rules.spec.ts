import { describe, expect, it } from '@jest/globals';
import { readKind, sizeWords, typeAndSize } from './file-type.rules.js';

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n%%EOF\n');
const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const JPEG = Buffer.from('\xff\xd8\xff\xe0 and so on', 'latin1');
const HEIC = Buffer.from('\0\0\0\x1cftypheic\0\0\0\0', 'latin1');

const kind = (ending: string, bytes: Buffer) => {
  const reading = readKind(ending, bytes);
  return reading.ok ? reading.value : reading.problem;
};

describe('What a file is', () => {
  it('is what its ending and its content both say', () => {
    expect(kind('pdf', PDF)).toBe('pdf');
    expect(kind('jpeg', JPEG)).toBe('jpeg');
    expect(kind('jpg', JPEG)).toBe('jpeg');
    expect(kind('png', PNG)).toBe('png');
    expect(kind('heic', HEIC)).toBe('heic');
  });

  it('is refused in plain words where the two differ', () => {
    expect(kind('jpg', PNG)).toBe('The name of this file ends in .jpg, but what is in it is no JPEG.');
    expect(kind('pdf', Buffer.concat([Buffer.from('<html>'), PDF]))).toMatch(/is no PDF/);
    expect(kind('heic', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0', 'latin1'))).toMatch(/is no HEIC/);
  });

  it('is refused where we take no such files, with a way out', () => {
    expect(kind('docx', PDF)).toBe('We cannot take .docx files. Save it as a PDF, and choose that.');
    expect(kind('svg', PDF)).toMatch(/Choose a PDF, or a JPEG/);
    expect(kind('png', Buffer.alloc(0))).toBe('This file is empty.');
    expect(kind('pdf', PDF.subarray(0, 12))).toMatch(/The end of this PDF is missing/);
  });

  it('is said with its size, as a link needs it', () => {
    expect(typeAndSize({ type: 'application/pdf', bytes: 240_100 })).toBe('PDF, 240 kB');
    expect(typeAndSize({ type: 'image/png', bytes: 12 })).toBe('PNG picture, 1 kB');
    expect([999_499, 999_500, 1_234_567, 10_485_760].map(sizeWords)).toEqual([
      '999 kB',
      '1 MB',
      '1.2 MB',
      '10.5 MB',
    ]);
  });
});
