import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import nodemailer from 'nodemailer';
import { Person } from './person.js';
import { Product, withBrowser } from './product.js';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

withBrowser('A member without an account, on a screen 360 pixels wide, without scripts', () => {
  let product: Product;
  let member: Person;
  let mailIn: number;
  let addresses: string[];

  beforeAll(async () => {
    mailIn = await freePort();
    product = await Product.start({ FOLKMOOT_STOP_MINUTES: '0', FOLKMOOT_MAIL_IN_PORT: String(mailIn) });
    await sendTheWeek();
    member = await Person.arrive(product, 360);
    await member.open('/mailbox');
  });
  afterAll(() => product.stop());

  /** The co-ordinator lets answers come in, and sends the week. */
  async function sendTheWeek(): Promise<void> {
    const maureen = await Person.arrive(product, 1280);
    await maureen.signIn(product.address('Co-ordinator'));
    await maureen.open(`${product.network}/settings`);
    await maureen.page.getByLabel(/^Where answers to the digest/).selectOption('folkmoot');
    await maureen.press(/^Save/);
    await maureen.open(`${product.network}/digest`);
    await maureen.press('Compose this week');
    await maureen.follow(/^Approve it$/);
    await maureen.press('Approve and send');
    await maureen.until(async () => (await maureen.texts('main .tag')).includes('Sent'));
    await maureen.follow('Sent');
    addresses = await maureen.texts('td[data-label="Address"]');
  }

  /** The link with these words in the message that is open. */
  const linkIn = async (words: RegExp) =>
    (await member.page.locator('main a', { hasText: words }).first().getAttribute('href'))!;

  /** What mail programmes answer to. */
  async function answersTo(): Promise<{ to: string; id: string }> {
    const source = await member.page.request.get(`${member.path}/source`);
    const text = (await source.text()).replace(/\r?\n[ \t]+/g, ' ');
    return {
      to: /^Reply-To:.*?([\w+.-]+@[\w.-]+)/im.exec(text)![1],
      id: /^Message-ID: *(<[^>]+>)/im.exec(text)![1],
    };
  }

  async function answer(from: string, word: string): Promise<void> {
    const { to, id } = await answersTo();
    const transport = nodemailer.createTransport({ host: '127.0.0.1', port: mailIn, ignoreTLS: true });
    await transport.sendMail({ from, to, subject: 'Re: This week', inReplyTo: id, text: `${word}\n` });
    transport.close();
  }

  it('reads the digest, with a reason for each item', async () => {
    await member.openMail(addresses[0], 'This week');
    const text = await member.page.locator('main').innerText();
    expect(text).toContain('Why you get this:');
    expect(await member.texts('h1')).toHaveLength(1);
  });

  it('changes what she receives by a link in it, without signing in', async () => {
    await member.page.goto(await linkIn(/\/stop\//));
    await member.follow('Choose what you are sent');
    await member.page.getByLabel(/once a month/i).check();
    await member.page.getByLabel(/2 minutes/i).check();
    await member.press('Save my choice');
    expect(await member.notice()).toMatch(/once a month/i);
    expect(await member.page.getByLabel(/once a month/i).isChecked()).toBe(true);
  });

  it('leaves by the link and one press, and can take it back', async () => {
    await member.open('/mailbox');
    await member.openMail(addresses[1], 'This week');
    await member.page.goto(await linkIn(/\/stop\//));
    expect(await member.texts('main')).toEqual([expect.stringContaining('Nobody has been taken off yet')]);
    await member.press('Stop it');
    expect(await member.texts('main')).toEqual([expect.stringMatching(/no longer|not be sent/i)]);
    expect(await member.texts('main')).toEqual([expect.stringMatching(/once a month/i)]);
  });

  it('does the same by e-mail alone: LESS is answered, STOP is done', async () => {
    await member.open('/mailbox');
    const digest = await mailOf(addresses[2]);
    await member.page.goto(digest);
    await answer(addresses[2], 'LESS');
    await member.open('/mailbox');
    await member.openMail(addresses[2], 'Less: ');
    expect(await member.page.locator('main').innerText()).toMatch(/MORE/);
    await member.page.goto(digest);
    await answer(addresses[2], 'STOP');
    // One letter a day is enough (RFC 3834); what is true shows on her page.
    await member.page.goto(await linkIn(/\/stop\//));
    await member.follow('Choose what you are sent');
    await member.until(() => member.page.getByLabel('Not at all').isChecked());
  });

  /** Where the digest of somebody is kept; opened as often as one likes. */
  async function mailOf(address: string): Promise<string> {
    const row = member.page.locator('main tr', { hasText: address }).filter({ hasText: 'This week' });
    for (;;) {
      if ((await row.count()) > 0) return (await row.getByRole('link').first().getAttribute('href'))!;
      await member.follow('Next page');
    }
  }

  it('was never shown a page wider than the screen, and never signed in', () => {
    expect(member.way.filter(({ beyond }) => beyond > 0)).toEqual([]);
    expect(member.way.filter(({ path }) => path.includes('sign-in'))).toEqual([]);
    expect(member.foreign).toEqual([]);
  });
});
