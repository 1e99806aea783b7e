import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressPrefix } from './prefix.rules.js';

describe('What one household shares of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2'],
    ['::ffff:192.0.2.77', '192.0.2'],
    ['::ffff:c000:24d', '192.0.2'],
    ['2001:db8:1:2200::1', '20010db8000122/56'],
    ['2001:db8:1:22ff:a:b:c:d', '20010db8000122/56'],
    ['2001:db8:1:2300::1', '20010db8000123/56'],
    ['2001:db8::1', '20010db8000000/56'],
    ['::1', '00000000000000/56'],
    ['fe80::1%eth0', 'fe800000000000/56'],
    ['', ''],
    ['nonsense', 'nonsense'],
    ['1::2::3', '1::2::3'],
  ])('%s is of %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix);
  });

  it('is the same however an address is written, and whatever its last nine bytes are', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 }), (address, last) => {
        const prefix = addressPrefix(address);
        if (!prefix.endsWith('/56')) return;
        const head = [0, 4, 8, 12].map((at) =>
          prefix
            .slice(0, 14)
            .padEnd(16, '0')
            .slice(at, at + 4),
        );
        const written = [...head, ...last.map((group) => group.toString(16))].join(':');
        const isMapped = /^(0000:){4}/.test(written) && last[0] === 0 && last[1] === 0xffff;
        if (!isMapped) expect(addressPrefix(written)).toBe(prefix);
      }),
    );
  });

  it('never fails', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof addressPrefix(text) === 'string'));
  });
});
