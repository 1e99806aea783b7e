import { afterEach, describe, expect, it } from '@jest/globals';
import { Contributions, PersonalData } from '../../src/core/contracts/index.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';

const KEY = '2026-W47';
const TEN_MINUTES_LATER = '2026-11-18T10:11:00Z';

const SHARED: Member[] = [
  {
    organisation: 'Dale Choir',
    districts: 'Derbyshire Dales',
    name: 'Ann Lark',
    email: 'office@dale.example.org',
  },
  { organisation: 'Dale Drama', districts: 'Bolsover', name: 'Bea Wren', email: 'office@dale.example.org' },
];

let county: County;
afterEach(() => county.stop());

/** A county whose week Ruth has composed and approved in her browser. */
async function approved(members: Member[], when: Record<string, string> = { when: 'soon' }, at?: string) {
  county = await County.found(members, { at });
  await county.articles(WEEK);
  const ruth = await county.ruth();
  await ruth.press('Compose this week');
  await ruth.follow('Approve it');
  await ruth.press('Approve and send', when);
  county.folkmoot.sink.taken.length = 0;
  return ruth;
}

const personOf = async (name: string) => {
  const [row] = await county.rows<{ id: string }>(`select id from person where given || ' ' || family = $1`, [
    name,
  ]);
  return row.id;
};
const deliverLater = async () => {
  county.moveTo(TEN_MINUTES_LATER);
  await county.folkmoot.deliver();
};
const addresses = () => county.folkmoot.sink.taken.map(({ to }) => to).sort();
const status = () =>
  county.command<{ state: string; audience: number; counts: Record<string, number> }>('digest status');

