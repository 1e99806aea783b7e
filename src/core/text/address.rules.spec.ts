import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readAddress, shownAddress } from './address.rules.js';

const shared = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'hardening');
const casesFile = join(shared, 'email-addresses.json');
const stringsFile = join(shared, 'naughty-strings.json');

function problemOf(text: string): string {
  const reading = readAddress(text);
  return reading.ok ? `accepted as ${reading.address}` : reading.problem;
}

describe('reading an e-mail address', () => {
  it('keeps one form, in lower case, and what the person typed', () => {
    expect(readAddress(' Anne.Lee@Example.ORG ')).toEqual({
      ok: true,
      address: 'anne.lee@example.org',
      domain: 'example.org',
      asTyped: 'Anne.Lee@Example.ORG',
      isPlain: true,
    });
  });

  it('sends to the A-label of an international domain, however it was typed', () => {
    for (const typed of ['info@bücher.example', 'INFO@BÜCHER.EXAMPLE', 'info@bu\u0308cher.example']) {
      expect(readAddress(typed)).toMatchObject({ ok: true, address: 'info@xn--bcher-kva.example' });
    }
  });

  it('says in plain words what to do about an address it refuses', () => {
    expect(problemOf('')).toContain('Enter an e-mail address');
    expect(problemOf('a@example.org\r\nBcc: x@evil.example')).toContain('Type the address again');
    expect(problemOf('a@example.org\n')).toContain('Type the address again');
    expect(problemOf('a\u0000@example.org')).toContain('Type the address again');
    expect(problemOf('a@example.org, b@example.org')).toContain('Only one address');
    expect(problemOf('"A" <a@example.org>')).toContain('without a name');
    expect(problemOf('mailto:anne@example.org')).toContain('mailto:');
    expect(problemOf('a b@example.org')).toContain('Take the space out');
    expect(problemOf('a!b@example.org')).toContain('ask for another address');
    expect(problemOf('a@localhost')).toContain('example.org');
  });

  it('keeps letters beyond a to z before the @, composed and small, and says that not every relay takes them', () => {
    for (const typed of ['örg@bücher.example', 'ÖRG@bücher.example', 'o\u0308rg@xn--bcher-kva.example'])
      expect(readAddress(typed)).toMatchObject({ address: 'örg@xn--bcher-kva.example', isPlain: false });
    for (const typed of [
      'анна@пример.example',
      'अन्ना@example.org',
      '用户@例子.example',
      'ひらカタ漢@example.org',
    ])
      expect(readAddress(typed)).toMatchObject({ ok: true, isPlain: false });
    expect(readAddress(`${'ö'.repeat(32)}@example.org`).ok).toBe(true);
    expect(problemOf(`${'ö'.repeat(33)}@example.org`)).toContain('longer');
  });

  it('refuses two scripts in one name, a mark without a letter, and pictures', () => {
    expect(problemOf('\u0430nne@example.org')).toContain('only look like');
    expect(problemOf('αnne@example.org')).toContain('only look like');
    for (const local of ['\u0308a', 'a.\u0308b', '😀', 'a😀', '١٢.', 'a\u200db'])
      expect(readAddress(`${local}@example.org`).ok).toBe(false);
  });

  it('shows a domain in its own letters, unless those could pass for others', () => {
    expect(shownAddress('info@xn--bcher-kva.example')).toBe('info@bücher.example');
    expect(shownAddress('örg@example.org')).toBe('örg@example.org');
    expect(shownAddress('a@xn--exmple-4nf.org')).toBe('a@xn--exmple-4nf.org');
    expect(shownAddress('')).toBe('');
  });

  it('never takes a look-alike letter for the plain one', () => {
    expect(problemOf('a@\uff45xample.org')).toContain('only look like');
    expect(problemOf('a@\u212aent.example')).toContain('only look like');
    expect(problemOf('\u212aate@example.org')).toContain('ask for another address');
    expect(problemOf('\uff41nne@example.org')).toContain('ask for another address');
    expect(readAddress('a@ex\u0430mple.org')).toMatchObject({ ok: true, address: 'a@xn--exmple-4nf.org' });
  });

  it('takes no address that is a number in disguise or a broken A-label', () => {
    for (const domain of [
      '127.1',
      '1.2.3.4',
      '0x7f.1',
      'example.123',
      'xn--a.example',
      '1.1.1.1.',
      '[::1]',
    ]) {
      expect(readAddress(`a@${domain}`).ok).toBe(false);
    }
  });

  it('holds the lengths of RFC 5321', () => {
    const label = 'd'.repeat(61);
    const domain = `${label}.${label}.${label}.example`;
    expect(domain.length).toBe(193);
    expect(readAddress(`${'x'.repeat(60)}@${domain}`).ok).toBe(true);
    expect(readAddress(`${'x'.repeat(61)}@${domain}`).ok).toBe(false);
    expect(readAddress('x'.repeat(100_000)).ok).toBe(false);
  });

  const ifCases = existsSync(casesFile) ? it : it.skip;
  ifCases('meets every decision of the shared list of addresses', () => {
    const { cases } = JSON.parse(readFileSync(casesFile, 'utf8')) as {
      cases: [string, string, string | null][];
    };
    const wrong = cases.filter(([input, decision, stored]) => !isMet(readAddress(input), decision, stored));
    expect(cases.length).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  const ifStrings = existsSync(stringsFile) ? it : it.skip;
  ifStrings('answers every hostile string, alone and around an address', () => {
    const strings = JSON.parse(readFileSync(stringsFile, 'utf8')) as string[];
    for (const text of strings.flatMap((s) => [s, `${s}@example.org`, `a@${s}`, `a@example.org${s}`])) {
      expectSound(text);
    }
  });

  it('accepts nothing that could end a header or name a second mailbox', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), hostile));
    fc.assert(fc.property(fc.emailAddress(), fc.string(), hostile));
  });

  it('reads its own answer again as the same mailbox', () => {
    const local = fc.stringMatching(/^[a-zA-Z0-9+_-]{1,20}$/);
    const domain = fc.stringMatching(/^[a-zA-Zäöü]{1,10}\.[a-z]{2,6}$/);
    fc.assert(
      fc.property(local, domain, (l, d) => {
        const first = readAddress(`${l}@${d}`);
        fc.pre(first.ok);
        const again = readAddress(first.ok ? first.address : '');
        expect(again).toMatchObject({ ok: true, address: first.ok && first.address });
        expect(readAddress(`${l.toUpperCase()}@${d.toUpperCase()}`)).toMatchObject({
          address: first.ok && first.address,
        });
      }),
    );
  });
});

function hostile(one: string, other: string): void {
  for (const text of [one, `${one}@${other}`, `${one}${other}`, `a@${one}.org`]) expectSound(text);
}

function expectSound(text: string): void {
  const reading = readAddress(text);
  if (reading.ok)
    expect(reading.address).toMatch(
      /^[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}\p{N}._+'&=/#~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u,
    );
  else expect(reading.problem).toMatch(/^[A-Z].*\.$/);
}

/** A look-alike under review may be refused, or kept as an A-label, which cannot equal the plain form. */
function isMet(reading: ReturnType<typeof readAddress>, decision: string, stored: string | null): boolean {
  if (decision === 'reject') return !reading.ok;
  if (decision === 'accept') return reading.ok && reading.address === stored;
  return !reading.ok || reading.domain.includes('xn--');
}
