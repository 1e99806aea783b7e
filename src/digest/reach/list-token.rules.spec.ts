import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageToken, readPageToken } from '../print/page-token.rules.js';
import { listToken, readListToken } from './list-token.rules.js';

const KEY = Buffer.alloc(32, 7);

describe('Addresses that open one thing each', () => {
  it('open what they were made for, in their own network only', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.uuid(), fc.uuid(), (network, other, one, two) => {
        const list = listToken(KEY, network, one);
        expect(list).toMatch(/^[\w-]{46}$/);
        expect(readListToken(KEY, network, list)).toBe(one);
        const page = pageToken(KEY, network, one, two);
        expect(page).toMatch(/^[\w-]{59}$/);
        expect(readPageToken(KEY, network, page)).toEqual({ editionId: one, organisationId: two });
        if (other === network) return;
        expect(readListToken(KEY, other, list)).toBeUndefined();
        expect(readPageToken(KEY, other, page)).toBeUndefined();
      }),
    );
  });

  it('open nothing once they were altered', () => {
    const token = listToken(KEY, 'network', '01920000-0000-7000-8000-000000000000');
    const page = pageToken(
      KEY,
      'network',
      '01920000-0000-7000-8000-000000000000',
      '01920000-0000-7000-8000-000000000001',
    );
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...'ABCxyz019-_'), (at, sign) => {
        const changed = (text: string) =>
          text.slice(0, at % text.length) + sign + text.slice((at % text.length) + 1);
        if (changed(token) !== token) expect(readListToken(KEY, 'network', changed(token))).toBeUndefined();
        if (changed(page) !== page) expect(readPageToken(KEY, 'network', changed(page))).toBeUndefined();
      }),
    );
    for (const typed of ['', 'x', '../..', 'A'.repeat(46)]) {
      expect(readListToken(KEY, 'network', typed)).toBeUndefined();
      expect(readPageToken(KEY, 'network', typed)).toBeUndefined();
    }
  });
});
