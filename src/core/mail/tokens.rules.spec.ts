import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readReturnLocal, returnLocal } from './return-path.rules.js';
import { readStopToken, stopToken } from './stop-token.rules.js';

const key = Buffer.alloc(32, 7);
const NETWORK = '11111111-1111-7111-8111-111111111111';
const uuid = fc.uuid();

describe('The return path of a message', () => {
  it('names the delivery it belongs to, and fits an address', () => {
    fc.assert(
      fc.property(uuid, uuid, (networkId, deliveryId) => {
        const local = returnLocal(key, networkId, deliveryId);
        expect(local.length).toBeLessThanOrEqual(64);
        expect(readReturnLocal(key, local)).toEqual({ networkId, deliveryId });
        expect(readReturnLocal(key, local.toUpperCase().replace('B+', 'b+'))).toEqual({
          networkId,
          deliveryId,
        });
      }),
    );
  });

  it('is not believed when somebody made it up', () => {
    const local = returnLocal(key, NETWORK, NETWORK);
    expect(readReturnLocal(Buffer.alloc(32, 8), local)).toBeUndefined();
    expect(
      readReturnLocal(key, `${local.slice(0, 20)}${local[20] === 'a' ? 'b' : 'a'}${local.slice(21)}`),
    ).toBeUndefined();
    expect(readReturnLocal(key, 'b+short')).toBeUndefined();
  });
});

describe('The stop-link of a mail', () => {
  it('stops one list for one person of one network', () => {
    fc.assert(
      fc.property(uuid, (personId) => {
        const token = stopToken(key, NETWORK, 'digest', personId);
        expect(readStopToken(key, NETWORK, 'digest', token)).toBe(personId);
        expect(readStopToken(key, NETWORK, 'newsletter', token)).toBeUndefined();
        expect(readStopToken(key, personId, 'digest', token)).toBeUndefined();
      }),
    );
  });

  it('is refused when one character was altered, lost or added', () => {
    const token = stopToken(key, NETWORK, 'digest', NETWORK);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '9', '_', ''), (at, other) => {
        const altered = token.slice(0, at) + other + token.slice(at + 1);
        if (altered !== token) expect(readStopToken(key, NETWORK, 'digest', altered)).toBeUndefined();
      }),
    );
  });
});
