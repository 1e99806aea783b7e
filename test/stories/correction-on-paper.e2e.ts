import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText } from 'unpdf';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';
import { inSight, pdfOf, withPost } from './reach-county.js';

const KEY = '2026-W47';
const CORRECTION = `correction-of-${KEY}`;
const SILENT: Member[] = ['Printed Group', 'Rung Group', 'Missed Group'].map((organisation) => ({
  ...{ organisation, districts: 'Bolsover', name: `Person at ${organisation}` },
}));
const PAIR: Member[] = ['Ann Lark', 'Bea Wren'].map((name) => ({
  ...{ organisation: 'Dale Choir', districts: 'Bolsover', name },
  email: `${name.slice(0, 3).toLowerCase()}@dale.example.org`,
}));

describe('A correction for those without e-mail', () => {
  let county: County;
  let ruth: Visitor;

  const open = (...parts: string[]) => ruth.open(county.path('digest', ...parts));
  const idOf = async (name: string) =>
    (await county.rows<{ id: string }>('select id from organisation where name = $1', [name]))[0].id;

  beforeAll(async () => {
    county = await County.found([...SILENT, ...PAIR, SUNRISE, YOUTH]);
    await county.rows(
      `update person set preferred_channel = case when given = 'Bea' then 'post' else 'email' end returning id`,
    );
    await withPost(county, '%');
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
    await open(KEY, 'phone-lists');
    await ruth.press('Make the lists', { 'last-day-day': '', 'last-day-month': '', 'last-day-year': '' });
    const link = ruth.last.page.querySelector('a.address')!.getAttribute('href')!;
    const joan = county.folkmoot.visitor();
    await joan.open(new URL(link).pathname);
    await joan.press('Save', { [`result-${await idOf('Rung Group')}`]: 'reached' });
    await open(KEY, 'posting');
    const ids = [await idOf('Printed Group'), await idOf('Dale Choir')];
    await ruth.press('Mark as collected', { organisations: ids });
    await open(KEY, 'correction');
    await ruth.press('Keep the correction', { body: 'The law starts in March, not in January.' });
    await county.command('digest approve', '--edition', CORRECTION);
    await county.folkmoot.deliver();
  }, 120_000);
  afterAll(() => county.stop());

  it('has in its ledger those who had the first in any way, and nobody else', async () => {
    await open(CORRECTION, 'reach');
    expect(inSight(ruth)).toMatchObject({ 'By e-mail': 3, 'Not reached': 2, 'All organisations': 5 });
    await open(CORRECTION, 'reach?standing=none');
    expect(ruth.words()).toMatch(/Printed Group.*print or telephone|Printed Group.*print it/);
    expect(ruth.words()).toContain('Had the first by telephone: ring them');
    expect(ruth.words()).not.toContain('Missed Group');
  });

  it('is printed for just those who had the first on paper, whole, each addressed to them', async () => {
    await open(CORRECTION, 'posting');
    expect(ruth.words()).toContain(
      '2 organisations get the correction to the week of 16 November 2026 on paper',
    );
    const pdf = await pdfOf(ruth, county.path('digest', CORRECTION, 'pages.pdf'));
    const { text } = await extractText(pdf);
    expect(text).toHaveLength(2);
    const all = text.join(' ').replace(/\s+/g, ' ');
    expect(all).not.toMatch(/chosen for you|asks for the code/);
    expect(all.match(/Correction: /g)).toHaveLength(2);
    expect(all).toContain('Person at Printed Group');
    expect(all).toContain('Bea Wren');
    expect(all).not.toMatch(/Ann Lark|Rung Group|Missed Group|Sunrise/);
    expect(all.match(/The law starts in March, not in January\./g)).toHaveLength(2);
    const labels = await extractText(await pdfOf(ruth, county.path('digest', CORRECTION, 'labels.pdf')));
    expect(labels.text.join(' ')).toContain('Printed Group');
    expect(labels.text.join(' ')).not.toMatch(/Rung Group|Missed Group/);
  });

  it('is told by telephone to just those who had the first so', async () => {
    await open(CORRECTION, 'phone-lists');
    expect(ruth.words()).toContain('1 organisation with a telephone number has not been reached');
    await ruth.press('Make the lists', { 'last-day-day': '', 'last-day-month': '', 'last-day-year': '' });
    const pdf = await pdfOf(ruth, county.path('digest', CORRECTION, 'phone-lists/download.pdf'));
    const all = (await extractText(pdf)).text.join(' ').replace(/\s+/g, ' ');
    expect(all).toContain('Rung Group');
    expect(all).not.toMatch(/Printed Group|Missed Group|Dale Choir/);
    expect(all).toContain('The law starts in March');
  });

  it('adds up once it is marked', async () => {
    await open(CORRECTION, 'posting');
    await ruth.press('Mark all as printed');
    await open(CORRECTION, 'reach');
    expect(inSight(ruth)).toMatchObject({
      ...{ 'By e-mail': 3, 'On paper': 1, 'By telephone': 0, 'Not reached': 1, 'All organisations': 5 },
    });
  });

  it('goes on paper to whoever had the first so, even where an e-mail address is known by now', async () => {
    await county.rows(
      `insert into contact_point (id, person_id, kind, value, value_key) select gen_random_uuid(), id, 'email', 'p@printed.example.org', 'p@printed.example.org'
       from person where family like '%Printed Group' returning id`,
    );
    await open(KEY, 'correction');
    await ruth.press('Keep the correction', { body: 'And it is a bill.' });
    await county.command('digest approve', '--edition', `${CORRECTION}-2`);
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to)).not.toContain('p@printed.example.org');
    await open(`${CORRECTION}-2`, 'posting');
    expect(ruth.words()).toContain('Had the first on paper');
  });
});
