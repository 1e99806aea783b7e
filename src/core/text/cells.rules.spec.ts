import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  listed,
  quoted,
  readAmount,
  readDate,
  readList,
  readPostcode,
  readSlug,
  readTelephone,
  readYesNo,
} from './index.js';
import {
  isMobile,
  partPostcode,
  refused,
  slugFrom,
  splitList,
  taken,
  telephoneKey,
  type Reading,
} from './index.js';

function shown<T>(reading: Reading<T>): T | string {
  return reading.ok ? reading.value : reading.problem;
}

describe('a postcode', () => {
  it('is written in upper case with one space before the last three characters', () => {
    for (const typed of ['de43ag', ' DE4  3AG', 'De4-3aG'])
      expect(shown(readPostcode(typed))).toBe('DE4 3AG');
    for (const real of [
      'W1A 1AA',
      'EC1A 1BB',
      'M1 1AE',
      'SW1W 0NY',
      'CR2 6XH',
      'GIR 0AA',
      'N1C 4AG',
      'BX1 1LT',
    ]) {
      expect(shown(readPostcode(real))).toBe(real);
    }
  });

  it('is refused with O for 0 and I for 1 offered, never put right silently', () => {
    expect(readPostcode('S4O 1LP')).toMatchObject({ ok: false, suggestion: 'S40 1LP' });
    expect(readPostcode('NE6I 2EF')).toMatchObject({ suggestion: 'NE61 2EF' });
    expect(readPostcode('P01 2AL')).toMatchObject({ suggestion: 'PO1 2AL' });
    expect(shown(readPostcode('DE4'))).toBe(
      '“DE4” is not a UK postcode. Write it like DE4 3AG, or leave it blank.',
    );
    expect(readPostcode('DE4 3CI').ok).toBe(false);
  });

  it('is parted from the address that ends in it', () => {
    const parted = { address: '4 Mill Lane, Matlock', postcode: 'DE4 3AG' };
    expect(partPostcode('4 Mill Lane, Matlock, de4 3ag')).toEqual(parted);
    expect(partPostcode('4 Mill Lane, Matlock DE43AG.')).toEqual(parted);
    expect(partPostcode('Unit 4, Matlock')).toEqual({ address: 'Unit 4, Matlock', postcode: null });
  });

  it('reads the same again once it is read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const reading = readPostcode(text);
        if (reading.ok) expect(readPostcode(reading.value)).toEqual(reading);
        else if (reading.suggestion) expect(readPostcode(reading.suggestion).ok).toBe(true);
      }),
    );
  });
});

describe('a telephone number', () => {
  it('keeps its spaces and loses brackets and hyphens', () => {
    expect(shown(readTelephone('0115 496 0000'))).toBe('0115 496 0000');
    expect(shown(readTelephone('(01632) 960-123'))).toBe('01632 960 123');
    expect(shown(readTelephone('+44 (0)115 4960000'))).toBe('+44 115 4960000');
    expect(shown(readTelephone('0044 115 496 0000'))).toBe('+44 115 496 0000');
    expect(shown(readTelephone('0115 496 0000 x12'))).toBe('0115 496 0000 ext 12');
    expect(shown(readTelephone('0800 1111'))).toBe('0800 1111');
  });

  it('is refused with letters in it, too short, or without its first zero', () => {
    for (const wrong of [
      '0115 496 OOOO',
      'ring the office',
      '496 0000',
      '0115',
      '+44 115',
      '01632 960123 / 960124',
    ]) {
      expect(readTelephone(wrong).ok).toBe(false);
    }
    expect(readTelephone('1154960000')).toMatchObject({ suggestion: '01154960000' });
  });

  it('is the same number however it is written, and known for a mobile', () => {
    expect(telephoneKey('+44 115 496 0000')).toBe(telephoneKey('01154960000'));
    expect(telephoneKey('0115 496 0000 ext 12')).not.toBe(telephoneKey('0115 496 0000'));
    expect(isMobile('07700 900123')).toBe(true);
    expect(isMobile('+44 7700 900123')).toBe(true);
    expect(isMobile('07020 900123')).toBe(false);
    expect(isMobile('0115 496 0000')).toBe(false);
  });

  it('reads the same again once it is read', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ()x.-]{6,22}$/), (text) => {
        const reading = readTelephone(text);
        if (reading.ok) expect(readTelephone(reading.value)).toEqual(reading);
      }),
    );
  });
});

