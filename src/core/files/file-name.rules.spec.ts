import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressName, dispositionOf, readFileName } from './file-name.rules.js';

const read = (sent: string) => {
  const reading = readFileName(sent);
  return reading.ok ? `${reading.value.stem}.${reading.value.ending}` : 'refused';
};

describe('The name of a file', () => {
  it('loses its path, whichever way its slashes lean', () => {
    expect(read('../../../../up/x.png')).toBe('x.png');
    expect(read('..\\..\\x.png')).toBe('x.png');
    expect(read('C:\\Users\\Ada\\Bericht.PDF')).toBe('Bericht.pdf');
  });

  it('is shown as it was typed, quotation marks and all', () => {
    expect(read('%22; filename=x.html;.png')).toBe('"; filename=x.html;.png');
    expect(read('Ŵythnos  newydd – 1.pdf')).toBe('Ŵythnos newydd – 1.pdf');
    expect(read('con.png')).toBe('con.png');
  });

  it('is cut after a hundred characters, never inside one', () => {
    expect(read(`${'😀'.repeat(300)}.png`)).toBe(`${'😀'.repeat(100)}.png`);
  });

  it('is refused when it would show as another, or has no ending', () => {
    for (const sent of ['a\0b.png', '\u202egnp.exe', 'report', '.pdf.', '', '/', 'x.p d f'])
      expect([sent, read(sent)]).toEqual([sent, 'refused']);
  });

  it('has a stem even where only an ending was given', () => expect(read('.pdf')).toBe('file.pdf'));

  it('fits an address in small letters', () => {
    expect(addressName('Ŵythnos newydd – Café’s plan.pdf')).toBe('wythnos-newydd-cafes-plan.pdf');
    expect(addressName('計画.pdf')).toBe('file.pdf');
  });
});

describe('A Content-Disposition header', () => {
  it('gives the name twice, in plain letters and as it is', () => {
    expect(dispositionOf('attachment', 'Café (1).pdf')).toBe(
      `attachment; filename="Caf_ (1).pdf"; filename*=UTF-8''Caf%C3%A9%20%281%29.pdf`,
    );
  });

  it('stays one header with two parameters, whatever the name', () => {
    const shape = /^inline; filename="[^"\\\r\n%]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/;
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(dispositionOf('inline', name)).toMatch(shape);
      }),
    );
    expect(dispositionOf('inline', '"; filename=x.html;.png')).toMatch(shape);
  });
});
