import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextAddress, readCursor, writeCursor } from './cursor.rules.js';

describe('The place in a list', () => {
  it('comes back as it was', () => {
    const names = fc
      .string({ unit: 'grapheme' })
      .filter((name) => !name.includes('\0') && !/\p{Cs}/u.test(name));
    fc.assert(
      fc.property(fc.uuid(), names, (id, sortName) => {
        expect(readCursor(writeCursor({ id, sortName }))).toEqual({ id, sortName });
      }),
    );
  });

  it('is none where somebody made it up', () => {
    for (const word of ['', 'rubbish', Buffer.from(`${'x'.repeat(36)}name`).toString('base64url')])
      expect(readCursor(word)).toBeUndefined();
  });
});

describe('The address of the rest of a list', () => {
  const rows = [{ id: '01920000-0000-7000-8000-000000000001', sortName: 'kite club' }];

  it('keeps the filters, and there is none at the end', () => {
    const next = nextAddress('/list', { q: 'kite', district: undefined, limit: 1 }, rows, 1);
    expect(next).toMatch(/^\/list\?q=kite&limit=1&after=[\w-]+$/);
    expect(nextAddress('/list', {}, rows, 2)).toBeNull();
    expect(nextAddress('/list', {}, [], 2)).toBeNull();
  });
});
