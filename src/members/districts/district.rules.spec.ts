import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foundIn, inOrder, isPresent, recordedUnder, reordered } from './district.rules.js';
import { shippedDistricts } from './shipped.js';

const district = (id: string, successorIds: string[] = []) => ({ id, successorIds });

describe('A district', () => {
  it('is one until the day it ends', () => {
    expect(isPresent({ validTo: null }, '2026-11-20')).toBe(true);
    expect(isPresent({ validTo: '2026-11-20' }, '2026-11-19')).toBe(true);
    expect(isPresent({ validTo: '2026-11-20' }, '2026-11-20')).toBe(false);
  });

  it('stands in the order of the network, and by name where that does not say', () => {
    const named = (name: string, position: number) => ({ name, position });
    const order = inOrder([named('Erewash', 1), named('Bolsover', 1), named('Amber Valley', 2)]);
    expect(order.map(({ name }) => name)).toEqual(['Bolsover', 'Erewash', 'Amber Valley']);
  });

  it('moves to the number typed for it, between those that stay', () => {
    expect(reordered(['a', 'b', 'c'], { c: '1.5' })).toEqual(['a', 'c', 'b']);
    expect(reordered(['a', 'b', 'c'], { a: '3', b: '2', c: '1' })).toEqual(['c', 'b', 'a']);
    expect(reordered(['a', 'b', 'c'], { a: 'last', z: '0' })).toEqual(['a', 'b', 'c']);
  });

  it('takes over the records of those it succeeds, through any number of steps', () => {
    const districts = [district('a', ['b']), district('b', ['c', 'd']), district('c'), district('d')];
    expect(recordedUnder(districts, 'c')).toEqual(['c', 'b', 'a']);
    expect(recordedUnder(districts, 'a')).toEqual(['a']);
  });

  it('never counts twice, not even where successors run in a circle', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd');
    const districts = fc.uniqueArray(fc.record({ id, successorIds: fc.array(id, { maxLength: 4 }) }), {
      selector: (one) => one.id,
    });
    fc.assert(
      fc.property(districts, id, (all, start) => {
        const found = recordedUnder(all, start);
        expect(new Set(found).size).toBe(found.length);
        expect(found[0]).toBe(start);
      }),
    );
  });
});

describe('The list that the product ships', () => {
  it('is searched by words of the name, by other names and by code', () => {
    const names = (typed: string) => foundIn(shippedDistricts(), typed).map(({ name }) => name);
    expect(names('amber val')).toEqual(['Amber Valley']);
    expect(names('E07000032')).toEqual(['Amber Valley']);
    expect(names('hull city')).toContain('Kingston upon Hull');
    expect(names('')).toEqual([]);
  });

  it('shows what is a district today before what was one', () => {
    const found = foundIn(shippedDistricts(), 'bournemouth');
    expect(found.map(({ to }) => to === null)).toEqual([true, false]);
  });
});
