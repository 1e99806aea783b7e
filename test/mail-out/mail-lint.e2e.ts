import { describe, expect, it } from '@jest/globals';
import { lintMail, type Meant } from '../support/mail-lint.js';

const meant: Meant = {
  kind: 'list',
  mailDomain: 'mail.folkmoot.example',
  from: `b+${'a'.repeat(58)}@mail.folkmoot.example`,
  to: 'anne@example.org',
};

const HEAD = [
  'From: The week <digest@mail.folkmoot.example>',
  'Reply-To: office@example.org',
  'Subject: The week',
  'Date: Fri, 20 Nov 2026 08:00:00 +0000',
  'To: Anne <anne@example.org>',
  `Message-ID: <${'a2'.repeat(16)}@mail.folkmoot.example>`,
  'List-Unsubscribe: <https://folkmoot.example/stop/1>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'List-Id: The week <digest.grid.mail.folkmoot.example>',
  'List-Help: <https://folkmoot.example/help>',
  'List-Archive: <https://folkmoot.example/archive>',
  'List-Owner: <mailto:office@example.org>',
  'List-Post: NO',
  'Archived-At: <https://folkmoot.example/archive/47>',
  'Auto-Submitted: auto-generated',
  'Precedence: bulk',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary="=_1"',
];
const CODED = 'Content-Transfer-Encoding: quoted-printable';
const HTML =
  '<!doctype html><html lang=3D"en"><body><h2>One</h2><p><a href=3D"https://a.example/">The paper</a></p></body></html>';
const TEXT = 'One\r\nhttps://a.example/';

function message(head: string[] = HEAD, text = TEXT, html = HTML): string {
  const folded = html.replace(/.{60}/g, (chunk) => (/=.?$/.test(chunk) ? chunk : `${chunk}=\r\n`));
  return [
    ...head,
    '',
    '--=_1',
    'Content-Type: text/plain; charset=utf-8',
    CODED,
    '',
    text,
    '--=_1',
    'Content-Type: text/html; charset=utf-8',
    CODED,
    '',
    folded,
    '--=_1--',
    '',
  ].join('\r\n');
}

const lint = (text: string, change: Partial<Meant> = {}) =>
  lintMail(Buffer.from(text, 'latin1'), { ...meant, ...change });
const withHead = (from: string | RegExp, to: string) =>
  message(HEAD.join('\n').replace(from, to).split('\n'));

