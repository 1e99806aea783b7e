import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressToken, isAddressToken, readAddressToken, type Move } from './address-token.rules.js';

const KEY = Buffer.alloc(32, 7);
const FROM = 'old@example.org';

describe('The token of a confirmation link', () => {
  const moves: fc.Arbitrary<Move> = fc.record({
    personId: fc.uuid(),
    to: fc.emailAddress(),
    until: fc.integer({ min: 0, max: 2 ** 40 }),
  });

  it('says who moves where and until when, and is ours', () => {
    fc.assert(
      fc.property(moves, fc.uuid(), (move, network) => {
        const token = addressToken(KEY, network, move, FROM);
        expect(readAddressToken(token)).toEqual(move);
        expect(isAddressToken(KEY, network, token, FROM)).toBe(true);
      }),
    );
  });

  it('is worthless altered, in another network, after the move, or with another key', () => {
    const move = {
      personId: '01920000-0000-7000-8000-000000000001',
      to: 'new@example.org',
      until: 1_800_000_000,
    };
    const token = addressToken(KEY, 'here', move, FROM);
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.constantFrom(...'Ab0_-'), (at, letter) => {
        const altered = token.slice(0, at) + letter + token.slice(at + 1);
        expect(isAddressToken(KEY, 'here', altered, FROM)).toBe(altered === token);
      }),
    );
    expect(isAddressToken(KEY, 'there', token, FROM)).toBe(false);
    expect(isAddressToken(KEY, 'here', token, 'new@example.org')).toBe(false);
    expect(isAddressToken(Buffer.alloc(32, 8), 'here', token, FROM)).toBe(false);
  });

  it('is nothing at all where it is cut short or is no token', () => {
    fc.assert(
      fc.property(fc.string(), (text) => expect(isAddressToken(KEY, 'here', text, FROM)).toBe(false)),
    );
    expect(readAddressToken('')).toBeUndefined();
    expect(readAddressToken('A'.repeat(40))).toBeUndefined();
  });
});