describe('a date', () => {
  it('is read as the United Kingdom writes it, or as ISO does', () => {
    for (const typed of ['01/02/2026', '1/2/2026', '1.2.2026', '1-2-2026', '2026-02-01', '1 Feb 2026']) {
      expect(shown(readDate(typed))).toBe('2026-02-01');
    }
    expect(shown(readDate('1st February 2026'))).toBe('2026-02-01');
    expect(shown(readDate('2026-02-01T00:00:00Z'))).toBe('2026-02-01');
    expect(shown(readDate('29/02/2024'))).toBe('2024-02-29');
  });

  it('is refused when it is not in the calendar, in American order or without a whole year', () => {
    for (const wrong of ['31/02/2026', '29/02/2026', '1/2/26', 'spring 2026', '2026', '0/1/2026', '45000']) {
      expect(readDate(wrong).ok).toBe(false);
    }
    expect(readDate('02/13/2026')).toMatchObject({ ok: false, suggestion: '13 February 2026' });
  });

  it('comes back from every way of writing it', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = iso.split('-');
        for (const typed of [iso, `${d}/${m}/${y}`, `${Number(d)}.${Number(m)}.${y}`]) {
          expect(shown(readDate(typed))).toBe(iso);
        }
      }),
    );
  });
});

describe('a number, a yes and a list', () => {
  it('is read as people type it', () => {
    expect(shown(readAmount('£250,000'))).toBe(250000);
    expect(shown(readAmount('1,250.50', { decimals: 2 }))).toBe(1250.5);
    expect(shown(readAmount('12.00'))).toBe(12);
    expect(shown(readAmount('0'))).toBe(0);
    expect(shown(readYesNo(' Yes '))).toBe(true);
    expect(shown(readYesNo('N'))).toBe(false);
    expect(splitList(' a; b |c\n;')).toEqual(['a', 'b', 'c']);
    expect(quoted('x'.repeat(99))).toHaveLength(62);
    expect([listed(['a']), listed(['a', 'b', 'c']), listed(['a', 'b'], 'or')]).toEqual([
      'a',
      'a, b and c',
      'a or b',
    ]);
  });

  it('is refused with the way out', () => {
    expect(shown(readAmount('-5'))).toContain('less than nothing');
    expect(shown(readAmount('ten'))).toContain('not a number');
    expect(shown(readAmount('1,25'))).toContain('not a number');
    expect(shown(readAmount('2.5'))).toContain('whole number');
    expect(shown(readAmount('NaN'))).toContain('not a number');
    expect(shown(readYesNo('perhaps'))).toContain('Write yes or no');
  });

  it('may part its items by commas where no item has one', () => {
    const known = (item: string) =>
      ['a', 'b', 'b, c'].includes(item) ? taken(item) : refused(`No ${item}.`);
    expect(shown(readList('a, b', known))).toEqual(['a', 'b']);
    expect(shown(readList('b, c; a; a', known))).toEqual(['b, c', 'a']);
    expect(shown(readList('x, y', known))).toBe('No x, y.');
    expect(shown(readList('a, y', known))).toBe('No y.');
    expect(shown(readList('', known))).toEqual([]);
  });
});

describe('the short name of a network', () => {
  it('is 3 to 40 small letters, digits and single hyphens, and none of our own', () => {
    expect(shown(readSlug('derbyshire-vcs'))).toBe('derbyshire-vcs');
    for (const wrong of [
      'ab',
      'x'.repeat(41),
      '-abc',
      'abc-',
      'a--b',
      'Derby',
      'a_b',
      'derby/x',
      'api',
      'sign-in',
      'static',
    ]) {
      expect(readSlug(wrong).ok).toBe(false);
    }
    expect(readSlug('Derby & Dales')).toMatchObject({ suggestion: 'derby-dales' });
    expect(slugFrom('Réseau d’Ély')).toBe('reseau-dely');
    expect(slugFrom('!!')).toBeUndefined();
  });

  it('is offered only where it can be taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const slug = slugFrom(name);
        if (slug !== undefined) expect(readSlug(slug)).toEqual({ ok: true, value: slug });
      }),
    );
  });
});
