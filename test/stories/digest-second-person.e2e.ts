import { afterEach, describe, expect, it } from '@jest/globals';
import { colleague, decide, linkIn } from './digest-colleague.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = '2026-W47';
const CHER = 'cher@chair.example.org';
const TOM = 'tom@second.example.org';

let county: County;
afterEach(() => county.stop());

/** A county where two people approve, and whose week Ruth has approved once. */
async function approvedOnce(when: Record<string, string> = { when: 'soon' }) {
  county = await County.found([SUNRISE, YOUTH]);
  await decide(county, { second: 'two' });
  await colleague(county, 'Tom Second', TOM);
  await county.articles(WEEK);
  await county.command('digest compose');
  const ruth = await county.ruth();
  await ruth.open(county.path('digest', KEY, 'approval'));
  expect(ruth.words()).toContain('Tom Second will be asked by e-mail');
  county.folkmoot.sink.taken.length = 0;
  await ruth.press('Approve and send', when);
  return ruth;
}

/** Tom's approval from the command line, of what the edition is now. */
async function approveAsTom() {
  const [{ version }] = await county.rows<{ version: number }>('select version from edition');
  return county.command('digest approve', '--as', TOM, '--version', String(version));
}

/** The letter that asks Tom. */
async function asked() {
  await county.folkmoot.deliver();
  const letters = county.folkmoot.sink.to(TOM).filter(({ mail }) => /Please look/.test(mail.subject ?? ''));
  expect(letters).toHaveLength(1);
  return letters[0].mail;
}

const acts = async () => {
  const rows = await county.rows<{ action: string }>(
    `select action from audit_event where action like 'edition.%' order by seq`,
  );
  return rows.map(({ action }) => action.replace('edition.', ''));
};
const digests = () =>
  county.folkmoot.sink.taken.filter(({ mail }) => mail.headers.some(({ key }) => key === 'list-id'));

