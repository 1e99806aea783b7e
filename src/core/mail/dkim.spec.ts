import { createHash, createPublicKey, generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Dkim from 'nodemailer/lib/dkim';
import { relaxedBody, relaxedField } from './dkim.rules.js';
import { DkimSigner } from './dkim.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const names = { domain: 'folkmoot.example', selector: 'weekly' };

const message = Buffer.from(
  [
    'From: Derbyshire Network <weekly@folkmoot.example>',
    'To: anne@example.org',
    'Subject: The week,',
    '  and more\t of it',
    'Date: Fri, 20 Nov 2026 08:00:00 +0000',
    'Message-ID: <a@folkmoot.example>',
    'List-Id: The week <weekly.folkmoot.example>',
    'List-Unsubscribe: <https://folkmoot.example/u/1>,',
    ' <mailto:u@folkmoot.example>',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    'X-Unsigned: may change',
    '',
    'Good  morning, \t',
    'all.',
    '',
    '',
  ].join('\r\n'),
);

/** A verifier written from RFC 6376 section 3 alone; it reads header and body its own way. */
function verdict(signed: Buffer, key: KeyObject): 'good' | 'bad body' | 'bad signature' {
  const [head = '', ...parts] = signed.toString('latin1').split('\r\n\r\n');
  const fields = head.split(/\r\n(?![ \t])/);
  const own = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tags = new Map(
    [...own.slice(15).matchAll(/([a-z]+)=([^;]*)/g)].map(([, k, v]) => [k, v?.replace(/\s/g, '')]),
  );
  const lines = parts.join('\r\n\r\n').split('\r\n');
  const canonical = lines.map((line) => line.replace(/[ \t]+/g, ' ').trimEnd());
  while (canonical.at(-1) === '') canonical.pop();
  const body = canonical.map((line) => `${line}\r\n`).join('');
  const hash = createHash('sha256').update(body, 'latin1').digest('base64');
  if (hash !== tags.get('bh')) return 'bad body';
  const left = fields.filter((field) => field !== own);
  const taken = (tags.get('h') ?? '').split(':').map((name) => {
    const at = left.findLastIndex((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return at < 0 ? '' : `${canonicalField(left.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const data = Buffer.from(taken.join('') + canonicalField(own.replace(/([;\s]b=)[^;]*/, '$1')), 'latin1');
  const bytes = Buffer.from(tags.get('b') ?? '', 'base64');
  const ed = tags.get('a') === 'ed25519-sha256';
  const good = ed
    ? verify(null, createHash('sha256').update(data).digest(), key, bytes)
    : verify('sha256', data, key, bytes);
  return good ? 'good' : 'bad signature';
}

function canonicalField(field: string): string {
  const [, name = '', value = ''] = /^([^:]*?)\s*:([^]*)$/.exec(field) ?? [];
  return `${name.toLowerCase()}:${value.replace(/\s+/g, ' ').trim()}`;
}

function edited(signed: Buffer, from: string, to: string): Buffer {
  return Buffer.from(signed.toString('latin1').replace(from, to), 'latin1');
}

describe('DKIM', () => {
  for (const [name, privateKey] of [['rsa-sha256', rsa] as const, ['ed25519-sha256', ed25519] as const]) {
    it(`signs with ${name} so that a verifier agrees, and any change is seen`, async () => {
      const signed = await new DkimSigner({ ...names, privateKey }).sign(message);
      const key = createPublicKey(privateKey);
      expect(signed.toString('latin1')).toContain(`a=${name}; c=relaxed/relaxed;`);
      expect(verdict(signed, key)).toBe('good');
      expect(verdict(edited(signed, 'Good  morning', 'Good morning'), key)).toBe('good');
      expect(verdict(edited(signed, 'may change', 'changed'), key)).toBe('good');
      expect(verdict(edited(signed, 'morning', 'evening'), key)).toBe('bad body');
      expect(verdict(edited(signed, 'One-Click', 'Two-Clicks'), key)).toBe('bad signature');
      expect(verdict(edited(signed, '/u/1', '/u/2'), key)).toBe('bad signature');
      for (const header of ['From: x@evil.example', 'Subject: win', 'Reply-To: x@evil.example']) {
        const forged = Buffer.from(
          signed.toString('latin1').replace('From: ', `${header}\r\nFrom: `),
          'latin1',
        );
        expect(verdict(forged, key)).toBe('bad signature');
      }
    });

    it(`gives the same bytes each time with ${name}, in short lines, with the message after them`, async () => {
      const signer = new DkimSigner({ ...names, privateKey });
      const signed = await signer.sign(message);
      expect(await signer.sign(Buffer.from(message))).toEqual(signed);
      expect(signed.subarray(-message.length)).toEqual(message);
      const own = signed.subarray(0, -message.length).toString('latin1');
      for (const line of own.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
      expect(own.replace(/\s/g, '')).toContain('list-id:list-unsubscribe:list-unsubscribe-post:');
    });
  }

  it('is judged by a verifier that also agrees with the signatures of nodemailer', async () => {
    const privateKey = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();
    const chunks: Buffer[] = [];
    const output = new Dkim({ domainName: names.domain, keySelector: names.selector, privateKey }).sign(
      message,
    );
    for await (const chunk of output) chunks.push(chunk as Buffer);
    expect(verdict(Buffer.concat(chunks), createPublicKey(rsa))).toBe('good');
  });

  it('brings headers and bodies into the relaxed form of the standard’s own examples', () => {
    expect(relaxedField('A: X')).toBe('a:X');
    expect(relaxedField('B : Y\t\r\n\tZ  ')).toBe('b:Y Z');
    expect(relaxedBody(Buffer.from(' C \r\nD \t E\r\n\r\n\r\n')).toString()).toBe(' C\r\nD E\r\n');
    const joe = Buffer.from('Hi.\r\n\r\nWe lost the game. Are you hungry yet?\r\n\r\nJoe.\r\n');
    const hash = createHash('sha256').update(relaxedBody(joe)).digest('base64');
    expect(hash).toBe('2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=');
    expect(relaxedBody(Buffer.from('\r\n\r\n')).length).toBe(0);
    expect(relaxedBody(Buffer.from('no end')).toString()).toBe('no end\r\n');
  });

  it('holds for any body', async () => {
    const signer = new DkimSigner({ ...names, privateKey: ed25519 });
    const body = fc
      .array(fc.constantFrom(' ', '  ', '\t', '\r\n', 'a', '=20', '.'))
      .map((parts) => parts.join(''));
    const head = message.subarray(0, message.indexOf('\r\n\r\n') + 4);
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const signed = await signer.sign(Buffer.concat([head, Buffer.from(text)]));
        expect(verdict(signed, createPublicKey(ed25519))).toBe('good');
      }),
    );
  });

  it('refuses a key it cannot sign with, in a sentence', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 768 }).privateKey;
    for (const privateKey of ['', 'not a key', weak, createPublicKey(rsa)]) {
      expect(() => new DkimSigner({ ...names, privateKey })).toThrow(/^The DKIM key/);
    }
    expect(() => new DkimSigner({ domain: 'a b', selector: 's', privateKey: rsa })).toThrow(
      /^The DKIM domain/,
    );
    expect(() => new DkimSigner({ ...names, selector: 's; d=x', privateKey: rsa })).toThrow(
      /^The DKIM selector/,
    );
    await expect(new DkimSigner({ ...names, privateKey: rsa }).sign(Buffer.from('no body'))).rejects.toThrow(
      RangeError,
    );
  });
});
