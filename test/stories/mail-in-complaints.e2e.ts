import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { coordinatorOf, MAIL_IN, Outside, sendList } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Caught } from '../support/sink.js';

describe('Complaints', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let outside: Outside;
  const readers: { id: string; name: string; address: string }[] = [];

  beforeAll(async () => {
    folkmoot = await TestApp.start(MAIL_IN);
    network = await foundNetwork(folkmoot);
    outside = await Outside.open(folkmoot);
    for (let at = 0; at < 5; at += 1) {
      const [name, address] = [`Reader ${at}`, `reader${at}@example.org`];
      readers.push({ id: await network.addPerson(name, address), name, address });
    }
  });
  afterAll(() => folkmoot.stop());

  /** A feedback report (RFC 5965) as providers send it: to the abuse address, with our header inside. */
  const complain = (about: Caught, type = 'abuse') =>
    outside.hand(
      'fbl@provider.example',
      'abuse@mail.example.net',
      `From: fbl@provider.example
To: abuse@mail.example.net
Subject: Report
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: message/feedback-report

Feedback-Type: ${type}
Version: 1
Original-Mail-From: <${about.from}>

--b
Content-Type: message/rfc822

From: digest@mail.example.net
Message-ID: ${about.mail.messageId}

This week.
--b--
`.replace(/\n/g, '\r\n'),
    );
  const purposes = async (id: string) =>
    (
      await network.query<{ purpose: string }>(
        `select purpose from consent where person_id = $1 and status = 'opted_out' order by at`,
        [id],
      )
    ).map(({ purpose }) => purpose);
  let taken: Caught[];

  it('stop that list at once, delete nobody, and the co-ordinator is told', async () => {
    ({ taken } = await sendList(network, readers));
    const about = taken.find(({ to }) => to === readers[0].address)!;
    await complain(about);
    await complain(about, 'not-spam');
    await outside.sort();
    expect(await purposes(readers[0].id)).toEqual(['digest']);
    const told = (await folkmoot.deliver()).filter(({ to }) => to === network.people.coordinator.address);
    expect(told.map(({ mail }) => mail.subject)).toEqual(['Somebody complained about our e-mails']);
  });

  it('count once, however often a provider tells of them', async () => {
    await complain(taken.find(({ to }) => to === readers[0].address)!);
    await outside.sort();
    expect(await network.query(`select id from bounce where kind = 'complaint'`)).toHaveLength(1);
    expect(await folkmoot.deliver()).toEqual([]);
  });

  it('of one person in a short list keep nothing back', async () => {
    const { taken: digest } = await sendList(network, readers.slice(1));
    expect(digest).toHaveLength(4);
  });

  it('of three people and more than 0.3 % keep the list back until a co-ordinator has looked; other lists go on', async () => {
    for (const { address } of readers.slice(1, 3)) await complain(taken.find(({ to }) => to === address)!);
    await outside.sort();
    const told = (await folkmoot.deliver()).map(({ mail }) => mail.subject);
    expect(told).toContain('Nothing more goes to the list “digest” before you have looked');
    const { taken: digest } = await sendList(network, readers.slice(3));
    expect(digest).toEqual([]);
    const { taken: newsletter } = await sendList(network, readers.slice(3), 'newsletter');
    expect(newsletter).toHaveLength(2);
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/mail-troubles');
    expect(ada.words()).toContain('Too many complaints');
    await ada.press('sending may go on');
    const after = await folkmoot.deliver();
    expect(after.filter(({ mail }) => mail.subject === 'This week: news')).toHaveLength(2);
  });

  it('about nothing of ours change nothing', async () => {
    const elsewhere = {
      ...taken[1],
      from: 'b+x@elsewhere.example',
      mail: { ...taken[1].mail, messageId: '<x@y.example>' },
    };
    await complain(elsewhere);
    await outside.sort();
    expect(await network.query(`select id from bounce where kind = 'complaint'`)).toHaveLength(3);
  });
});
