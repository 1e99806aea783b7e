import { describe, expect, it } from '@jest/globals';
import { asksFromHere, withLinks } from './reach.rules.js';

const here = { remote: '127.0.0.1', host: 'localhost:3000', forwarded: false };

describe('The built-in mailbox', () => {
  it('is for a browser on this machine', () => {
    expect(asksFromHere(here)).toBe(true);
    expect(asksFromHere({ ...here, remote: '::ffff:127.0.0.1', host: '127.0.0.1' })).toBe(true);
    expect(asksFromHere({ ...here, remote: '::1', host: '[::1]:3000' })).toBe(true);
  });

  it('is for nobody else', () => {
    expect(asksFromHere({ ...here, remote: '192.0.2.7' })).toBe(false);
    expect(asksFromHere({ ...here, forwarded: true })).toBe(false);
    expect(asksFromHere({ ...here, host: 'evil.example:3000' })).toBe(false);
    expect(asksFromHere({ ...here, host: 'localhost.evil.example' })).toBe(false);
    expect(asksFromHere({ remote: undefined, host: undefined, forwarded: false })).toBe(false);
  });

  it('makes links of addresses and of nothing else', () => {
    expect(withLinks('Press http://localhost/x now\njavascript:alert(1)')).toEqual([
      { words: 'Press ' },
      { words: 'http://localhost/x', href: 'http://localhost/x' },
      { words: ' now\njavascript:alert(1)' },
    ]);
  });
});
