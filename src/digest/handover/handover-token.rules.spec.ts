import { describe, expect, it } from '@jest/globals';
import { deputyToken, readDeputyToken } from './handover-token.rules.js';

const KEY = Buffer.alloc(32, 7);
const HULL = '0199e7a0-0000-7000-8000-000000000001';
const LEEDS = '0199e7a0-0000-7000-8000-000000000002';
const LINK = {
  editionId: '0199e7a0-1111-7222-8333-444455556666',
  deputyId: '0199e7a0-aaaa-7bbb-8ccc-ddddeeeeffff',
  approvedAt: new Date('2026-11-19T09:00:30.123Z'),
};

describe('The link in a deputy’s letter', () => {
  const token = deputyToken(KEY, HULL, LINK);

  it('says which approval of which edition it is for and who the deputy is', () => {
    expect(readDeputyToken(KEY, HULL, token)).toEqual(LINK);
    expect(token).toMatch(/^[\w-]{75}$/);
  });

  it('is another one for what was approved anew', () => {
    const later = { ...LINK, approvedAt: new Date(LINK.approvedAt.getTime() + 1) };
    expect(deputyToken(KEY, HULL, later)).not.toBe(token);
  });

  it('is worth nothing in another network, with another key, or altered in any place', () => {
    expect(readDeputyToken(KEY, LEEDS, token)).toBeUndefined();
    expect(readDeputyToken(Buffer.alloc(32, 8), HULL, token)).toBeUndefined();
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(readDeputyToken(KEY, HULL, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    for (const cut of ['', 'x', token.slice(1), token.slice(0, -1), `${token}A`])
      expect(readDeputyToken(KEY, HULL, cut)).toBeUndefined();
  });
});
