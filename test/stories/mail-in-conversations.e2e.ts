import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Contributions, PersonalData } from '../../src/core/contracts/index.js';
import { coordinatorOf, letter, report, sendList } from '../support/mail-in.js';
import type { Caught } from '../support/sink.js';
import {
  folkmoot,
  network,
  outside,
  opened,
  person,
  answersCome,
  digestTo,
  status,
  thread,
} from './mail-in-answers.js';

describe('Answers to what we send', () => {
  beforeAll(async () => {
    await opened();
    await answersCome('folkmoot');
  });
  afterAll(() => folkmoot.stop());

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
