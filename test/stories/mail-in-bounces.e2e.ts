import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { coordinatorOf, MAIL_IN, Outside, report, sendList } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import { refusal, type Caught } from '../support/sink.js';

interface Person {
  id: string;
  name: string;
  address: string;
}

describe('Mail that comes back', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let outside: Outside;

  beforeAll(async () => {
    folkmoot = await TestApp.start(MAIL_IN);
    network = await foundNetwork(folkmoot);
    outside = await Outside.open(folkmoot);
  });
  afterAll(() => folkmoot.stop());

  let count = 0;
  async function person(): Promise<Person> {
    count += 1;
    const [name, address] = [`Reader ${count}`, `reader${count}@example.org`];
    return { id: await network.addPerson(name, address), name, address };
  }
  const people = async (many: number): Promise<Person[]> => {
    const all: Person[] = [];
    for (let at = 0; at < many; at += 1) all.push(await person());
    return all;
  };
  const isHeld = async ({ id }: Person): Promise<boolean> => {
    const [row] = await network.query<{ held: boolean }>(
      'select held_since is not null as held from contact_point where person_id = $1',
      [id],
    );
    return row.held;
  };
  const bounce = (sent: Caught, facts: Partial<Parameters<typeof report>[0]> = {}) =>
    outside.hand(
      '',
      sent.from,
      report({
        to: sent.from,
        recipient: sent.to,
        status: '5.1.1',
        messageId: sent.mail.messageId,
        ...facts,
      }),
    );
  const troubles = (kind: string) =>
    network.query<{ words: string; number: number }>(
      'select words, number from mail_trouble where kind = $1 and done_at is null',
      [kind],
    );

  it('one hard failure holds the address an hour later, and keeps the person', async () => {
    const [ann, bea] = await people(2);
    const { taken } = await sendList(network, [ann, bea]);
    const toAnn = taken.find(({ to }) => to === ann.address)!;
    expect(await bounce(toAnn)).toMatchObject({ code: 250 });
    await outside.sort();
    expect(await isHeld(ann)).toBe(false);
    await outside.judge();
    expect([await isHeld(ann), await isHeld(bea)]).toEqual([true, false]);
    expect(
      await network.query('select id from person where id = $1 and erased_at is null', [ann.id]),
    ).toHaveLength(1);
  });

  it('the same bounce told twice counts once, and a soft one that turns hard counts once more', async () => {
    const ann = await person();
    const { taken } = await sendList(network, [ann]);
    await bounce(taken[0], { status: '4.2.2', diagnostic: '452 4.2.2 full' });
    await bounce(taken[0], { status: '4.2.2', diagnostic: '452 4.2.2 full' });
    await outside.sort();
    await outside.judge();
    expect(await network.query('select how, state from bounce where address_lc = $1', [ann.address])).toEqual(
      [{ how: 'soft', state: 'scored' }],
    );
    expect(await isHeld(ann)).toBe(false);
    await bounce(taken[0]);
    await outside.sort();
    await outside.judge();
    expect(await network.query('select how, state from bounce where address_lc = $1', [ann.address])).toEqual(
      [{ how: 'hard', state: 'scored' }],
    );
    expect(await isHeld(ann)).toBe(true);
  });

  it('a delayed message, an address full, an away message and a forged report hold nobody', async () => {
    const all = await people(5);
    const { taken } = await sendList(network, all);
    const of = (who: Person) => taken.find(({ to }) => to === who.address)!;
    await bounce(of(all[0]), { action: 'delayed', status: '4.4.1' });
    await bounce(of(all[1]), { status: '5.2.2', diagnostic: '552 5.2.2 mailbox full' });
    const away = 'From: x@example.org\r\nSubject: Out of office\r\n\r\n550 5.1.1 User unknown, I am away\r\n';
    await outside.hand('', of(all[2]).from, away);
    // Another person's return path, with this person's address and without the id of the message.
    await bounce(of(all[3]), { recipient: all[4].address, messageId: '<forged@evil.example>' });
    const forged = of(all[4]).from.replace(/.@/, (two) => (two[0] === 'a' ? 'b@' : 'a@'));
    expect(await outside.hand('', forged, 'Subject: x\r\n\r\nx')).toMatchObject({ code: 550 });
    await outside.sort();
    await outside.judge();
    for (const one of all) expect(await isHeld(one)).toBe(false);
    const log = await network.query<{ outcome: string }>(
      `select outcome from incoming_message where outcome like 'It names another%'`,
    );
    expect(log).toHaveLength(1);
  });

  it('a report for a forwarded copy counts, but never holds the address it was forwarded from', async () => {
    const ann = await person();
    const { taken } = await sendList(network, [ann]);
    await bounce(taken[0], { recipient: 'old@elsewhere.example' });
    await outside.sort();
    await outside.judge();
    expect(await network.query('select how, state from bounce where address_lc = $1', [ann.address])).toEqual(
      [{ how: 'soft', state: 'scored' }],
    );
    expect(await isHeld(ann)).toBe(false);
  });

  it('three soft failures over ten days make somebody telephone', async () => {
    const ann = await person();
    for (let week = 0; week < 3; week += 1) {
      const { taken } = await sendList(network, [ann]);
      await bounce(taken[0], { status: '4.4.1', diagnostic: '451 4.4.1 no answer' });
      await outside.sort();
      await outside.judge();
      expect(await troubles('telephone')).toHaveLength(week === 2 ? 1 : 0);
      folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 6 * 86_400_000));
    }
    expect(await isHeld(ann)).toBe(false);
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/mail-troubles');
    expect(ada.words()).toContain('Please telephone');
    expect(ada.words()).toContain(ann.name);
    await ada.press('I have seen to it');
    expect(await troubles('telephone')).toHaveLength(0);
  });

  it('a 5xx while sending is a bounce at once, and what the relay says decides which', async () => {
    const [gone, blocked, fine] = await people(3);
    folkmoot.sink.rules = {
      rcpt: (address) => {
        if (address === gone.address) return refusal(550, '5.1.1 No such user here');
        return address === blocked.address ? refusal(554, '5.7.1 Blocked by policy') : undefined;
      },
    };
    await sendList(network, [gone, blocked, fine]);
    folkmoot.sink.rules = {};
    expect(
      await network.query(`select source, state from bounce where address_lc = any ($1)`, [
        [gone.address, blocked.address, fine.address],
      ]),
    ).toEqual([
      { source: 'smtp', state: 'waiting' },
      { source: 'smtp', state: 'waiting' },
    ]);
    await outside.judge();
    expect([await isHeld(gone), await isHeld(blocked), await isHeld(fine)]).toEqual([true, false, false]);
  });

  it('an outage of ours holds nobody: the run waits, and the co-ordinator is told once and decides', async () => {
    const all = await people(40);
    const { taken, letterId } = await sendList(network, all);
    await network.query(
      `insert into delivery (id, letter_id, person_id, address, address_lc, state, next_at, message_id, pieces)
       select gen_random_uuid(), $1, null, 'later@example.org', 'later@example.org', 'pending', app_now() + interval '1 day', 'x', '{0}'`,
      [letterId],
    );
    for (const one of taken.slice(0, 25))
      await bounce(one, { diagnostic: `550 5.1.1 <${one.to}> rejected, ticket ${one.to.length}99887766` });
    await outside.sort();
    await outside.judge();
    await outside.judge();
    expect(await troubles('outage')).toHaveLength(1);
    for (const one of all) expect(await isHeld(one)).toBe(false);
    const [{ state }] = await network.query<{ state: string }>('select state from letter where id = $1', [
      letterId,
    ]);
    expect(state).toBe('paused');
    const told = (await folkmoot.deliver()).filter(({ to }) => to === network.people.coordinator.address);
    expect(told.map(({ mail }) => mail.subject)).toEqual(['Many e-mails came back with the same words']);
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/mail-troubles');
    await ada.press('It was an outage');
    await outside.judge();
    for (const one of all) expect(await isHeld(one)).toBe(false);
    expect(await troubles('outage')).toHaveLength(0);
  });

  it('the same many failures count when the co-ordinator says that the addresses are wrong', async () => {
    const all = await people(12);
    const { taken } = await sendList(network, all);
    for (const one of taken)
      await bounce(one, { remote: 'mx1.gone.example', diagnostic: '550 5.1.1 no such user' });
    await outside.sort();
    await outside.judge();
    expect(await isHeld(all[0])).toBe(false);
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/mail-troubles');
    await ada.press('The addresses are wrong');
    for (const one of all) expect(await isHeld(one)).toBe(true);
  });

  it('a relay that refuses everybody stops the run by itself, holds no one, and is told of once', async () => {
    await folkmoot.deliver();
    const all = await people(30);
    folkmoot.sink.rules = { rcpt: () => refusal(554, '5.7.1 Service unavailable') };
    await sendList(network, all);
    folkmoot.sink.rules = {};
    await outside.judge();
    await outside.judge();
    for (const one of all) expect(await isHeld(one)).toBe(false);
    expect(await troubles('brake')).toHaveLength(1);
    const told = (await folkmoot.deliver()).filter(({ to }) => to === network.people.coordinator.address);
    expect(told.filter(({ mail }) => mail.subject === 'Sending has stopped by itself')).toHaveLength(1);
    expect(await network.query(`select id from bounce where state = 'waiting'`)).toEqual([]);
  });
});
