import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Preferences } from '../../src/members/index.js';
import type { Caught } from '../support/sink.js';
import { County, SUNRISE, YOUTH, type Member } from './digest-county.js';

/** One person with five roles in three organisations and two districts. */
const FIVE: Member[] = [
  ['Amber Playbus', 'Amber Valley'],
  ['Amber Toy Library', 'Amber Valley'],
  ['Bolsover Holiday Club', 'Bolsover'],
].map(([organisation, districts]) => ({
  ...{ organisation, districts, name: 'Meera Shah', email: 'meera@playbus.example.org' },
}));

const FIRST = 'urgent-2026-11-18';

let county: County;
let ruth: Awaited<ReturnType<County['ruth']>>;

const countsFor = (address: string, letters: Caught[]) => letters.filter(({ to }) => to === address).length;

async function more(roles: string[]): Promise<void> {
  const people = await county.rows<{ id: string; organisation_id: string }>(
    `select p.id, r.organisation_id from person p join role r on r.person_id = p.id where p.given = 'Meera' order by r.id limit 1`,
  );
  for (const role of roles)
    await county.rows(
      `insert into role (id, person_id, organisation_id, role, valid_from) values (gen_random_uuid(), $1, $2, $3, app_now()::date - 1) returning id`,
      [people[0].id, people[0].organisation_id, role],
    );
}

async function brief(subject: string, body: string): Promise<void> {
  ruth = await county.ruth();
  await ruth.open(county.path('digest/briefings/new'));
  await ruth.press('Keep the briefing', { subject, body });
}

async function approveAndSend(at: string): Promise<Caught[]> {
  await ruth.follow('Approve it');
  await ruth.press('Approve and send', { when: 'soon' });
  county.moveTo(at);
  return county.folkmoot.deliver();
}

/** The same by a program and the command line. */
async function byProgram(subject: string, body: string): Promise<Caught[]> {
  const api = await county.api('ruth@grid.example.org');
  const { body: made } = await api('POST', '/editions/briefings', { subject, body });
  await county.command('digest approve', '--edition', made.edition as string);
  return county.folkmoot.deliver();
}

