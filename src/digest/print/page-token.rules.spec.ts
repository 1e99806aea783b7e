import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPageCode, pageCode, pageToken, readPageToken } from './page-token.rules.js';

const KEY = Buffer.alloc(32, 7);
const id = fc.uuid();

describe('The code of a printed page', () => {
  it('is ten signs that cannot be mistaken, another one for every page, edition, network and key', () => {
    fc.assert(
      fc.property(id, id, id, id, (network, edition, organisation, other) => {
        const code = pageCode(KEY, network, edition, organisation);
        expect(code).toMatch(/^[2-9B-DF-HJKM-NP-TV-Z]{5}-[2-9B-DF-HJKM-NP-TV-Z]{5}$/);
        fc.pre(![network, edition, organisation].includes(other));
        expect(pageCode(KEY, other, edition, organisation)).not.toBe(code);
        expect(pageCode(KEY, network, other, organisation)).not.toBe(code);
        expect(pageCode(KEY, network, edition, other)).not.toBe(code);
        expect(pageCode(Buffer.alloc(32, 8), network, edition, organisation)).not.toBe(code);
      }),
    );
  });

  it('is known however it was typed, and nothing else is', () => {
    expect(isPageCode(' k7mpx 4rtqd ', 'K7MPX-4RTQD')).toBe(true);
    for (const typed of ['', 'K7MPX', 'K7MPX-4RTQ', 'K7MPX-4RTQDD', 'K7MPX-4RTQE', '-----'])
      expect(isPageCode(typed, 'K7MPX-4RTQD')).toBe(false);
  });
});

describe('The token of a printed page', () => {
  it('names its edition and organisation, and nothing once it was altered', () => {
    fc.assert(
      fc.property(id, id, id, (network, editionId, organisationId) => {
        const token = pageToken(KEY, network, editionId, organisationId);
        expect(readPageToken(KEY, network, token)).toEqual({ editionId, organisationId });
        expect(readPageToken(KEY, organisationId, token)).toBeUndefined();
        const other = token.endsWith('AA') ? 'BA' : 'AA';
        expect(readPageToken(KEY, network, `${token.slice(0, -2)}${other}`)).toBeUndefined();
      }),
    );
  });
});