describe('An edition that has been approved', () => {
  it('waits for ten minutes, and can be stopped, changed and approved again', async () => {
    const ruth = await approved([SUNRISE, YOUTH]);
    expect(ruth.words()).toContain('It goes out on 18 November 2026 at 10:10am.');
    expect(await county.folkmoot.deliver()).toEqual([]);
    await ruth.press('Stop it');
    expect(ruth.words()).toContain('Stopped. Nothing has been sent');
    expect(ruth.words()).toContain('Stopped by Ruth Fairfield before anything was sent.');
    await deliverLater();
    expect(addresses()).toEqual([]);
    await ruth.press('Take out: Holiday fund');
    await ruth.follow('Approve it');
    await ruth.press('Approve and send', { when: 'soon' });
    county.moveTo('2026-11-18T10:30:00Z');
    await county.folkmoot.deliver();
    expect(addresses()).toHaveLength(3);
    for (const { mail } of county.folkmoot.sink.taken) expect(mail.text).not.toContain('Holiday fund');
    const acts = await county.rows<{ action: string }>(
      `select action from audit_event where action like 'edition.%' order by seq`,
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'edition.composed',
      'edition.approved',
      'edition.stopped',
      'edition.approved',
    ]);
  });

  it('cannot be stopped once it goes, nor changed, nor approved twice', async () => {
    const ruth = await approved([SUNRISE]);
    await ruth.open(county.path('digest', KEY));
    await deliverLater();
    await ruth.press('Stop it');
    expect(ruth.last.status).toBe(409);
    expect(ruth.words()).toContain('It is too late');
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Sent');
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('This edition has been approved already.');
    await ruth.open(county.path('digest', KEY, 'introduction'));
    expect(ruth.words()).toContain('This edition has gone out, so it cannot be changed any more.');
    expect(ruth.last.page.querySelector('main textarea')).toBeNull();
    await ruth.follow('Correct it');
    expect(ruth.heading()).toBe('Send a correction');
    const call = await county.api('ruth@grid.example.org');
    expect((await call('POST', `/editions/${KEY}/approval`, {})).status).toBe(409);
  });

  it('goes at once, and once, when the command line sends it', async () => {
    await approved([SUNRISE]);
    expect(await county.command('digest send')).toMatchObject({
      state: 'sent',
      counts: { sent: 2, pending: 0 },
    });
    await deliverLater();
    expect(addresses()).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    expect(await county.rows(`select state from letter where kind = 'digest' order by id`)).toEqual([
      { state: 'cancelled' },
      { state: 'open' },
    ]);
  });

  it('does not go to somebody who asks not to get it in between', async () => {
    const ruth = await approved([SUNRISE, YOUTH]);
    await county.tell('person.stopped', { personId: await personOf('Tom Reed'), list: 'digest' });
    await deliverLater();
    expect(addresses()).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    expect(await status()).toMatchObject({ audience: 3, counts: { sent: 2, skipped: 1 } });
    await ruth.open(county.path('digest', KEY, 'ledger?fate=skipped'));
    expect(ruth.words()).toContain('Tom Reed');
    expect(ruth.words()).toContain('Asked not to get these e-mails any more.');
  });

  it('does not go to somebody who presses the link in last week’s mail in between', async () => {
    await approved([SUNRISE, YOUTH]);
    await deliverLater();
    const { text } = county.folkmoot.sink.to('tom@youth.example.org')[0].mail;
    const link = new URL(/https?:\/\/\S+\/stop\/digest\/\S+/.exec(text!)![0]).pathname;
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles('title\nNext week');
    await county.command('digest compose');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', '2026-W48', 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
    const answer = await county.folkmoot.visitor().raw('POST', link, 'List-Unsubscribe=One-Click');
    expect(answer.status).toBe(200);
    county.moveTo('2026-11-25T10:20:00Z');
    county.folkmoot.sink.taken.length = 0;
    await county.folkmoot.deliver();
    expect(addresses()).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
  });

  it('still goes to a shared mailbox when only one of its readers asks not to get it', async () => {
    await approved(SHARED);
    await county.tell('person.stopped', { personId: await personOf('Ann Lark'), list: 'digest' });
    await deliverLater();
    const [letter] = county.folkmoot.sink.to('office@dale.example.org');
    const [{ id }] = await county.rows<{ id: string }>(
      `select person_id as id from delivery where address = 'office@dale.example.org'`,
    );
    expect(id).toBe(await personOf('Bea Wren'));
    expect(letter.mail.text).toContain('/stop/digest/');
    await county.tell('person.stopped', { personId: id, list: 'digest' });
    expect(county.folkmoot.sink.to('office@dale.example.org')).toHaveLength(1);
  });

  it('goes to no mailbox all of whose readers ask not to get it', async () => {
    await approved(SHARED);
    for (const name of ['Ann Lark', 'Bea Wren'])
      await county.tell('person.stopped', { personId: await personOf(name), list: 'digest' });
    await deliverLater();
    expect(addresses()).toEqual(['ruth@grid.example.org']);
  });

  it('does not go to somebody who is erased in between, nor keeps their name', async () => {
    await approved([SUNRISE, YOUTH]);
    const id = await personOf('Tom Reed');
    const holders = county.folkmoot.app.get(Contributions).all<PersonalData>(PersonalData);
    await county.inside(async () => {
      for (const one of holders) await one.erase(id);
    });
    await deliverLater();
    expect(addresses()).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    expect(JSON.stringify(await county.rows('select to_name, address, holes from delivery'))).not.toMatch(
      /tom|reed/i,
    );
    expect((await status()).counts).toMatchObject({ sent: 2, skipped: 1 });
  });

  it('goes to a new address, and not to the old one', async () => {
    await approved([SUNRISE]);
    await county.tell('person.moved', {
      personId: await personOf('Ada Barley'),
      address: 'ada@new.example.org',
    });
    await deliverLater();
    expect(addresses()).toEqual(['ada@new.example.org', 'ruth@grid.example.org']);
  });

  it('is one copy where the new address is a mailbox that has one, and two where it was shared', async () => {
    await approved([SUNRISE, YOUTH, ...SHARED]);
    await county.tell('person.moved', {
      personId: await personOf('Ada Barley'),
      address: 'tom@youth.example.org',
    });
    await county.tell('person.moved', {
      personId: await personOf('Ann Lark'),
      address: 'ann@dale.example.org',
    });
    await deliverLater();
    expect(addresses()).toEqual([
      'ann@dale.example.org',
      'office@dale.example.org',
      'ruth@grid.example.org',
      'tom@youth.example.org',
    ]);
    const ids = county.folkmoot.sink.taken.map(({ mail }) => mail.messageId);
    expect(new Set(ids).size).toBe(4);
  });

  it('does not go to people whose organisation leaves in between, nor to those who come', async () => {
    await approved([SUNRISE, YOUTH]);
    const [{ id }] = await county.rows<{ id: string }>(
      `select id from organisation where name = 'Bolsover Youth Club'`,
    );
    await county.rows(
      `update membership set state = 'left', valid_to = app_now()::date where organisation_id = $1 returning id`,
      [id],
    );
    await county.tell('organisation.left', { organisationId: id });
    await county.takeIn([
      { organisation: 'Newcomers', districts: 'Erewash', name: 'Nia New', email: 'nia@new.example.org' },
    ]);
    await deliverLater();
    expect(addresses()).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    expect((await status()).counts).toMatchObject({ sent: 2, skipped: 1, held: 0 });
  });

  it('keeps its words whatever happens to its articles afterwards', async () => {
    const ruth = await approved([SUNRISE]);
    await county.rows(`update article set title = 'Other words' returning id`);
    await deliverLater();
    expect(county.folkmoot.sink.to('ada@sunrise.example.org')[0].mail.text).toContain('Holiday fund');
    await ruth.open(county.path('digest', KEY, `preview?person=${await personOf('Ada Barley')}`));
    expect(ruth.words()).toContain('Holiday fund');
    expect(ruth.words()).not.toContain('Other words');
  });
});

