import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Contributions, MailIn, type IncomingMail } from '../../src/core/contracts/index.js';
import { Preferences } from '../../src/members/index.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

describe('Maureen answers the digest with one word', () => {
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
    await folkmoot.deliver();
  });

  /** Takes the word and returns the letter in answer, if there is one. */
  async function says(text: string, more: Partial<IncomingMail> = {}) {
    const message = { personId: maureen, subjectId: 'digest', text, attachments: [], ...more };
    await network.inside(() =>
      folkmoot.app.get(Contributions).named<MailIn>(MailIn, 'command')!.take(message),
    );
    const [letter, ...others] = await folkmoot.deliver();
    expect(others).toEqual([]);
    return letter;
  }
  const choice = () => network.inside(() => folkmoot.app.get(Preferences).choiceOf(maureen));
  const said = () =>
    network.query('select purpose, status, source from consent where person_id = $1 order by at, id', [
      maureen,
    ]);

  it('STOP: it stops, and MORE begins it again', async () => {
    const stopped = await says('STOP');
    expect(stopped.to).toBe('maureen@example.org');
    expect(stopped.mail.subject).toBe('Stopped: the weekly digest');
    expect((await choice()).frequency).toBe('none');
    const again = await says('more');
    expect(again.mail.text).toContain('You will be sent the weekly digest again, like this: every week');
    expect(await said()).toEqual([
      { purpose: 'digest', status: 'opted_out', source: 'e-mail' },
      { purpose: 'digest', status: 'opted_in', source: 'e-mail' },
    ]);
  });

  it('STOP in answer to the newsletter: that list only', async () => {
    const letter = await says('Stop', { subjectId: 'newsletter' });
    expect(letter.mail.text).toContain('The weekly digest is another list: it comes as before.');
    expect(await said()).toEqual([{ purpose: 'newsletter', status: 'opted_out', source: 'e-mail' }]);
    expect((await choice()).frequency).toBe('weekly');
    expect((await says('MORE', { subjectId: 'newsletter' })).mail.subject).toBe('Again: the newsletter');
  });

  it('LESS: it is shorter, then comes less often; MORE takes each step back', async () => {
    const before = await choice();
    expect((await says('less')).mail.subject).toBe('Less: the weekly digest every week, 2 minutes');
    expect((await says('LESS')).mail.subject).toBe(
      'Less: the weekly digest once a month, with everything in it',
    );
    expect(await choice()).toMatchObject({ frequency: 'monthly', minutes: null });
    await says('MORE');
    expect((await says('MORE')).mail.text).toContain('answer with the word LESS');
    expect(await choice()).toEqual(before);
  });

  it('beyond the ends nothing happens, and the letter says so', async () => {
    for (let n = 0; n < 7; n++) await says('LESS');
    expect((await says('LESS')).mail.text).toContain('You get as little as we send already');
    expect(await choice()).toMatchObject({ frequency: 'monthly', minutes: 2 });
    for (let n = 0; n < 9; n++) await says('MORE');
    expect((await says('MORE')).mail.text).toContain('You get as much as we send already');
    expect(await choice()).toMatchObject({ frequency: 'weekly', minutes: null });
  });

  it('PRINT: it comes on paper, and the letter says where to or asks', async () => {
    const asked = await says('PRINT');
    expect(asked.mail.text).toContain('We have no postal address of your organisation.');
    expect(await choice()).toMatchObject({ paper: true, frequency: 'weekly' });
    await network.query(
      `insert into contact_point (id, organisation_id, kind, value, value_key, postcode) values (gen_random_uuid(), $1, 'post', $2, 'x', 'DE5 9AG')`,
      [network.organisationId, '1 High Street\nRipley'],
    );
    const told = await says('PRINT');
    expect(told.mail.text).toContain('comes to you on paper already');
    expect(told.mail.text).toContain('Larkfield Playgroup, 1 High Street, Ripley, DE5 9AG');
  });

  it('HELP: the words there are, and nothing changes', async () => {
    const letter = await says('help');
    for (const word of ['LESS', 'MORE', 'PRINT', 'STOP']) expect(letter.mail.text).toContain(`${word}: `);
    expect(await said()).toEqual([]);
  });

  it('each answer has a link to the page where all can be chosen, which needs no signing in', async () => {
    const letter = await says('HELP');
    const link = /https?:\/\/\S+\/preferences\/[\w-]+/.exec(letter.mail.text ?? '')![0];
    const visitor = folkmoot.visitor();
    await visitor.open(new URL(link).pathname);
    expect(visitor.heading()).toBe('What you are sent');
  });

  it('says in its headers that a machine has written it, and what it answers', async () => {
    const letter = await says('HELP', { messageId: '<question@example.org>' });
    expect(letter.bytes.toString()).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(letter.mail.inReplyTo).toBe('<question@example.org>');
  });

  it('a second time on one day the word is obeyed, and no letter comes', async () => {
    expect(await says('STOP', { mayAnswer: false })).toBeUndefined();
    expect((await choice()).frequency).toBe('none');
  });

  it('any other word does nothing', async () => {
    expect(await says('Dear Ada, please stop by on Thursday.')).toBeUndefined();
    expect(await says('STOP', { personId: null })).toBeUndefined();
    expect(await said()).toEqual([]);
  });

  it('is on record with the way it was said', async () => {
    await says('LESS');
    const changes = await network.query(
      `select field, before, after, source from change where subject_id = $1 order by at desc, id desc limit 1`,
      [maureen],
    );
    expect(changes).toEqual([
      {
        field: 'reading',
        before: 'Every week, 5 minutes of reading',
        after: 'Every week, 2 minutes of reading',
        source: 'e-mail',
      },
    ]);
  });
});