describe('Urgent briefings and the weekly flood budget', () => {
  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH, ...FIVE]);
    await more(['trustee', 'volunteer']);
    ruth = await county.ruth();
    await ruth.open(county.path('settings/digest'));
    const [network] = await county.rows<{ settings: object }>('select settings from network');
    expect(network).toBeDefined();
    await county.rows(
      `update network set settings = settings || '{"digest": {"weekday": "4", "time": "09:30"}}' where slug = 'grid' returning id`,
    );
  });
  afterAll(() => county.stop());

  it('is of one thing, typed or an article, and refuses to be of nothing', async () => {
    await ruth.open(county.path('digest'));
    await ruth.follow('an urgent briefing');
    await ruth.press('Keep the briefing', { subject: '', body: '' });
    expect(ruth.problems()).toEqual(['Write the subject.', 'Choose an article, or write the text.']);
    await ruth.press('Keep the briefing', {
      subject: 'Gas leak at County Hall',
      body: 'It is **closed** today.',
    });
    expect(ruth.heading()).toBe('Urgent briefing of 18 November 2026');
    expect(ruth.words()).toContain('Gas leak at County Hall');
  });

  it('goes once to somebody with five roles in three organisations and two districts', async () => {
    const letters = await approveAndSend('2026-11-18T10:11:00Z');
    expect(countsFor('meera@playbus.example.org', letters)).toBe(1);
    expect(letters).toHaveLength(4);
    const { mail } = letters.find(({ to }) => to.startsWith('meera'))!;
    expect(mail.subject).toBe('Gas leak at County Hall');
    expect(mail.text).toContain('It is closed today.');
    expect(mail.headers.find(({ key }) => key === 'list-id')?.value).toContain('<urgent.grid.');
  });

  it('lets a second one through, and says of a third beforehand whose week it would exceed', async () => {
    county.moveTo('2026-11-18T11:00:00Z');
    await brief('Second', 'The second one of this week.');
    expect(await approveAndSend('2026-11-18T11:11:00Z')).toHaveLength(4);
    county.moveTo('2026-11-18T12:00:00Z');
    await county.takeIn([
      {
        organisation: 'New Nursery',
        districts: 'Bolsover',
        name: 'Nell Green',
        email: 'nell@new.example.org',
      },
    ]);
    await brief('Holiday grant closes on Friday', 'Apply by **noon**.');
    expect(ruth.words()).toContain(
      '4 people would exceed their weekly limit of 2; they will get it on Thursday.',
    );
    await ruth.follow('Approve it');
    expect(ruth.words()).toContain(
      '4 people would exceed their weekly limit of 2; they will get it on Thursday.',
    );
  });

  it('counts them apart from those who get nothing and should not', () => {
    expect(ruth.words()).toMatch(/Get it later: over their weekly limit ?4 Get nothing, and should not ?0/);
  });

  it('leaves those out by name, and sends it to the others', async () => {
    await ruth.press('Approve and send', { when: 'soon' });
    county.moveTo('2026-11-18T12:11:00Z');
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to)).toEqual(['nell@new.example.org']);
    await ruth.open(county.path('digest', `${FIRST}-3`, 'ledger?fate=skipped'));
    expect(ruth.words()).toContain('Meera Shah');
    expect(ruth.words()).toContain(
      'Their weekly limit is reached. Their next digest carries it, before everything else.',
    );
    const status = await county.command<{ audience: number; counts: Record<string, number> }>(
      'digest status',
      ...['--edition', `${FIRST}-3`],
    );
    expect(status).toMatchObject({ audience: 5, counts: { sent: 1, skipped: 4 } });
  });

  it('is in the next digest of those who were left out, before everything else, and of nobody else', async () => {
    county.moveTo('2026-11-19T09:00:00Z');
    await county.articles('title,summary\nAn ordinary thing,It can wait.');
    await county.command('digest compose');
    await county.command('digest approve');
    const letters = await county.folkmoot.deliver();
    const meera = letters.find(({ to }) => to.startsWith('meera'))!.mail.text!;
    const [urgent, ordinary] = ['Holiday grant closes on Friday', 'An ordinary thing'].map((one) =>
      meera.indexOf(`\n${one}\n`),
    );
    expect(urgent).toBeGreaterThan(0);
    expect(urgent).toBeLessThan(ordinary);
    expect(meera).toContain('Apply by noon.');
    expect(meera.match(/Holiday grant closes on Friday/g)).toHaveLength(1);
    const nell = letters.find(({ to }) => to.startsWith('nell'))!.mail.text!;
    expect(nell).toContain('An ordinary thing');
    expect(nell).not.toContain('Holiday grant');
  });

  it('is never more in a week than one digest and two others, and owes nothing any more', async () => {
    const all = county.folkmoot.sink.taken.filter(({ mail }) => !/sign in/i.test(mail.subject ?? ''));
    for (const address of ['meera@playbus.example.org', 'ada@sunrise.example.org', 'tom@youth.example.org'])
      expect(countsFor(address, all)).toBe(3);
    county.moveTo('2026-11-26T09:00:00Z');
    await county.articles('title\nNext week');
    await county.command('digest compose');
    await county.command('digest approve');
    for (const { mail } of await county.folkmoot.deliver()) expect(mail.text).not.toContain('Holiday grant');
  });

  it('begins every week anew, and an article can be a briefing as it is', async () => {
    county.moveTo('2026-11-27T09:00:00Z');
    await county.articles('title,summary,body\nFlood warning,The river rises.,Move what stands **low**.');
    const [{ id }] = await county.rows<{ id: string }>(
      `select id from article where title = 'Flood warning'`,
    );
    ruth = await county.ruth();
    await ruth.open(county.path('digest/briefings/new'));
    await ruth.press('Keep the briefing', { article: id });
    expect(ruth.words()).not.toContain('would exceed');
    const letters = await approveAndSend('2026-11-27T09:11:00Z');
    expect(letters).toHaveLength(5);
    expect(letters[0].mail.subject).toBe('Flood warning');
    expect(letters[0].mail.text).toContain('Move what stands low.');
  });

  it('is stopped by itself, and then owes nothing', async () => {
    county.moveTo('2026-11-30T09:00:00Z');
    await county.rows(
      `update network set settings = jsonb_set(settings, '{digest,others}', '"1"') where slug = 'grid' returning id`,
    );
    expect(await byProgram('One', 'One.')).toHaveLength(5);
    const api = await county.api('ruth@grid.example.org');
    const { body } = await api('POST', '/editions/briefings', { subject: 'Two', body: 'Two.' });
    expect(body).toMatchObject({ counts: { pending: 0, skipped: 5 } });
    const approval = `/editions/${body.edition as string}/approval`;
    expect((await api('POST', approval, {})).status).toBe(409);
    expect((await api('POST', approval, { nobody: true })).status).toBe(200);
    expect((await api('POST', `/editions/${body.edition as string}/stop`)).status).toBe(200);
  });

  it('goes to everybody with the next digest where every week is full', async () => {
    await brief('Four', 'It is the fourth.');
    const words =
      'Nobody would get this: everybody whom it is for has reached their weekly limit. They get it with their next digest.';
    expect(ruth.words()).toContain(words);
    await ruth.follow('Approve it');
    expect(ruth.words()).toContain(words);
    await ruth.press('Approve and send', { when: 'soon' });
    expect(ruth.problems()[0]).toContain('Nobody would get this');
    await ruth.press('Approve and send', { when: 'soon', nobody: 'yes' });
    expect(ruth.words()).toContain('Approved. It goes out on');
    expect(await county.folkmoot.deliver()).toEqual([]);
    await county.articles('title\nThe week before Christmas');
    county.moveTo('2026-12-03T09:00:00Z');
    await county.command('digest compose');
    await county.command('digest approve');
    const letters = await county.folkmoot.deliver();
    expect(letters).toHaveLength(5);
    for (const { mail } of letters) {
      expect(mail.text).toContain('It is the fourth.');
      expect(mail.text).toContain('Why you get this: It was urgent, and your weekly limit was reached then.');
      expect(mail.text).not.toContain('Two.');
    }
  });
});

