import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deviceOf } from './device.rules.js';
import { maskedAddress, maskOfNobody } from './mask.rules.js';
import { nextPath } from './next-path.rules.js';
import { asSecret, mailCode, sameHash, screenDigits, sessionSecret, typedDigits } from './secrets.rules.js';

const KEY = Buffer.alloc(32, 7);

describe('Where a person goes after signing in', () => {
  it('is the page they asked for', () => {
    expect(nextPath('/leeds/members?q=sure+start')).toBe('/leeds/members?q=sure+start');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/a\nb',
    '/leeds\\..',
    'leeds',
    '',
    undefined,
  ])('is not %p', (text) => expect(nextPath(text)).toBeUndefined());

  it.each(['/sign-in', '/sign-in/asked', '/sign-out', '/account/code', '/account/who/leeds', '/api/v1/x'])(
    'is not the detour %p',
    (text) => expect(nextPath(text)).toBeUndefined(),
  );

  it('always stays on this host', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const path = nextPath(`/${text}`);
        if (path) expect(new URL(path, 'https://folkmoot.example').host).toBe('folkmoot.example');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('The browser that asked', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
      'Firefox on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 Version/15.6 Mobile/15E148 Safari/604.1',
      'Safari on an iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge on Windows',
    ],
    ['curl/8.5.0', 'a browser we do not know'],
    [undefined, 'a browser we do not know'],
  ])('%p is %p', (agent, words) => expect(deviceOf(agent)).toBe(words));
});

describe('The secrets of signing in', () => {
  const PENDING = 'p'.repeat(43);

  it('are six digits on the screen and eight in the letter', () => {
    expect(screenDigits(KEY, PENDING)).toMatch(/^\d{6}$/);
    expect(mailCode(KEY, PENDING)).toMatch(/^\d{8}$/);
  });

  it('give the same session for the same link in the same browser, and another one in any other', () => {
    const token = 't'.repeat(43);
    expect(sessionSecret(KEY, token, PENDING)).toBe(sessionSecret(KEY, token, PENDING));
    expect(sessionSecret(KEY, token, PENDING)).not.toBe(sessionSecret(KEY, token, 'q'.repeat(43)));
    expect(asSecret(sessionSecret(KEY, token, PENDING))).toBeDefined();
  });

  it('cannot be confused by where one part ends and the next begins', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        fc.pre(b !== '');
        expect(sessionSecret(KEY, a + b, c)).not.toBe(sessionSecret(KEY, a, b + c));
      }),
    );
  });

  it('are taken with the spaces people copy along', () => {
    expect(typedDigits(' 123 456-78 ')).toBe('12345678');
  });

  it('compare hashes of any length', () => {
    expect(sameHash('aa', 'aa')).toBe(true);
    expect(sameHash('aa', 'aabb')).toBe(false);
  });
});

describe('A masked address', () => {
  it('shows two letters and no lengths', () => {
    expect(maskedAddress('jo@amber.example')).toBe('j•••••@a•••••');
    expect(maskedAddress('josephine.bloggs@amber.example')).toBe('j•••••@a•••••');
  });

  it('looks the same for a link that never was', () => {
    expect(maskOfNobody(KEY, 'x')).toMatch(/^[a-z]•••••@[a-z]•••••$/);
    expect(maskOfNobody(KEY, 'x')).toBe(maskOfNobody(KEY, 'x'));
  });
});
