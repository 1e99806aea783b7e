import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inPostingOrder, type Posted } from './postal-order.rules.js';

const at = (postcode: string | null, address: string, organisation = 'A'): Posted => ({
  ...{ postcode, address, organisation },
  id: `${postcode}${address}${organisation}`,
});
const order = (...all: Posted[]) =>
  inPostingOrder(all).map(({ postcode, address }) => `${postcode} ${address}`);

describe('The order of the post', () => {
  it('follows the postcode, its district as a number', () => {
    expect(
      order(
        at('DE45 1AA', 'x'),
        at('S40 1AA', 'x'),
        at('DE4 5AA', 'x'),
        at('DE4 3ZZ', 'x'),
        at('de4 3aa', 'x'),
      ),
    ).toEqual(['de4 3aa x', 'DE4 3ZZ x', 'DE4 5AA x', 'DE45 1AA x', 'S40 1AA x']);
  });

  it('then the street, then the house number as a number', () => {
    const street = ['10 High Street', '2 High Street', '10a High Street', '12-14 High Street', '9 Abbey Row'];
    expect(order(...street.map((line) => at('DE4 3AG', line)))).toEqual(
      ['9 Abbey Row', '2 High Street', '10 High Street', '10a High Street', '12-14 High Street'].map(
        (line) => `DE4 3AG ${line}`,
      ),
    );
  });

  it('finds the number in whichever line it stands', () => {
    expect(
      order(
        at('DE4 3AG', 'The Old Chapel\n12 High Street'),
        at('DE4 3AG', 'Unit B\n3 High Street'),
        at('DE4 3AG', 'Flat 2, Rose House\n7 High Street'),
      ),
    ).toEqual([
      'DE4 3AG Unit B\n3 High Street',
      'DE4 3AG Flat 2, Rose House\n7 High Street',
      'DE4 3AG The Old Chapel\n12 High Street',
    ]);
  });

  it('puts what has no postcode, or an odd one, at the end', () => {
    expect(order(at(null, 'Somewhere'), at('XXX', 'x'), at('DE4 3AG', 'x'))).toEqual([
      ...['DE4 3AG x', 'XXX x', 'null Somewhere'],
    ]);
  });

  it('is the same however the pile was shuffled', () => {
    const one = fc.record({
      postcode: fc.option(fc.constantFrom('DE4 3AG', 'DE45 1AA', 'S40 2BB', '?')),
      address: fc.constantFrom('1 High Street', '10 High Street', '2a High Street', 'Hall', ''),
      organisation: fc.string(),
      id: fc.uuid(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), fc.integer(), (all, seed) => {
        const shuffled = [...all].sort((a, b) => (a.id + seed > b.id + seed ? 1 : -1) * (seed % 2 || 1));
        expect(inPostingOrder(shuffled)).toEqual(inPostingOrder(all));
      }),
    );
  });
});
