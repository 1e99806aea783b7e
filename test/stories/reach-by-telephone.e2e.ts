import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText } from 'unpdf';
import { JobRunner } from '../../src/core/jobs/index.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, type Member } from './digest-county.js';
import { inSight, pdfOf, withPost } from './reach-county.js';

const KEY = '2026-W47';
const SILENT: Member[] = Array.from({ length: 19 }, (_, at) => ({
  organisation: `Silent Group ${String(at).padStart(2, '0')}`,
  districts: at % 2 ? 'Bolsover' : 'Amber Valley',
  name: `Person ${at}`,
}));

describe('Volunteers who telephone', () => {
  let county: County;
  let ruth: Visitor;
  let joan: Visitor;
  let address = '';

  beforeAll(async () => {
    county = await County.found([...SILENT, SUNRISE]);
    await county.rows('update role set main_contact = true where organisation_id is not null returning id');
    await withPost(county, 'Silent Group %');
    await county.articles(WEEK);
    await county.articles(`title,summary\nFor main contacts,Theirs alone.`);
    await county.rows(
      `update article set readers = 'roles', roles = '{main_contact}' where title = 'For main contacts' returning id`,
    );
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
    joan = county.folkmoot.visitor();
  }, 120_000);
  afterAll(() => county.stop());

  const open = (...parts: string[]) => ruth.open(county.path('digest', KEY, ...parts));

  it('get eight names each at most, everybody once', async () => {
    await open('phone-lists');
    expect(ruth.words()).toContain('19 organisations with a telephone number have not been reached');
    await ruth.press('Make the lists', {
      'last-day-day': '31',
      'last-day-month': '12',
      'last-day-year': '2027',
    });
    expect(ruth.problems()).toEqual(['Choose a day from today on, at most 28 days ahead.']);
    await ruth.press('Make the lists', { 'last-day-day': '', 'last-day-month': '', 'last-day-year': '' });
    expect(ruth.words()).toContain('3 lists are ready.');
    const sizes = await county.rows<{ size: number; places: number }>(
      `select count(*)::int as size, count(distinct c.organisation_id)::int as places from phone_call c group by c.list_id`,
    );
    expect(sizes.map(({ size }) => size).sort()).toEqual([6, 6, 7]);
    await open('phone-lists');
    expect(ruth.words()).toContain('Nobody with a telephone number is left');
  });

  it('have the number, the name and three things to say on paper', async () => {
    await ruth.press('Keep the name', { volunteer: 'Joan Ackroyd' });
    const { totalPages, text } = await extractText(
      await pdfOf(ruth, county.path('digest', KEY, 'phone-lists/download.pdf')),
    );
    // A list is a sheet of paper: one side, or both.
    expect(totalPages).toBeLessThanOrEqual(6);
    const all = text.join(' ').replace(/\s+/g, ' ');
    expect(all).toContain('Telephone list 1 for Joan Ackroyd');
    expect(all.match(/01629 555 \d+/g)).toHaveLength(19);
    expect(all).toContain('“Hello, my name is Joan Ackroyd. I am a volunteer, and I am ringing for GRID');
    expect(all.match(/tick “Do not ring again”/g)).toHaveLength(3);
    expect(all.match(/1\. New safeguarding law/g)).toHaveLength(19);
    expect(all.match(/3\. /g)).toHaveLength(19);
    expect(all).not.toContain('For main contacts');
    expect(all).toContain('Please ring by 23 November 2026; after that day destroy this page.');
  });

  it('tick off without an account, and the ledger counts whom they reached', async () => {
    await open('phone-lists');
    const link = ruth.last.page.querySelector('a.address')!.getAttribute('href')!;
    address = new URL(link).pathname;
    await joan.open(address);
    expect(joan.heading()).toBe('Telephone list 1');
    expect(joan.words()).toContain(
      'New safeguarding law. What this means for you: Your policy needs a new paragraph.',
    );
    expect(joan.last.page.querySelectorAll('a[href^="tel:"]')).toHaveLength(6);
    const names = joan.last.page
      .querySelectorAll('input[type=radio]')
      .map((box) => box.getAttribute('name')!);
    const [first, second, third] = [...new Set(names)];
    await joan.press('Save', { [first]: 'reached', [second]: 'message', [third]: 'wrong-number' });
    expect(joan.words()).toContain('Thank you. 3 answers are kept.');
    expect(joan.words()).toContain('3 done.');
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By telephone': 1, 'Not reached': 18, 'All organisations': 20 });
    await joan.press('Save', { [first]: 'no-answer' });
    await open('reach');
    expect(inSight(ruth)).toMatchObject({ 'By telephone': 0, 'Not reached': 19 });
    expect(ruth.words()).toContain('Telephone: wrong number');
    await joan.press('Save', { [first]: 'reached' });
  });

  it('need not ring whom paper has reached meanwhile, and every list says so', async () => {
    await open('posting');
    const [{ id, name }] = await county.rows<{ id: string; name: string }>(
      `select o.id, o.name from phone_call c join phone_list l on l.network_id = c.network_id and l.id = c.list_id
       join organisation o on o.network_id = c.network_id and o.id = c.organisation_id
       where l.number = 1 and c.result is null limit 1`,
    );
    await ruth.press('Mark as collected', { organisations: [id] });
    await open('phone-lists');
    expect(ruth.words()).toContain(`${name}: Collected at a meeting meanwhile`);
    expect(ruth.words()).toContain('1 organisation needs no call any more');
    await joan.open(address);
    expect(joan.words()).toContain(`${name}: Collected at a meeting meanwhile`);
    expect(joan.last.page.querySelectorAll('a[href^="tel:"]')).toHaveLength(5);
    const { text } = await extractText(
      await pdfOf(ruth, county.path('digest', KEY, 'phone-lists/download.pdf')),
    );
    expect(text.join(' ')).not.toContain(name);
    await open('posting');
    await ruth.press('Take the last marking back');
    await joan.open(address);
    expect(joan.last.page.querySelectorAll('a[href^="tel:"]')).toHaveLength(6);
  });

  it('have each call counted once, though it was ticked and is printed for meanwhile', async () => {
    const [{ id }] = await county.rows<{ id: string }>(
      `select organisation_id as id from phone_call where result = 'message'`,
    );
    await open('posting');
    await ruth.press('Mark as collected', { organisations: [id] });
    await joan.open(address);
    expect(joan.words()).toContain('3 done.');
    await open('posting');
    await ruth.press('Take the last marking back');
  });

  it('note who asked not to be rung again, and no later list has them until a colleague says so', async () => {
    await joan.open(address);
    const fifth = joan.last.page.querySelectorAll('input[type=radio]').at(-1)!.getAttribute('name')!;
    await joan.press('Save', { [fifth]: 'stop' });
    await open('phone-lists');
    expect(ruth.words()).toContain('Asked not to be rung again');
    await open('reach');
    expect(ruth.words()).toContain('Telephone: do not ring again');
  });

  it('open nothing with an altered address, nor another list’s names', async () => {
    const other = `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`;
    expect((await joan.open(other)).status).toBe(404);
    const [{ id }] = await county.rows<{ id: string }>(
      `select c.organisation_id as id from phone_call c join phone_list l on l.network_id = c.network_id and l.id = c.list_id where l.number = 2 limit 1`,
    );
    expect((await joan.request('POST', address, 'result-x=reached')).status).toBe(422);
    await joan.open(address);
    await joan.press('Save', { [`result-${id}`]: 'reached' });
    expect(joan.words()).toContain('0 answers are kept.');
  });

  it('see no names and numbers any more when the last day is over, and the product forgets them', async () => {
    county.moveTo('2026-11-24T10:00:00Z');
    ruth = await county.ruth();
    await joan.open(address);
    expect(joan.words()).toContain('is over. The names and numbers are not shown any more.');
    expect(joan.last.body).not.toContain('01629');
    expect((await joan.request('POST', address, '')).status).toBe(409);
    const pdf = await ruth.raw('GET', county.path('digest', KEY, 'phone-lists/download.pdf'));
    expect(pdf.status).toBe(409);
    await county.folkmoot.app.get(JobRunner).sweep('phone-lists.forget');
    const left = await county.rows(
      'select 1 from phone_call where telephone is not null or contact is not null or person_id is not null',
    );
    expect(left).toEqual([]);
    expect(await county.rows('select 1 from phone_list where volunteer is not null')).toEqual([]);
    expect(await county.rows(`select 1 from phone_call where result = 'reached'`)).toHaveLength(1);
    await open('phone-lists');
    expect(ruth.last.body).not.toContain('01629');
    expect(ruth.words()).toContain('The names and telephone numbers are gone');
  });

  it('get whom nobody has reached by then on a list again, but not who asked to be left alone', async () => {
    expect(ruth.words()).toContain('16 organisations with a telephone number have not been reached');
    await ruth.press('Ring Silent Group');
    expect(ruth.words()).toContain('They can be put on lists again.');
    expect(ruth.words()).toContain('17 organisations with a telephone number have not been reached');
    await ruth.press('Make the lists', { 'last-day-day': '', 'last-day-month': '', 'last-day-year': '' });
    expect(ruth.words()).toContain('3 lists are ready.');
    expect(ruth.words()).toContain('List 6');
  });
});