describe('Approving', () => {
  it('for another day and time means the clock of the network, in winter as in summer', async () => {
    const ruth = await approved([SUNRISE], { when: 'other', weekday: '5', time: '07:05' });
    expect(ruth.words()).toContain('It goes out on 20 November 2026 at 7:05am');
  });

  it('keeps to that clock over the change to summer time', async () => {
    const ruth = await approved(
      [SUNRISE],
      { when: 'other', weekday: '1', time: '09:30' },
      '2027-03-26T12:00:00Z',
    );
    expect(ruth.words()).toContain('It goes out on 29 March 2027 at 9:30am');
    const [{ send_after: due }] = await county.rows<{ send_after: Date }>('select send_after from edition');
    expect(due.toISOString()).toBe('2027-03-29T08:30:00.000Z');
  });

  it('asks again for a day and a time that are none, with the answers kept', async () => {
    county = await County.found([SUNRISE]);
    await county.articles(WEEK);
    const ruth = await county.ruth();
    await ruth.press('Compose this week');
    await ruth.follow('Approve it');
    await ruth.press('Approve and send', { when: 'other', weekday: '', time: 'noon' });
    expect(ruth.last.status).toBe(422);
    expect(ruth.problems()).toEqual([
      'Choose a day of the week.',
      'Write the time in four digits, such as 09:30.',
    ]);
    expect(ruth.last.page.querySelector('#time')?.getAttribute('value')).toBe('noon');
  });

  it('is refused while the edition holds something that was withdrawn', async () => {
    county = await County.found([SUNRISE]);
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.rows(`update article set state = 'withdrawn' where title = 'Holiday fund' returning id`);
    await expect(county.command('digest approve')).rejects.toThrow(
      '“Holiday fund” has been withdrawn or has closed',
    );
    await county.command('digest compose');
    expect(await county.command('digest approve')).toMatchObject({ audience: 2 });
  });

  it('is refused while there is nothing to send', async () => {
    county = await County.found([SUNRISE]);
    await county.command('digest compose');
    await expect(county.command('digest approve')).rejects.toThrow(
      'Nobody would get this: nothing is in it yet.',
    );
  });

  it('by two people at once happens once', async () => {
    county = await County.found([SUNRISE]);
    await county.articles(WEEK);
    await county.command('digest compose');
    const results = await Promise.allSettled([
      county.command('digest approve'),
      county.command('digest approve'),
      county.command('digest approve'),
    ]);
    expect(results.filter(({ status: one }) => one === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    expect(await county.rows(`select id from letter where kind = 'digest'`)).toHaveLength(1);
  });
});
