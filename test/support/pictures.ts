import sharp from 'sharp';

/** A photograph as a telephone takes it: turned on its side, with the place where it was taken. */
export function photograph(width = 64, height = 48): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#0b5c6b' } })
    .withExif({ IFD0: { Copyright: 'MARKER' }, IFD3: { GPSLatitude: '53/1 6/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** A small PDF that says what it is told. */
export function pdf(words = 'Hello'): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${words}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
}
