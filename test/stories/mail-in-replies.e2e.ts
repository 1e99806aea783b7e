import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contributions, PersonalData } from '../../src/core/contracts/index.js';
import { TestApp } from '../support/app.js';
import { coordinatorOf, letter, MAIL_IN, Outside, report, sendList } from '../support/mail-in.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Caught } from '../support/sink.js';

interface Person {
  id: string;
  name: string;
  address: string;
}

describe('Answers to what we send', () => {
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
  async function person(name?: string, address?: string): Promise<Person> {
    count += 1;
    const who = { name: name ?? `Writer ${count}`, address: address ?? `writer${count}@example.org` };
    return { id: await network.addPerson(who.name, who.address), ...who };
  }
  const answersCome = (where: 'folkmoot' | 'person') =>
    network.query(
      `update network set settings = jsonb_set(settings, '{mail}', jsonb_build_object('answers', $1::text)) where id = $2`,
      [where, network.id],
    );
  const digestTo = async (...people: Person[]): Promise<Caught[]> => (await sendList(network, people)).taken;
  const status = async ({ id }: Person): Promise<string | undefined> => {
    const rows = await network.query<{ status: string }>(
      `select status from consent where person_id = $1 and purpose = 'digest' order by at desc limit 1`,
      [id],
    );
    return rows[0]?.status;
  };
  const thread = async (subject: string) =>
    (
      await network.query<{ id: string; verified: boolean; person_id: string | null; folded: string | null }>(
        'select id, verified, person_id, folded from inbox_thread where subject = $1',
        [subject],
      )
    )[0];

  it('go to a person until the network switches it on, and then to an address of the copy’s own', async () => {
    const ann = await person();
    const [before] = await digestTo(ann);
    expect(before.mail.replyTo?.[0].address).toBe('ada@example.org');
    await answersCome('folkmoot');
    const [after] = await digestTo(ann);
    expect(after.mail.replyTo?.[0].address).toMatch(/^r\+[a-z2-7]{61}@mail\.example\.net$/);
    expect(after.mail.headers.filter(({ key }) => key === 'reply-to')).toHaveLength(1);
    expect(after.mail.text).toContain('You can answer with one word: STOP');
  });

  it('that say STOP stop the list, whatever else the mail programme puts below', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    expect(await outside.answer(digest, 'stop\r\n\r\nOn Friday the network wrote:\r\n> news')).toMatchObject({
      code: 250,
    });
    await outside.sort();
    expect(await status(ann)).toBe('opted_out');
    const answers = (await folkmoot.deliver()).filter(({ to }) => to === ann.address);
    expect(answers).toHaveLength(1);
    expect(answers[0].from).toBe('');
    expect(answers[0].mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');
  });

  it('work at the list’s own address too, known by the message they answer', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'STOP', { to: 'digest@mail.example.net' });
    await outside.sort();
    expect(await status(ann)).toBe('opted_out');
  });

  it('are answered once a day at most, and the act is done all the same', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    for (const word of ['HELP', 'HELP', 'LESS', 'STOP']) await outside.answer(digest, word);
    await outside.sort();
    expect(await status(ann)).toBe('opted_out');
    expect((await folkmoot.deliver()).filter(({ to }) => to === ann.address)).toHaveLength(1);
  });

  it('that only begin like a word are read by a person', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'Help us find a room for Tuesday, please?', { subject: 'A room' });
    await outside.sort();
    expect(await thread('A room')).toMatchObject({ verified: true, person_id: ann.id, folded: null });
    expect((await folkmoot.deliver()).filter(({ to }) => to === ann.address)).toEqual([]);
  });

  it('that say more behind the word do the word and are read as well', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(
      digest,
      'STOP\r\n\r\nI have left the playgroup; Bea Wren has taken over, please write to her.',
      {
        subject: 'Leaving',
      },
    );
    await outside.sort();
    expect(await status(ann)).toBe('opted_out');
    expect(await thread('Leaving')).toBeDefined();
  });

  it('from somebody else than the copy was sent to are marked as not verified', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'Forwarded to me by Ann.', {
      from: 'carl@elsewhere.example',
      subject: 'From Carl',
    });
    await outside.hand(
      'mallory@evil.example',
      'derbyshire@mail.example.net',
      letter({ from: ann.address, to: 'derbyshire@mail.example.net', subject: 'Not Ann', text: 'MORE' }),
    );
    await outside.sort();
    expect(await thread('From Carl')).toMatchObject({ verified: false });
    expect(await thread('Not Ann')).toMatchObject({ verified: false, person_id: ann.id });
  });

  it('that say STOP with a forged sender stop nothing: the link is sent once a day, and a person reads them', async () => {
    const ann = await person();
    const to = 'derbyshire@mail.example.net';
    for (const subject of ['Forged once', 'Forged twice'])
      await outside.hand(
        'mallory@evil.example',
        to,
        letter({ from: ann.address, to, subject, text: 'STOP' }),
      );
    await outside.sort();
    expect(await status(ann)).toBeUndefined();
    const sent = (await folkmoot.deliver()).filter((one) => one.to === ann.address);
    expect(sent.map(({ mail }) => mail.subject)).toEqual(['What you can answer']);
    expect(sent[0].mail.text).toContain('/preferences/');
    for (const subject of ['Forged once', 'Forged twice'])
      expect(await thread(subject)).toMatchObject({ verified: false });
  });

  it('that name our Message-ID from a stranger’s address stop nothing either', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    const facts = { from: 'carl@elsewhere.example', to: 'digest@mail.example.net', subject: 'Carl says' };
    await outside.answer(digest, 'STOP', facts);
    await outside.sort();
    expect(await status(ann)).toBeUndefined();
    expect(await thread('Carl says')).toMatchObject({ verified: false });
  });

  it('in capitals that are no command are read and do nothing', async () => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'STOP PRESS: our open day has moved', { subject: 'Open day' });
    await outside.sort();
    expect(await status(ann)).toBeUndefined();
    expect(await thread('Open day')).toMatchObject({ verified: true });
  });

  it('make one conversation: answered from the page, threaded, and taken up again when they write back', async () => {
    const ann = await person('Ann Lark');
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'May we bring a guest?', { subject: 'Re: This week: news' });
    await outside.sort();
    const ada = await coordinatorOf(network);
    await ada.open('/derbyshire/inbox');
    await ada.follow('Re: This week: news');
    expect(ada.words()).toContain('Ann Lark wrote this');
    expect(ada.words()).toContain('May we bring a guest?');
    await ada.press('Send the answer', { text: 'Yes, of course.\n\nSee you there.' });
    expect(ada.words()).toContain('Ada Barley answered');
    const [answer] = (await folkmoot.deliver()).filter(({ to }) => to === ann.address);
    const header = (name: string) => answer.mail.headers.find(({ key }) => key === name)?.value;
    expect(answer.mail.from?.address).toBe('derbyshire@mail.example.net');
    expect(header('in-reply-to')).toMatch(/@elsewhere\.example>$/);
    expect(header('references')).toContain(digest.mail.messageId);
    expect(header('auto-submitted')).toBe('no');
    expect(answer.mail.text).toContain('> May we bring a guest?');
    await outside.answer(answer, 'Thank you!', { subject: 'Another subject altogether' });
    await outside.sort();
    await ada.open('/derbyshire/inbox');
    await ada.follow('Re: This week: news');
    expect(ada.words()).toContain('Thank you!');
    expect(await thread('Another subject altogether')).toBeUndefined();
  });

  it('an answer of ours that comes back brings the conversation up again', async () => {
    const to = 'derbyshire@mail.example.net';
    const from = 'typo@elsewhere.example';
    await outside.hand(from, to, letter({ from, to, subject: 'A room', text: 'Is it free?' }));
    await outside.sort();
    const { id } = (
      await network.query<{ id: string }>('select id from inbox_thread where from_address = $1', [from])
    )[0];
    const ada = await coordinatorOf(network);
    await ada.open(`/derbyshire/inbox/${id}`);
    await ada.press('Send the answer', { text: 'It is.' });
    const [answer] = (await folkmoot.deliver()).filter((one) => one.to === from);
    const facts = { to: answer.from, recipient: from, status: '5.1.1', messageId: answer.mail.messageId };
    await outside.hand('', answer.from, report(facts));
    await outside.sort();
    await ada.open('/derbyshire/inbox');
    expect(ada.words()).toContain('A room');
    await ada.open(`/derbyshire/inbox/${id}`);
    expect(ada.words()).toContain('It came back: this address does not work');
  });

  it('belong to who wrote them: told in the download, gone with the person', async () => {
    const ann = await person('Ann Farewell');
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'Please keep this between us.', { subject: 'In confidence' });
    await outside.sort();
    const holders = folkmoot.app.get(Contributions).all<PersonalData>(PersonalData);
    const told = await network.inside(async () => {
      const sections = [];
      for (const holder of holders) sections.push(...(await holder.about(ann.id)));
      for (const holder of holders) await holder.erase(ann.id);
      return JSON.stringify(sections);
    });
    expect(told).toContain('Please keep this between us.');
    expect(await thread('In confidence')).toBeUndefined();
    const left = await network.query(
      `select id from incoming_message where mail_from = $1 or bytes is not null and encode(bytes, 'escape') like '%between us%'`,
      [ann.address],
    );
    expect(left).toEqual([]);
  });

  it('that were never proven to be theirs are in nobody’s download, and stay when that person goes', async () => {
    const ann = await person('Ann Namesake');
    const to = 'derbyshire@mail.example.net';
    const text = 'The words of a stranger.';
    await outside.hand(
      'mallory@evil.example',
      to,
      letter({ from: ann.address, to, subject: 'Not hers', text }),
    );
    await outside.sort();
    expect(await thread('Not hers')).toMatchObject({ verified: false, person_id: ann.id });
    const holders = folkmoot.app.get(Contributions).all<PersonalData>(PersonalData);
    const told = await network.inside(async () => {
      const sections = [];
      for (const holder of holders) sections.push(...(await holder.about(ann.id)));
      for (const holder of holders) await holder.erase(ann.id);
      return JSON.stringify(sections);
    });
    expect(told).not.toContain(text);
    expect(await thread('Not hers')).toMatchObject({ person_id: null });
    const kept = await network.query(
      `select id from incoming_message where encode(bytes, 'escape') like '%words of a stranger%' and person_id is null`,
    );
    expect(kept).toHaveLength(1);
  });

  it('can be given to a colleague, read, settled, taken up again and removed', async () => {
    await outside.hand(
      'sue@elsewhere.example',
      'derbyshire@mail.example.net',
      letter({
        from: 'sue@elsewhere.example',
        to: 'derbyshire@mail.example.net',
        subject: 'Joining',
        text: 'How do we join?',
      }),
    );
    await outside.sort();
    const ada = await coordinatorOf(network);
    const { id } = (await thread('Joining'))!;
    await ada.open(`/derbyshire/inbox/${id}`);
    expect(ada.words()).toContain('Nobody in your records has the address sue@elsewhere.example');
    await ada.press('Give it to them', { to: network.people.administrator.id });
    expect(ada.words()).toContain('It has somebody to see to it');
    await ada.press('I have read it');
    await ada.open(`/derbyshire/inbox/${id}`);
    await ada.press('It is dealt with');
    await ada.open('/derbyshire/inbox?show=done');
    await ada.follow('Joining');
    await ada.press('Take it up again');
    await ada.press('Remove it for good');
    expect(await thread('Joining')).toBeUndefined();
    expect(
      await network.query(`select id from incoming_message where mail_from = 'sue@elsewhere.example'`),
    ).toEqual([]);
  });

  it('with two vacation responders on the other side end by themselves', async () => {
    const [ann, bea] = [await person(), await person()];
    await digestTo(ann, bea);
    let turns = 0;
    let fresh: Caught[] = folkmoot.sink.taken.slice(-2);
    // They follow no standard: they answer everything, even what says that it must not be answered, wherever they can.
    while (fresh.length > 0 && turns < 20) {
      turns += 1;
      for (const got of fresh) {
        const text = turns % 2 === 1 ? 'HELP' : 'I am away until Monday. STOP reading here.';
        await outside.answer(got, text, { from: got.to, subject: `Away: ${got.mail.subject}` });
        if (got.from) await outside.answer(got, text, { from: got.to, to: got.from, subject: 'Auto reply' });
      }
      await outside.sort();
      fresh = (await folkmoot.deliver()).filter(({ to }) => [ann.address, bea.address].includes(to));
    }
    expect(turns).toBeLessThan(4);
  });

  it.each([
    ['Auto-Submitted: auto-generated'],
    ['List-Id: <others.example.org>'],
    ['Precedence: bulk'],
    ['X-Autoreply: yes'],
  ])('with %s are never obeyed and never answered', async (header) => {
    const ann = await person();
    const [digest] = await digestTo(ann);
    await outside.answer(digest, 'STOP', { headers: [header] });
    await outside.sort();
    expect(await status(ann)).toBeUndefined();
    expect((await folkmoot.deliver()).filter(({ to }) => to === ann.address)).toEqual([]);
  });

  it('two people behind one mailbox: the one who signs, and STOP without a name for both', async () => {
    const [ann, bea] = [
      await person('Ann Office', 'office@example.org'),
      await person('Bea Office', 'office@example.org'),
    ];
    const { taken } = await sendList(network, [ann]);
    await network.query(
      `insert into delivery_reader (letter_id, delivery_id, person_id)
       select letter_id, id, $2 from delivery where message_id = $1`,
      [taken[0].mail.messageId, bea.id],
    );
    await outside.answer(taken[0], 'A question', { name: 'Bea Office', subject: 'From Bea' });
    await outside.sort();
    expect(await thread('From Bea')).toMatchObject({ verified: true, person_id: bea.id });
    await outside.answer(taken[0], 'STOP', { name: 'The office' });
    await outside.sort();
    expect([await status(ann), await status(bea)]).toEqual(['opted_out', 'opted_out']);
  });
});
