import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { letter } from '../support/mail-in.js';
import {
  folkmoot,
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
  });
  afterAll(() => folkmoot.stop());

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
});
