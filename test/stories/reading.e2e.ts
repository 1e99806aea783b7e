import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Keys } from '../../src/core/config/index.js';
import { Post, stopToken } from '../../src/core/mail/index.js';
import { Audience, Preferences, type ReadingChoice } from '../../src/members/index.js';
import type { ImportReport } from '../../src/members/import/import.commands.js';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('How people want to be written to', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let maureen: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    maureen = network.people.member.id;
  });
  afterAll(() => folkmoot.stop());
  beforeEach(async () => {
    for (const table of ['consent', 'reading_choice']) await network.query(`delete from ${table}`);
    await network.query(`update person set preferred_channel = 'email'`);
    await setting({});
  });

  const setting = (members: object) =>
    network.query('update network set settings = $1 where id = $2', [
      JSON.stringify({ members }),
      network.id,
    ]);
  const key = () => folkmoot.app.get(Keys).for('tokens');
  const page = (personId: string) =>
    `/derbyshire/preferences/${stopToken(key(), network.id, 'preferences', personId)}`;
  const stopPage = (list: string) =>
    `/derbyshire/stop/${list}/${stopToken(key(), network.id, list, maureen)}`;
  const choice = (personId = maureen) =>
    network.inside(() => folkmoot.app.get(Preferences).choiceOf(personId));
  const inAudience = async (list = 'digest', personId = maureen) => {
    const people = await network.inside(() => folkmoot.app.get(Audience).forList(list));
    return people.find((one) => one.personId === personId)!;
  };

  it('Maureen says it by her link, without signing in: how often, how long, how, and what else', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(page(maureen));
    expect(visitor.words()).toContain('How often do you want the weekly digest?');
    expect(visitor.last.page.querySelectorAll('script')).toHaveLength(0);
    await visitor.press('Save my choice', {
      digest: 'monthly',
      minutes: '10',
      way: 'lean',
      lists: ['urgent'],
    });
    expect(visitor.words()).toContain(
      'You will be sent the weekly digest from the next one on: once a month, 10 minutes of reading, text only.',
    );
    expect((await inAudience()).reading).toEqual({
      ...{ frequency: 'monthly', minutes: 10, lean: true, paper: false, largePrint: false },
    });
    expect((await inAudience('newsletter')).status).toBe('opted-out');
    expect((await inAudience('urgent')).status).toBe('may');
    expect((await inAudience()).status).toBe('may');
  });

  it('what she chose stands on the page when she comes back, and saving it again changes nothing', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(page(maureen));
    await visitor.press('Save my choice', { digest: 'weekly', minutes: 'all', way: 'large', lists: '' });
    const before = await network.query('select * from change where subject_id = $1', [maureen]);
    await visitor.open(page(maureen));
    await visitor.press('Save my choice');
    expect(await choice()).toEqual({
      ...{ frequency: 'weekly', minutes: null, lean: false, paper: true, largePrint: true },
    });
    expect(await network.query('select * from change where subject_id = $1', [maureen])).toEqual(before);
    expect((await inAudience('newsletter')).status).toBe('opted-out');
  });

  it('daily and at once can be chosen only where the network offers them', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(page(maureen));
    expect(visitor.words()).not.toContain('Every working day');
    await visitor.press('Save my choice', { digest: 'daily' });
    expect(visitor.problems()).toEqual(['Choose one of the ways we send it.']);
    await setting({ frequencies: 'all' });
    await visitor.open(page(maureen));
    await visitor.press('Save my choice', { digest: 'daily' });
    expect((await inAudience()).reading.frequency).toBe('daily');
    await setting({});
    expect((await inAudience()).reading.frequency).toBe('weekly');
  });

  it('where two people approve there is only the weekly one, and whoever chose another is told', async () => {
    await setting({ frequencies: 'all' });
    const visitor = folkmoot.visitor();
    await visitor.open(page(maureen));
    await visitor.press('Save my choice', { digest: 'daily' });
    await network.query(
      `update network set settings = settings || '{"digest": {"second": "two"}}' where id = $1`,
      [network.id],
    );
    await visitor.open(page(maureen));
    expect(visitor.words()).toContain(
      'You chose “Every working day, when there is something”. It is not sent like that any more, so you get it every week.',
    );
    const values = visitor.last.page.querySelectorAll('input[name=digest]');
    expect(values.map((one) => one.getAttribute('value'))).toEqual(['weekly', 'none']);
    await network.inside(() =>
      folkmoot.app.get(Preferences).choose('product', maureen, { lean: true }, 'page'),
    );
    expect((await choice()).frequency).toBe('weekly');
    await visitor.open(stopPage('digest'));
    await visitor.press('Stop it');
    expect(visitor.words()).not.toContain('Once a month');
    await visitor.press('Only what matters most to us');
    expect(visitor.words()).not.toContain('You chose');
  });

  it('whoever has chosen no reading time has the network’s, also when that changes', async () => {
    await setting({ minutes: '2' });
    expect((await inAudience()).reading.minutes).toBe(2);
    const visitor = folkmoot.visitor();
    await visitor.open(stopPage('digest'));
    await visitor.press('Stop it');
    await visitor.press('Once a month instead');
    await setting({ minutes: 'all' });
    expect((await inAudience()).reading).toMatchObject({ frequency: 'monthly', minutes: null });
  });

  it('after a stop the page offers less often, fewer topics, and everything again', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(stopPage('digest'));
    await visitor.press('Stop it');
    expect((await inAudience()).status).toBe('opted-out');
    await visitor.press('Only what matters most to us');
    expect(await choice()).toMatchObject({ frequency: 'weekly', minutes: 2 });
    expect((await inAudience()).status).toBe('may');
    await visitor.open(stopPage('digest'));
    await visitor.press('Stop it');
    await visitor.press('Send it to me again');
    expect(await choice()).toMatchObject({ frequency: 'weekly', minutes: 2 });
  });

  it('each list is stopped by its own link, and by it alone', async () => {
    const visitor = folkmoot.visitor();
    await visitor.open(stopPage('urgent'));
    expect(visitor.heading()).toBe('Stop urgent briefings?');
    await visitor.press('Stop it');
    expect(visitor.words()).toContain('From now on urgent briefings no longer come to');
    expect(visitor.words()).not.toContain('Once a month instead');
    expect((await inAudience('urgent')).status).toBe('opted-out');
    expect((await inAudience('newsletter')).status).toBe('may');
    await visitor.press('Send it to me again');
    expect((await inAudience('urgent')).status).toBe('may');
  });

  it('on paper means: nothing by e-mail; Ada notes that she was told by telephone', async () => {
    const tom = await network.signIn('coordinator');
    await tom.open(`/derbyshire/people/${maureen}`);
    await tom.follow('Note what they want');
    await tom.press('Note it', { way: 'paper', saidBy: 'telephone' });
    expect(tom.words()).toContain('They will be sent the weekly digest from the next one on: every week');
    expect(await inAudience()).toMatchObject({
      status: 'on-paper',
      reading: { paper: true, largePrint: false },
    });
    const [change] = await network.query<{ why: string; source: string }>(
      `select why, source from change where subject_id = $1 and field = 'reading' order by at desc, id desc limit 1`,
      [maureen],
    );
    expect(change).toEqual({ why: 'By telephone', source: 'page' });
    expect((await inAudience('urgent')).status).toBe('on-paper');
  });

  it('a copy that waits is neither mailed to whoever asks for paper nor to whoever stops', async () => {
    const waiting = () =>
      network.inside(async () => {
        const post = folkmoot.app.get(Post);
        const copy = {
          ...{ personId: maureen, readers: [maureen], name: 'Maureen', address: 'maureen@example.org' },
          ...{ pieces: [0], holes: {}, state: 'pending' as const },
        };
        const facts = {
          ...{ kind: 'digest', list: 'digest', subject: 'The week', fromName: 'Here', fromLocal: 'digest' },
          ...{ resend: 'ask' as const, sendAfter: new Date('2099-01-01'), mark: post.newMark() },
        };
        await post.freeze(facts, [{ text: 'x', html: 'x' }], [copy]);
      });
    const fates = () =>
      network.query(
        `select d.state, d.reason from delivery d join letter l on l.id = d.letter_id where l.kind = 'digest' order by d.id`,
      );
    const choose = (change: Partial<ReadingChoice>) =>
      network.inside(() => folkmoot.app.get(Preferences).choose('product', maureen, change, 'page'));
    await waiting();
    await choose({ frequency: 'monthly' });
    expect(await fates()).toEqual([{ state: 'pending', reason: null }]);
    await choose({ paper: true });
    expect(await fates()).toEqual([{ state: 'skipped', reason: 'Asked for it on paper.' }]);
    await choose({ paper: false });
    await waiting();
    await choose({ frequency: 'none' });
    expect((await fates())[1]).toEqual({
      state: 'skipped',
      reason: 'Asked not to get these e-mails any more.',
    });
  });

  it('her own record says it, too, and changes it', async () => {
    const reader = await network.signIn('member');
    await reader.open('/derbyshire/me');
    expect(reader.words()).toContain('How it comes Every week, 5 minutes of reading');
    await reader.follow('Choose what you are sent');
    await reader.press('Save my choice', { minutes: '2' });
    expect(reader.words()).toContain('How it comes Every week, 2 minutes of reading');
    await reader.follow('Correct your record');
    await reader.press('Save the record', { channel: 'post' });
    expect((await inAudience()).status).toBe('on-paper');
    expect(await choice()).toMatchObject({ paper: true, minutes: 2 });
  });

  it('programs read and change it with the person', async () => {
    const headers = {
      authorization: `Bearer ${await network.apiToken('coordinator')}`,
      'content-type': 'application/json',
    };
    const path = `/api/v1/derbyshire/people/${maureen}`;
    const body = JSON.stringify({ reading: { frequency: 'monthly', minutes: null } });
    const answer = await folkmoot.visitor().raw('PATCH', path, body, headers);
    expect(await answer.json()).toMatchObject({
      reading: { frequency: 'monthly', minutes: null, lean: false, paper: false, largePrint: false },
    });
    const wrong = await folkmoot
      .visitor()
      .raw('PATCH', path, JSON.stringify({ reading: { frequency: 'daily' } }), headers);
    expect(wrong.status).toBe(422);
  });

  it('somebody whose first address comes later is written to there, unless they asked for paper', async () => {
    const take = (text: string) =>
      folkmoot.command<ImportReport>('members', 'import', fileWith(text), '--network', 'derbyshire');
    const row = (name: string, email: string) => `Larkfield Playgroup,${name},${email},,\n`;
    const head = 'organisation,contact,email,frequency,on_paper\n';
    await take(`${head}${row('Ann Lee', '')}Larkfield Playgroup,Bo Ng,,,yes\n`);
    await take(`${head}${row('Ann Lee', 'ann@example.org')}${row('Bo Ng', 'bo@example.org')}`);
    const people = await network.inside(() => folkmoot.app.get(Audience).forList('digest'));
    const statusOf = (name: string) => people.find((one) => one.name === name)?.status;
    expect([statusOf('Ann Lee'), statusOf('Bo Ng')]).toEqual(['may', 'on-paper']);
  });
});