describe('What a briefing owes to whoever was left out', () => {
  const STOPPED = 'tom@youth.example.org';
  let api: Awaited<ReturnType<County['api']>>;

  /** Approves a briefing by a program; returns its key. */
  async function briefed(subject: string, words: object): Promise<string> {
    const { body } = await api('POST', '/editions/briefings', { subject, ...words });
    await api('POST', `/editions/${body.edition as string}/approval`, {});
    return body.edition as string;
  }

  async function digested(): Promise<Caught[]> {
    await county.command('digest compose');
    await county.command('digest approve');
    return county.folkmoot.deliver();
  }

  const textTo = (letters: Caught[], address: string) =>
    letters.find(({ to }) => to === address)?.mail.text ?? '';

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH], { at: '2026-11-16T08:00:00Z' });
    await county.rows(
      `update network set settings = settings || '{"digest": {"others": "1"}}' where slug = 'grid' returning id`,
    );
    const [{ id }] = await county.rows<{ id: string }>(
      `select person_id as id from contact_point where value = '${STOPPED}'`,
    );
    await county.inside(() =>
      county.folkmoot.app.get(Preferences).choose('product', id, { frequency: 'none' }, 'story'),
    );
    api = await county.api('ruth@grid.example.org');
    await briefed('First', { body: 'It fills the week.' });
    county.moveTo('2026-11-16T08:11:00Z');
    expect(await county.folkmoot.deliver()).toHaveLength(3);
  });
  afterAll(() => county.stop());

  it('is nothing to whoever has stopped the digest: they are never left out', async () => {
    await briefed('Second', { body: 'The bridge is closed.' });
    county.moveTo('2026-11-16T08:30:00Z');
    expect((await county.folkmoot.deliver()).map(({ to }) => to)).toEqual([STOPPED]);
  });

  it('is nothing while it may still be stopped, and nothing once it was cancelled', async () => {
    const cancelled = await briefed('Third', { body: 'Nobody should read this.' });
    await county.articles('title\nAn article');
    const early = await digested();
    expect(textTo(early, 'ada@sunrise.example.org')).toContain('The bridge is closed.');
    expect(textTo(early, 'ada@sunrise.example.org')).not.toContain('Nobody should read this.');
    county.moveTo('2026-11-16T09:00:00Z');
    expect((await api('POST', `/editions/${cancelled}/cancellation`, {})).status).toBe(200);
  });

  it('comes with its correction, and an article in its words of today', async () => {
    const wrong = await briefed('Fourth', { body: 'The school is shut.' });
    await county.articles('title,summary\nFlood warning,The river rises.');
    const [{ id }] = await county.rows<{ id: string }>(
      `select id from article where title = 'Flood warning'`,
    );
    await briefed('', { article: id });
    county.moveTo('2026-11-16T09:15:00Z');
    await county.folkmoot.deliver();
    const { body } = await api('POST', `/editions/${wrong}/correction`, {
      ...{ subject: 'Correction: Fourth', body: 'Only the hall is shut.' },
    });
    await api('POST', `/editions/${body.edition as string}/approval`, {});
    await county.rows(`update article set summary = 'The river falls.' where id = $1 returning id`, [id]);
    county.moveTo('2026-11-23T09:00:00Z');
    await county.articles('title\nNext week');
    const text = textTo(await digested(), 'ada@sunrise.example.org');
    expect(text).toContain('The school is shut.');
    expect(text).toContain('Corrected since: Only the hall is shut.');
    expect(text).toContain('The river falls.');
    expect(text).not.toContain('The river rises.');
    expect(text).not.toContain('Nobody should read this.');
  });
});
