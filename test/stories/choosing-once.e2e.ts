import { afterEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../src/core/jobs/index.js';
import { reads } from './choosing-county.js';
import { County, SUNRISE, YOUTH, type Member } from './digest-county.js';

const ADA = 'ada@sunrise.example.org';
const HEADING = 'title,districts,themes,roles,must_know';
const article = (title: string, facts = ',,,') => `${title},${facts}`;

let county: County;
afterEach(() => county.stop());

const textsTo = (address: string) => county.folkmoot.sink.to(address).map(({ mail }) => mail.text!);
const times = (text: string, title: string) => text.split(new RegExp(`^(?:- )?${title}\\b`, 'm')).length - 1;

async function week(...articles: string[]): Promise<void> {
  expect((await county.articles([HEADING, ...articles].join('\n'))).refused).toEqual([]);
  await county.command('digest compose');
  await county.command('digest approve');
  await county.folkmoot.deliver();
}

describe('Somebody with five roles at three organisations in two districts', () => {
  it('gets one copy, and in it an item once that is for all of them', async () => {
    const at = (organisation: string, districts: string, themes: string): Member => ({
      ...SUNRISE,
      ...{ organisation, districts, themes },
    });
    county = await County.found([
      at('Sunrise Under-Fives', 'Amber Valley', 'early years'),
      at('Belper Play', 'Amber Valley', 'arts and play'),
      at('Bolsover Babies', 'Bolsover', 'early years'),
      YOUTH,
    ]);
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Ada'`);
    await county.rows(
      `insert into role (id, person_id, organisation_id, role, valid_from)
       select gen_random_uuid(), $1, o.id, r.role, '2026-01-01' from organisation o, unnest(array['trustee', 'volunteer']) r (role)
       where o.name = 'Belper Play' returning id`,
      [id],
    );
    await week(
      article('For all of them', 'Amber Valley; Bolsover,early years; arts and play,trustee; volunteer,yes'),
      article('For chairs', ',,chair,'),
    );
    const [text, ...others] = textsTo(ADA);
    expect(others).toEqual([]);
    expect(times(text, 'For all of them')).toBe(1);
    expect(text).toMatch(
      /Everybody should know it\. Roles: trustee or committee member and volunteer\. Districts: Amber Valley and Bolsover\. Themes:/,
    );
    expect(text).not.toContain('For chairs');
    expect(textsTo('tom@youth.example.org').join()).not.toContain('For all of them');
  });
});

describe('What somebody was sent in one week', () => {
  it('does not come again in the next, and whoever came meanwhile is sent it', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await week(article('First news'), article('Amber news', 'Amber Valley,,,'));
    const late = { ...SUNRISE, organisation: 'Late Group', name: 'Lou Late', email: 'lou@late.example.org' };
    await county.takeIn([late]);
    county.moveTo('2026-11-25T10:00:00Z');
    county.folkmoot.sink.taken.length = 0;
    await week(article('Second news'));
    const [ada] = textsTo(ADA);
    expect(ada).toContain('Second news');
    expect(ada).not.toContain('First news');
    const [lou] = textsTo('lou@late.example.org');
    for (const title of ['First news', 'Amber news', 'Second news']) expect(lou).toContain(title);
  });

  it('makes neither hole nor repeat when district and address change in between', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await week(
      article('Common news'),
      article('Amber news', 'Amber Valley,,,'),
      article('Bolsover news', 'Bolsover,,,'),
    );
    await county.rows(
      `update coverage set district_id = (select id from district where name = 'Bolsover')
       where organisation_id = (select id from organisation where name = 'Sunrise Under-Fives') returning 1`,
    );
    await county.rows(`update contact_point set value = 'ada.new@example.org' where value = $1 returning 1`, [
      ADA,
    ]);
    county.moveTo('2026-11-25T10:00:00Z');
    county.folkmoot.sink.taken.length = 0;
    await week(article('New things'));
    const [text] = textsTo('ada.new@example.org');
    expect(text).toContain('Bolsover news');
    expect(text).toContain('New things');
    expect(text).not.toMatch(/Common news|Amber news/);
  });

  it('is told apart from what is left out for other reasons', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await week(article('First news'), article('For chairs', ',,chair,'));
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles([HEADING, article('Second news')].join('\n'));
    await county.command('digest compose');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W48/left-out?q=ada'));
    await ruth.follow('Ada Barley');
    expect(ruth.words()).toContain('Sent to them already (1)');
    expect(ruth.words()).toContain('First news');
    expect(ruth.words()).toContain('For roles they do not hold (1)');
    expect(ruth.words()).toContain('Only for those with this role: chair.');
  });
});

describe('Two people who read one mailbox', () => {
  it('get one copy with what is for either, and again what only one of them has had', async () => {
    const shared = 'office@example.org';
    county = await County.found([
      { ...SUNRISE, email: shared },
      { ...YOUTH, email: shared },
    ]);
    await reads(county, 'Ada', { minutes: null });
    await week(article('Amber news', 'Amber Valley,,,'), article('Bolsover news', 'Bolsover,,,'));
    const [text, ...others] = textsTo(shared);
    expect(others).toEqual([]);
    expect(text).toMatch(/^Hello Ada and Tom,/);
    expect([times(text, 'Amber news'), times(text, 'Bolsover news')]).toEqual([1, 1]);
    await county.takeIn([{ ...SUNRISE, organisation: 'New Group', name: 'Noa New', email: shared }]);
    county.moveTo('2026-11-25T10:00:00Z');
    county.folkmoot.sink.taken.length = 0;
    await week(article('New things'));
    // Noa has had nothing yet, and she reads it too.
    const [again] = textsTo(shared);
    for (const title of ['Amber news', 'Bolsover news', 'New things']) expect(times(again, title)).toBe(1);
  });

  it('get nothing twice in it when one wants it daily and the other every week', async () => {
    const shared = 'office@example.org';
    county = await County.found([
      { ...SUNRISE, email: shared },
      { ...YOUTH, email: shared },
    ]);
    await county.rows(
      `update network set settings = settings || '{"members": {"frequencies": "all"}}' where slug = 'grid' returning 1`,
    );
    await reads(county, 'Ada', { frequency: 'daily' });
    await county.articles(
      [HEADING, article('Common news'), article('Bolsover news', 'Bolsover,,,')].join('\n'),
    );
    county.moveTo('2026-11-19T07:45:00Z');
    await county.folkmoot.app.get(JobRunner).sweep('digest.automatic');
    await county.folkmoot.deliver();
    await week(article('Late news'));
    const [daily, weekly, ...others] = textsTo(shared);
    expect(others).toEqual([]);
    expect([times(daily, 'Common news'), times(daily, 'Bolsover news')]).toEqual([1, 0]);
    expect([
      times(weekly, 'Common news'),
      times(weekly, 'Bolsover news'),
      times(weekly, 'Late news'),
    ]).toEqual([0, 1, 1]);
  });
});
