import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { cleanHeaderText } from './header-text.rules.js';
import {
  dateLine,
  headerLine,
  listIdLine,
  mailboxLine,
  messageIdLine,
  textLine,
  uriLine,
} from './mime-headers.rules.js';
import { messageId } from './message-id.rules.js';

const shared = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'hardening');
const address = 'anne@example.org';

async function parsed(header: string): Promise<Awaited<ReturnType<typeof PostalMime.parse>>> {
  return PostalMime.parse(`${header}\r\nbody\r\n`);
}

function expectLawful(header: string): void {
  expect(header.endsWith('\r\n')).toBe(true);
  const [first = '', ...rest] = header.slice(0, -2).split('\r\n');
  expect(first).toMatch(/^[A-Z][A-Za-z-]+:/);
  for (const line of rest) expect(line).toMatch(/^ [!-~]/);
  for (const line of [first, ...rest]) expect(line.length).toBeLessThanOrEqual(78);
  for (const word of header.match(/=\?[^ \r\n]*\?=/g) ?? []) expect(word.length).toBeLessThanOrEqual(75);
}

describe('headers', () => {
  it('makes one clean line of whatever a person wrote', () => {
    expect(cleanHeaderText('Hello\r\nBcc: x@evil.example')).toBe('Hello Bcc: x@evil.example');
    expect(cleanHeaderText(' a\u0000b\u2028c\u0085d\u000be ')).toBe('a b c d e');
    expect(cleanHeaderText('\u202egpj.exe \ud800')).toBe('gpj.exe \ufffd');
  });

  it('leaves plain text plain and folds it between words', () => {
    expect(textLine('Subject', 'This week in Derbyshire')).toBe('Subject: This week in Derbyshire\r\n');
    const long = textLine('Subject', 'word '.repeat(40));
    expectLawful(long);
    expect(long.replace(/\r\n /g, ' ')).toBe(`Subject: ${'word '.repeat(40).trim()}\r\n`);
  });

  it('writes names as atoms, as a quoted string or as encoded-words', () => {
    expect(mailboxLine('To', { address })).toBe('To: anne@example.org\r\n');
    expect(mailboxLine('To', { name: 'Anne Lee', address })).toBe('To: Anne Lee <anne@example.org>\r\n');
    expect(mailboxLine('To', { name: 'Lee, "Anne" \\', address })).toBe(
      'To: "Lee, \\"Anne\\" \\\\" <anne@example.org>\r\n',
    );
    expect(mailboxLine('To', { name: 'Zoë O’Neill', address })).toBe(
      'To: =?UTF-8?Q?Zo=C3=AB_O=E2=80=99Neill?= <anne@example.org>\r\n',
    );
  });

  it('never folds inside a link', () => {
    const url = `https://folkmoot.example/${'x'.repeat(120)}`;
    expect(uriLine('List-Unsubscribe', [url, 'mailto:u@folkmoot.example'])).toBe(
      `List-Unsubscribe: <${url}>,\r\n <mailto:u@folkmoot.example>\r\n`,
    );
  });

  it('writes dates in UTC and a list id of one shape', () => {
    expect(dateLine(new Date('2026-07-01T08:30:00+01:00'))).toBe('Date: Wed, 01 Jul 2026 07:30:00 +0000\r\n');
    expect(listIdLine('weekly.derbyshire.example.org', 'The week')).toBe(
      'List-Id: The week <weekly.derbyshire.example.org>\r\n',
    );
    expect(() => listIdLine('weekly', 'x')).toThrow(RangeError);
    expect(() => listIdLine(`${'a'.repeat(260)}.b`)).toThrow(RangeError);
  });

  it('shortens the name of a list rather than its id, and keeps whole characters', () => {
    for (const name of ['y'.repeat(300), 'مجلس '.repeat(40), '🎉'.repeat(100)]) {
      const line = listIdLine('digest.grid.example.org', name);
      expect(line.length).toBeLessThanOrEqual(255);
      expect(line.trim()).toMatch(/<digest\.grid\.example\.org>$/);
      expect(line).not.toContain('=EF=BF=BD');
    }
  });

  it('refuses what could end a header or name somebody else', () => {
    expect(() => headerLine('X-Request-Id', ['a\r\nBcc: b'])).toThrow(RangeError);
    expect(() => headerLine('X-Request-Id', ['x'.repeat(1000)])).toThrow(RangeError);
    expect(() => uriLine('List-Help', ['https://a.example/>, <https://b.example'])).toThrow(RangeError);
    expect(() => uriLine('List-Help', ['/relative'])).toThrow(RangeError);
    expect(() => messageIdLine('In-Reply-To', ['<a@b>\r\nBcc: x'])).toThrow(RangeError);
    for (const bad of [
      'a@b.example, c@d.example',
      'a@b.example\nc',
      'a b@c.example',
      'b.example',
      '<a@b.example>',
    ]) {
      expect(() => mailboxLine('To', { address: bad })).toThrow(RangeError);
    }
  });

  it('gives each letter to each person one Message-ID, and never another', () => {
    const id = messageId('key', 'letter', 'person', 'folkmoot.example');
    expect(id).toMatch(/^<[a-z2-7]{32}@folkmoot\.example>$/);
    expect(messageId('key', 'letter', 'person', 'folkmoot.example')).toBe(id);
    const others = ['key2,letter,person', 'key,letterp,erson', 'key,letter,person2'].map((one) =>
      one.split(','),
    );
    for (const [key = '', letter = '', person = ''] of others) {
      expect(messageId(key, letter, person, 'folkmoot.example')).not.toBe(id);
    }
  });

  it('carries any subject and any name through to the reader', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc
        .array(fc.constantFrom('=?utf-8?q?x?=', '"', '\\', 'é', ' ', '\r\n', 'Bcc:', '(', ',', '👩‍👧'))
        .map((a) => a.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const header = textLine('Subject', value) + mailboxLine('To', { name: value, address });
        expectLawful(textLine('Subject', value).replace(/ \r\n$/, '\r\n'));
        expectLawful(mailboxLine('To', { name: value, address }));
        const mail = await parsed(header);
        expect(mail.headers.map(({ key }) => key)).toEqual(['subject', 'to']);
        expect(mail.subject ?? '').toBe(cleanHeaderText(value));
        expect(mail.to).toEqual([{ name: cleanHeaderText(value), address }]);
      }),
    );
  });

  const injections = join(shared, 'header-injection.json');
  (existsSync(injections) ? it : it.skip)(
    'adds no header for any hostile string of the shared lists',
    async () => {
      const { values } = JSON.parse(readFileSync(injections, 'utf8')) as { values: string[] };
      const naughty = JSON.parse(readFileSync(join(shared, 'naughty-strings.json'), 'utf8')) as string[];
      expect(values.length + naughty.length).toBeGreaterThan(200);
      for (const value of [...values, ...naughty]) {
        const mail = await parsed(textLine('Subject', value) + mailboxLine('From', { name: value, address }));
        expect(mail.headers.map(({ key }) => key)).toEqual(['subject', 'from']);
        expect(mail.subject ?? '').toBe(cleanHeaderText(value));
        expect(mail.from).toEqual({ name: cleanHeaderText(value), address });
      }
    },
  );
});
