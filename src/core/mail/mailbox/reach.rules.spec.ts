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

  it.each([
    ['(see https://example.org/worried).', 'https://example.org/worried', ').'],
    ['https://example.org/a_(b)', 'https://example.org/a_(b)', undefined],
    ['(https://example.org/a_(b))!', 'https://example.org/a_(b)', ')!'],
    ['https://example.org/?q=1, and', 'https://example.org/?q=1', ','],
    ["'https://example.org/x'", 'https://example.org/x', "'"],
  ])('leaves the stops of %s out of its link', (text, href, after) => {
    const pieces = withLinks(text);
    const at = pieces.findIndex((piece) => piece.href);
    expect(pieces[at].href).toBe(href);
    expect(pieces.map(({ words }) => words).join('')).toBe(text);
    if (after) expect(pieces[at + 1].words.startsWith(after)).toBe(true);
    else expect(pieces[at + 1]).toBeUndefined();
  });
});
