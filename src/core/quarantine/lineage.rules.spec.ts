import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, whyAnother, type Lineage } from './lineage.rules.js';

const here: Lineage = { systemId: '7', timeline: '00000001', position: '0/200' };

describe('A database', () => {
  it('that goes on where it was is the same', () => {
    expect(whyAnother(here, undefined, undefined)).toBeUndefined();
    expect(whyAnother(here, here, { ...here, position: '0/1FF' })).toBeUndefined();
    expect(whyAnother(here, here, here)).toBeUndefined();
  });

  it('from a dump, after a promotion, or from an earlier copy is another', () => {
    expect(whyAnother(here, { ...here, systemId: '8' }, undefined)).toMatch(/dump/);
    expect(whyAnother(here, { ...here, timeline: '00000002' }, undefined)).toMatch(/replica/);
    expect(whyAnother(here, here, { ...here, position: '1/0' })).toMatch(/earlier copy/);
    const lies = (place: string) => ({ ...here, place });
    expect(whyAnother(lies('11'), here, lies('10'))).toMatch(/copied/);
    expect(whyAnother(lies('10'), here, lies('10'))).toBeUndefined();
  });

  it('that another machine has seen says nothing about how far it should be', () => {
    expect(whyAnother(here, here, { ...here, systemId: '9', position: 'FF/0' })).toBeUndefined();
  });

  it('has positions in the order of its log', () => {
    const position = fc.tuple(fc.nat(0xffff), fc.nat(0x7fffffff));
    const text = ([high, low]: [number, number]) => `${high.toString(16)}/${low.toString(16).toUpperCase()}`;
    fc.assert(
      fc.property(position, position, (a, b) => {
        const isBefore = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
        expect(bytesOf(text(a)) < bytesOf(text(b))).toBe(isBefore);
      }),
    );
  });
});
