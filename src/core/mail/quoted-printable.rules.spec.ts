import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quotedPrintable } from './quoted-printable.rules.js';

/** A decoder written from RFC 2045 alone, so that the encoder is not judged by itself. */
function decode(encoded: string): string {
  const bytes: number[] = [];
  const joined = encoded.replace(/=\r\n/g, '').replace(/\r\n/g, '\n');
  for (let i = 0; i < joined.length; i++) {
    const coded = joined[i] === '=';
    bytes.push(coded ? parseInt(joined.slice(i + 1, i + 3), 16) : joined.charCodeAt(i));
    if (coded) i += 2;
  }
  return Buffer.from(bytes).toString('utf8');
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(fc.constantFrom(' ', '\t', '\n', '\r\n', 'From ', '.', '=', 'word', 'ü', '👩‍👧', '='.repeat(90)), {
      maxLength: 60,
    })
    .map((parts) => parts.join('')),
);

describe('quoted-printable', () => {
  it('leaves plain lines readable and codes the rest', () => {
    expect(quotedPrintable('Good morning.\nYour café = open \n')).toBe(
      'Good morning.\r\nYour caf=C3=A9 =3D open=20\r\n',
    );
  });

  it('codes what a relay might otherwise change at the start of a line', () => {
    expect(quotedPrintable('.hidden\nFrom here on\nFor all')).toBe('=2Ehidden\r\n=46rom here on\r\nFor all');
    const broken = quotedPrintable(`${'x'.repeat(75)}.end`);
    expect(broken).toBe(`${'x'.repeat(75)}=\r\n=2Eend`);
  });

  it('gives back every text, with line breaks of one sort', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const expected = Buffer.from(text.replace(/\r\n|\r/g, '\n')).toString('utf8');
        expect(decode(quotedPrintable(text))).toBe(expected);
      }),
    );
  });

  it('writes only lines that any relay carries unchanged', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const line of quotedPrintable(text).split('\r\n')) {
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).toMatch(/^(?:[\t !-~]*[!-~])?$/);
          expect(line).not.toMatch(/^\.|^From /);
        }
      }),
    );
  });
});