const BAD: [string, string, string][] = [
  ['E3', 'a sender of another domain', withHead('digest@mail.folkmoot.example', 'digest@gmail.com')],
  ['E4', 'a list from the address of account mail', withHead('digest@mail', 'sign-in@mail')],
  ['E9', 'no one-click', withHead(/List-Unsubscribe-Post.*\n/, '')],
  ['E9', 'two https links to stop', withHead('/stop/1>', '/stop/1>, <https://b.example/2>')],
  ['E15', 'a list id with a person in it', withHead('<digest.grid', '<anne.digest.grid')],
  [
    'E16',
    'a URI without brackets',
    withHead('<https://folkmoot.example/help>', 'https://folkmoot.example/help'),
  ],
  ['E17', 'no permanent address', withHead(/Archived-At.*\n/, '')],
  ['E18', 'no precedence on a list', withHead(/Precedence.*\n/, '')],
  ['E19', 'no word that a machine wrote it', withHead(/Auto-Submitted.*\n/, '')],
  ['E32', 'a message id of the machine’s own name', withHead('a2@mail.folkmoot', 'a2@localhost')],
  ['E34', 'two subjects', withHead('Subject: The week', 'Subject: The week\nSubject: Another')],
  ['E34', 'a date in local time', withHead('08:00:00 +0000', '08:00:00 +0100')],
  ['E34', 'another recipient in the header', withHead('Anne <anne@', 'Bob <bob@')],
  [
    'E35',
    'HTML first',
    message()
      .replace('text/plain', 'text/x')
      .replace('text/html', 'text/plain')
      .replace('text/x', 'text/html'),
  ],
  ['E35', 'a link in HTML alone', message(HEAD, 'One')],
  ['E35', 'a heading that the text has not', message(HEAD, 'Two\r\nhttps://a.example/')],
  ['E36', 'a line of a thousand', message(HEAD, 'x'.repeat(1000) + TEXT)],
  ['E36', 'a line of 77 in quoted-printable', message(HEAD, `${'x'.repeat(77)}\r\n${TEXT}`)],
  [
    'E36',
    'a header that could be folded',
    withHead('Subject: The week', `Subject: ${'word '.repeat(20)}end`),
  ],
  ['E36', 'a bare line feed', message().replace('One\r\n', 'One\n')],
  ['E36', '8-bit letters', message(HEAD, `caf\u00e9 ${TEXT}`)],
  [
    'E36',
    'a character cut in two',
    withHead('Subject: The week', 'Subject: =?UTF-8?Q?a=C3?= =?UTF-8?Q?=A9?='),
  ],
  ['E36', 'an encoded-word of 80', withHead('Subject: The week', `Subject: =?UTF-8?Q?${'x'.repeat(70)}?=`)],
  ['E36', 'white space at the end of a line', message(HEAD, `One \r\nhttps://a.example/`)],
  ['E36', 'a boundary in the content', message(HEAD, `${TEXT} x--=_1`)],
  ['E37', 'too much HTML', message(HEAD, TEXT, HTML + 'x'.repeat(100_001))],
  [
    'E39',
    'a picture from elsewhere',
    message(HEAD, TEXT, HTML.replace('</p>', '<img src=3D"https://t.example/1.gif"></p>')),
  ],
  ['E39', 'no language', message(HEAD, TEXT, HTML.replace(' lang=3D"en"', ''))],
  ['E39', 'a link called “here”', message(HEAD, TEXT, HTML.replace('The paper', 'here'))],
  ['E39', 'a heading left out', message(HEAD, `One Two ${TEXT}`, HTML.replace('</h2>', '</h2><h4>Two</h4>'))],
  ['E39', 'pale words', message(HEAD, TEXT, HTML.replace('<p>', '<p style=3D"color:#bbbbbb">'))],
  ['E39', 'small words', message(HEAD, TEXT, HTML.replace('<p>', '<p style=3D"font-size:12px">'))],
  [
    'E40',
    'a header that nobody asked for',
    withHead('Subject: The week', 'Subject: The week\nBcc: x@evil.example'),
  ],
  [
    'E40',
    'a line break behind an encoded-word',
    withHead('Subject: The week', 'Subject: =?UTF-8?Q?a=0D=0ABcc?='),
  ],
  ['E41', 'a domain in its own letters', withHead('anne@example.org', 'anne@b\u00fccher.example')],
  [
    'E43',
    'a link that counts who follows it',
    message(HEAD, TEXT, HTML.replace('https://a.example/', 'https://t.example/?u=3Dhttps://a.example/')),
  ],
];

describe('The examiner of messages', () => {
  it('finds nothing wrong with a sound one', () => {
    expect(lint(message())).toEqual([]);
  });

  it.each(BAD)('%s: catches %s', (number, _, bad) => {
    expect(lint(bad).map((fault) => fault.split(' ')[0])).toContain(number);
  });

  it('E10: catches a signature that does not cover both', () => {
    const signature = 'DKIM-Signature: v=1; d=folkmoot.example; h=from:list-unsubscribe; b=x';
    expect(lint(message([signature, ...HEAD]), { signed: true }).join()).toContain('E10');
  });

  it('E18, E22: catches list headers on account mail, and a return path of nobody’s', () => {
    const faults = lint(message(), { kind: 'account', from: 'bounces@mail.folkmoot.example' });
    expect(faults.map((fault) => fault.slice(0, 3))).toEqual(expect.arrayContaining(['E18', 'E22', 'E4 ']));
  });
});