describe('Where two people approve', () => {
  it('nothing goes out before the second has seen exactly what was approved, and approved it too', async () => {
    const ruth = await approvedOnce();
    expect(ruth.words()).toContain('Approved once. A second person has been asked by e-mail');
    expect(ruth.words()).toContain('Waits for a second person');
    const mail = await asked();
    expect(mail.text).toContain('Ruth Fairfield has approved the digest of the week of 16 November 2026.');
    county.moveTo('2026-11-18T11:00:00Z');
    expect(await county.folkmoot.deliver()).toEqual([]);

    const tom = await county.folkmoot.signIn(TOM, linkIn(mail.text, /second/));
    expect(tom.heading()).toBe('Approve the digest of the week of 16 November 2026 too');
    for (const title of ['New safeguarding law', 'Holiday fund', 'Youth club start-up'])
      expect(tom.words()).toContain(title);
    expect(tom.words()).toContain('One form and no match funding.');
    await tom.press('Approve it too');
    expect(tom.words()).toContain('Approved by two people. It goes out on 18 November 2026 at 11:10am');
    expect(tom.words()).toContain('Approved by Ruth Fairfield on 18 November 2026');
    expect(tom.words()).toContain('and by Tom Second on 18 November 2026');
    county.folkmoot.sink.taken.length = 0;
    await county.folkmoot.deliver();
    const [answer] = county.folkmoot.sink.to('ruth@grid.example.org');
    expect(answer.mail.text).toContain('Tom Second has approved the digest');

    county.moveTo('2026-11-18T11:20:00Z');
    await county.folkmoot.deliver();
    expect(digests()).toHaveLength(4);
    expect(await acts()).toEqual(['composed', 'approved once', 'approved']);
    const [{ details }] = await county.rows<{ details: Record<string, string> }>(
      `select details from audit_event where action = 'edition.approved'`,
    );
    expect(details.secondBy).toMatch(/^[0-9a-f-]{36}$/);
    await tom.open(county.path('digest', KEY, 'ledger'));
    expect(tom.words()).toContain('and by Tom Second');
  });

  it('nobody is their own second, in whatever way they try', async () => {
    const ruth = await approvedOnce();
    await ruth.open(county.path('digest', KEY, 'second'));
    expect(ruth.last.status).toBe(403);
    expect(ruth.words()).toContain('somebody else has to look at it too');
    await county.command('digest approve');
    const call = await county.api('ruth@grid.example.org');
    const { body } = await call('GET', `/editions/${KEY}`);
    expect(body).toMatchObject({ state: 'composing', waitsForSecond: true });
    expect((await call('POST', `/editions/${KEY}/second`, { version: body.version })).status).toBe(403);
    await call('POST', `/editions/${KEY}/approval`, {});
    expect((await call('GET', `/editions/${KEY}`)).body).toMatchObject({ state: 'composing' });
    expect(await county.rows(`select id from letter where kind = 'digest'`)).toEqual([]);
  });

  it('nor is somebody who signs in with the same address', async () => {
    await approvedOnce();
    await county.rows(
      `update person set account_id = (select account_id from person where given = 'Ruth') where given = 'Tom' and family = 'Second' returning id`,
    );
    await expect(approveAsTom()).rejects.toThrow('same address');
  });

  it('the second says which version they approve, also from a program', async () => {
    await approvedOnce();
    await expect(county.command('digest approve', '--as', TOM)).rejects.toThrow('say which version');
    const call = await county.api(TOM);
    const { status, body } = await call('POST', `/editions/${KEY}/approval`, {});
    expect(status).toBe(409);
    expect(JSON.stringify(body)).toContain('say which version');
    await expect(county.command('digest approve', '--as', TOM, '--version', '99')).rejects.toThrow();
    expect(await county.command('digest status')).toMatchObject({ state: 'composing' });
    await approveAsTom();
    expect(await county.command('digest status')).toMatchObject({ state: 'approved' });
  });

  it('a change makes the first approval void', async () => {
    const ruth = await approvedOnce();
    const mail = await asked();
    const tom = await county.folkmoot.signIn(TOM, linkIn(mail.text, /second/));
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Take out: Holiday fund');
    await tom.press('Approve it too');
    expect(tom.last.status).toBe(409);
    expect(tom.words()).toContain('that approval is void');
    expect(await acts()).toEqual(['composed', 'approved once', 'approval void']);
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
    await tom.open(county.path('digest', KEY, 'second'));
    expect(tom.words()).not.toContain('Holiday fund');
    await tom.press('Approve it too');
    expect(tom.words()).toContain('Approved by two people');
  });

  it('the second may send it back with a word why', async () => {
    const ruth = await approvedOnce();
    const tom = await county.folkmoot.signIn(TOM, linkIn((await asked()).text, /second/));
    county.folkmoot.sink.taken.length = 0;
    await tom.press('Send it back', { why: 'The fund has closed' });
    expect(tom.words()).toContain('Sent back. Nothing goes out.');
    await county.folkmoot.deliver();
    expect(county.folkmoot.sink.to('ruth@grid.example.org')[0].mail.text).toContain(
      'They say: The fund has closed',
    );
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Tom Second sent it back: The fund has closed.');
    expect(ruth.words()).not.toContain('Waits for a second person');
  });

  it('goes out at the time the first chose, or soon after the second when that has passed', async () => {
    await approvedOnce({ when: 'other', weekday: '5', time: '09:30' });
    expect((await asked()).text).toContain('It goes out on 20 November 2026 at 9:30am.');
    await approveAsTom();
    expect(await county.command('digest status')).toMatchObject({
      state: 'approved',
      sendAfter: new Date('2026-11-20T09:30:00Z'),
    });
    await county.command('digest stop');
    await county.folkmoot.deliver();
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'other', weekday: '5', time: '09:30' });
    county.moveTo('2026-11-20T10:00:00Z');
    await approveAsTom();
    expect(await county.command('digest status')).toMatchObject({
      sendAfter: expect.objectContaining({}),
      late: 0,
      state: 'approved',
    });
  });

  it('is not approved at all while nobody else may', async () => {
    county = await County.found([SUNRISE]);
    await decide(county, { second: 'two' });
    await county.articles(WEEK);
    await county.command('digest compose');
    await expect(county.command('digest approve')).rejects.toThrow('nobody else can');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('Two people have to approve it, and nobody else can.');
    await colleague(county, 'Cher Chair', CHER, 'chair');
    await ruth.open(county.path('handover'));
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Cher'`);
    await ruth.press('Name the deputy', { deputy: id });
    expect(await county.command('digest approve')).toMatchObject({
      state: 'composing',
      waitsForSecond: true,
    });
    await county.folkmoot.deliver();
    const cher = await county.folkmoot.signIn(CHER, county.path('digest', KEY, 'second'));
    await cher.press('Approve it too');
    expect(cher.words()).toContain('Approved by two people');
    expect(await county.command('digest status')).toMatchObject({ state: 'approved' });
  });
});
