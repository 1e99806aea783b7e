import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { TestApp } from '../support/app.js';
import { coordinatorOf, MAIL_IN, Outside } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

const US = 'derbyshire@mail.example.net';
const DATA = join(import.meta.dirname, '../data/hardening');
const strings = (file: string): string[] => {
  const found = JSON.parse(readFileSync(join(DATA, file), 'utf8')) as string[] | { values?: string[] };
  return Array.isArray(found) ? found : (found.values ?? []);
};

describe('Whatever is written to the network', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let outside: Outside;

  beforeAll(async () => {
    folkmoot = await TestApp.start(MAIL_IN);
    network = await foundNetwork(folkmoot);
    outside = await Outside.open(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  const word = (text: string) => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`;

  /** The text as name, subject, words, HTML and name of an attachment at once. */
  const everywhere = (text: string, at: number): string =>
    [
      `From: ${word(text)} <hostile${at}@elsewhere.example>`,
      `To: ${US}`,
      `Subject: ${word(`${at} ${text}`)}`,
      `Message-ID: <hostile${at}@elsewhere.example>`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      `Content-Type: text/${at % 2 ? 'html' : 'plain'}; charset=utf-8`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(text).toString('base64'),
      '--b',
      `Content-Type: text/plain; name="${word(text)}"`,
      `Content-Disposition: attachment; filename="${word(text)}"`,
      '',
      'x',
      '--b--',
      '',
    ].join('\r\n');

  it('is shown as words and breaks no page', async () => {
    const most = process.env.FOLKMOOT_TEST_ALL_STRINGS ? 1000 : 30;
    const all = [
      ...strings('header-injection.json'),
      ...strings('naughty-strings.json').slice(0, most),
      ...strings('xss-payloads.json').slice(0, most),
    ];
    for (const [at, text] of all.entries())
      expect(await outside.hand(`hostile${at}@elsewhere.example`, US, everywhere(text, at))).toMatchObject({
        code: 250,
      });
    await outside.sort();
    const threads = await network.query<{ id: string }>('select id from inbox_thread');
    const rest = await network.query(
      `select mail_from, state, kind, outcome from incoming_message where id not in (select incoming_id from inbox_message)`,
    );
    expect(rest).toEqual([]);
    expect(threads).toHaveLength(all.length);
    const ada = await coordinatorOf(network);
    for (let page = 1; page <= Math.ceil(all.length / 30); page += 1) {
      const list = await ada.open(`/derbyshire/inbox?page=${page}`);
      expect([page, list.status]).toEqual([page, 200]);
      expect(list.page.querySelectorAll('main script, main img, main iframe, main svg')).toEqual([]);
    }
    for (const { id } of threads) {
      const shown = await ada.open(`/derbyshire/inbox/${id}`);
      expect([id, shown.status]).toEqual([id, 200]);
      const main = shown.page.querySelector('main')!;
      expect(main.querySelectorAll('script, img, iframe, svg, style, object, embed, link')).toEqual([]);
      for (const link of main.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^\/(?!\/)/);
      for (const one of main.querySelectorAll('*'))
        expect(Object.keys(one.attributes).filter((name) => /^on/i.test(name))).toEqual([]);
    }
  }, 600_000);

  it('can be answered, and only to the one address it came from', async () => {
    const [thread] = await network.query<{ id: string }>(
      `select id from inbox_thread where from_address like 'hostile3@%'`,
    );
    const ada = await coordinatorOf(network);
    await ada.open(`/derbyshire/inbox/${thread.id}`);
    await ada.press('Send the answer', { text: 'Hello\r\nBcc: x@evil.example' });
    const [answer] = await folkmoot.deliver();
    expect(answer.to).toBe('hostile3@elsewhere.example');
    const names = answer.mail.headers.map(({ key }) => key);
    expect(names).not.toContain('bcc');
    for (const once of ['from', 'to', 'subject', 'date', 'message-id', 'reply-to'])
      expect(names.filter((name) => name === once)).toEqual([once]);
  });

  it('an attachment is checked like any other file before it is kept', async () => {
    const svg = readFileSync(join(import.meta.dirname, '../../src/core/web/public/mark.svg'));
    const square = { create: { width: 8, height: 8, channels: 3 as const, background: '#0b5c6b' } };
    const png = await sharp(square).png().toBuffer();
    const raw = [
      ...[`From: sue@elsewhere.example`, `To: ${US}`, 'Subject: Papers', 'MIME-Version: 1.0'],
      ...['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'Here.', '--b'],
      ...['Content-Type: application/pdf; name="paper.pdf"', 'Content-Disposition: attachment', ''],
      ...['%PDF-1.4 not really', '--b', 'Content-Type: image/svg+xml; name="mark.svg"'],
      ...['Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '', svg.toString('base64')],
      ...['--b', 'Content-Type: image/png; name="square.png"', 'Content-Disposition: attachment'],
      ...['Content-Transfer-Encoding: base64', '', png.toString('base64'), '--b--', ''],
    ].join('\r\n');
    await outside.hand('sue@elsewhere.example', US, raw);
    await outside.sort();
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/inbox');
    await ada.follow('Papers');
    expect(ada.words()).toContain('paper.pdf, application/pdf');
    await ada.press('Check and keep this file: mark.svg');
    expect(ada.last.status).toBe(422);
    expect(ada.problems()).toHaveLength(1);
    await ada.press('Check and keep this file: square.png');
    expect(ada.words()).toContain('Files kept with this conversation');
    const shown = await ada.follow('square.png');
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    const member = await network.signIn('member');
    expect((await member.open(shown.path)).status).toBe(404);
  });
});
