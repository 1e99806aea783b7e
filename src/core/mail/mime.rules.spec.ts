import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { holeMark } from './letter-holes.rules.js';
import { assemble, prepareLetter, type LetterCopy, type LetterPiece, type LetterPlan } from './mime.rules.js';

const mark = 'k7Qm2Xw9Lr4Tz8Vb';
const hole = (name: string) => holeMark(mark, name);

const plan: LetterPlan = {
  mark,
  subject: 'The week in Derbyshire: 3 must-knows',
  from: { name: 'Derbyshire Network', address: 'weekly@derbyshire.example.org' },
  replyTo: { address: 'office@derbyshire.example.org' },
  date: new Date('2026-11-20T08:00:00Z'),
  automatic: 'auto-generated',
  precedence: 'bulk',
  list: {
    id: 'weekly.derbyshire.example.org',
    name: 'The week',
    owner: 'mailto:office@derbyshire.example.org',
    post: 'NO',
  },
  head: { text: `Dear ${hole('name')},`, html: `<html lang="en"><body><p>Dear ${hole('name')},</p>` },
  pieces: [
    { text: 'Grants for playgroups\n', html: '<h2>Grants for playgroups</h2>' },
    { text: 'Zoë’s café re-opens', html: '<h2>Zoë’s café re-opens</h2>' },
    { text: 'A third item', html: '<h2>A third item</h2>' },
  ],
  foot: { text: `Stop: ${hole('link')}`, html: `<p><a href="${hole('link')}">Stop</a></p></body></html>` },
};

const copy: LetterCopy = {
  deliveryId: '01939c1e-7b1a-7000-8000-000000000001',
  to: { name: 'Anne Lee', address: 'anne@example.org' },
  messageId: '<abc@derbyshire.example.org>',
  pieceKeys: [1, 0],
  holes: { name: 'Anne <b>', link: 'https://f.example/p/stop?t=1&n=2' },
  listUnsubscribe: { url: 'https://f.example/u/abc', mailto: 'mailto:u+abc@derbyshire.example.org' },
};

function headersOf(bytes: Buffer): string[] {
  const head = bytes.toString('latin1').split('\r\n\r\n')[0] ?? '';
  return head.replace(/\r\n /g, ' ').split('\r\n');
}

function expectLawful(bytes: Buffer): void {
  const lines = bytes.toString('latin1').split('\r\n');
  const bodyAt = lines.indexOf('');
  for (const line of lines) expect(line).toMatch(/^[\t -~]{0,998}$/);
  for (const line of lines.slice(bodyAt)) expect(line.length).toBeLessThanOrEqual(76);
}

describe('building a message', () => {
  it('writes each header once and in order', () => {
    expect(headersOf(assemble(prepareLetter(plan), copy))).toEqual([
      'From: Derbyshire Network <weekly@derbyshire.example.org>',
      'Reply-To: office@derbyshire.example.org',
      'Subject: The week in Derbyshire: 3 must-knows',
      'Date: Fri, 20 Nov 2026 08:00:00 +0000',
      'To: Anne Lee <anne@example.org>',
      'Message-ID: <abc@derbyshire.example.org>',
      'List-Unsubscribe: <https://f.example/u/abc>, <mailto:u+abc@derbyshire.example.org>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-Id: The week <weekly.derbyshire.example.org>',
      'List-Owner: <mailto:office@derbyshire.example.org>',
      'List-Post: NO',
      'Auto-Submitted: auto-generated',
      'Precedence: bulk',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="=_01939c1e-7b1a-7000-8000-000000000001"',
    ]);
  });

  it('puts the pieces in the order of the copy and the person into the holes, escaped in the html alone', async () => {
    const bytes = assemble(prepareLetter(plan), copy);
    expectLawful(bytes);
    const mail = await PostalMime.parse(bytes);
    expect(mail.text).toBe(
      'Dear Anne <b>,\nZoë’s café re-opens\nGrants for playgroups\nStop: https://f.example/p/stop?t=1&n=2\n',
    );
    expect(mail.html).toBe(
      '<html lang="en"><body><p>Dear Anne &lt;b&gt;,</p>\n<h2>Zoë’s café re-opens</h2>\n' +
        '<h2>Grants for playgroups</h2>\n' +
        '<p><a href="https://f.example/p/stop?t=1&amp;n=2">Stop</a></p></body></html>\n',
    );
    const types = bytes.toString('latin1').match(/^Content-Type: text\/\w+/gm);
    expect(types).toEqual(['Content-Type: text/plain', 'Content-Type: text/html']);
  });

  it('gives the same bytes each time, whatever the mark', () => {
    const other = 'Z'.repeat(20);
    const again = JSON.parse(JSON.stringify(plan).replaceAll(mark, other)) as LetterPlan;
    const second = prepareLetter({ ...again, date: plan.date });
    expect(assemble(second, { ...copy })).toEqual(assemble(prepareLetter(plan), copy));
  });

  it('lets nobody who writes an item reach into a hole', async () => {
    const forged = { ...plan, pieces: [{ text: '{{link}} k7Qm2Xw9 link', html: '{{link}}' }] };
    const mail = await PostalMime.parse(assemble(prepareLetter(forged), { ...copy, pieceKeys: [0] }));
    expect(mail.text).toContain('{{link}} k7Qm2Xw9 link');
  });

  it('names the letters it answers, for mail that belongs to a conversation', () => {
    const references = ['<one@a.example>', '<two@a.example>'];
    const lines = headersOf(assemble(prepareLetter(plan), { ...copy, references, requestId: 'req-1' }));
    expect(lines).toContain('In-Reply-To: <two@a.example>');
    expect(lines).toContain('References: <one@a.example> <two@a.example>');
    expect(lines).toContain('X-Request-Id: req-1');
  });

  it('refuses a copy that does not fit its letter', () => {
    const letter = prepareLetter(plan);
    expect(() => assemble(letter, { ...copy, holes: { name: 'Anne' } })).toThrow('the hole “link”');
    expect(() => assemble(letter, { ...copy, holes: Object.create({ name: 'a', link: 'b' }) })).toThrow(
      RangeError,
    );
    expect(() => assemble(letter, { ...copy, pieceKeys: [3] })).toThrow('no piece 3');
    expect(() => assemble(letter, { ...copy, deliveryId: 'a b' })).toThrow(RangeError);
    expect(() => assemble(letter, { ...copy, to: { address: 'a@b.example\r\nBcc: c@d.example' } })).toThrow(
      RangeError,
    );
    expect(() => prepareLetter({ ...plan, mark: 'short' })).toThrow(RangeError);
  });

  it('gives the reader the same texts, for any texts and any fills', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(' ', '\n', '=', '--=_', '.', 'From ', 'ü', '<b>', hole('name'), 'x'.repeat(100)),
        )
        .map((parts) => parts.join('')),
    );
    const piece: fc.Arbitrary<LetterPiece> = fc.record({ text: words, html: words });
    const fill = fc.oneof(fc.string({ maxLength: 120 }), fc.webUrl(), fc.constant(''));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), fill, async (pieces, name) => {
        const letter = prepareLetter({ ...plan, pieces });
        const pieceKeys = pieces.map((_, i) => i).reverse();
        const bytes = assemble(letter, { ...copy, pieceKeys, holes: { name, link: 'x' } });
        expectLawful(bytes);
        const mail = await PostalMime.parse(bytes);
        const shown = [plan.head, ...pieceKeys.map((key) => pieces[key]!), plan.foot];
        const expected = (form: 'text' | 'html', value: string): string =>
          lines(shown.map((one) => closed(one[form])).join(''))
            .replaceAll(hole('name'), () => lines(value))
            .replaceAll(hole('link'), 'x');
        expect(lines(mail.text)).toBe(expected('text', name));
        expect(lines(mail.html)).toBe(expected('html', escaped(name)));
      }),
    );
  });
});

function escaped(text: string): string {
  const codes: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (one) => codes[one]!);
}

function closed(text: string): string {
  return text === '' || /[\r\n]$/.test(text) ? text : `${text}\n`;
}

function lines(text: string | undefined): string {
  return (text ?? '').replace(/\r\n|\r/g, '\n');
}
