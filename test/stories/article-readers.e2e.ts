import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ArticlesForDigest } from '../../src/digest/articles/article.digest.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, YOUTH } from './digest-county.js';

describe('Whom an article is for', () => {
  let county: County;
  let ruth: Visitor;
  let ada: Visitor;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
    ruth = await county.ruth();
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('articles'));
  });
  afterAll(() => county.stop());

  const write = async (facts: Record<string, string | string[]>) => {
    await ruth.open(county.path('articles/new'));
    await ruth.press('Save the article', {
      kind: 'news',
      whatItMeans: 'Nothing to do.',
      state: 'ready',
      ...facts,
    });
    return ruth.last.path;
  };
  const items = () => county.inside(() => county.folkmoot.app.get(ArticlesForDigest).itemsFor());

  it('is said in finer grain, kept, shown, and offered to the digest', async () => {
    await write({
      title: 'Play grants',
      'ages-from': '5',
      'ages-to': '11',
      sizes: ['micro'],
      stages: ['1', '2'],
      roles: ['main_contact'],
      dates: '1/2/2027 Forms are out\n27 January 2027 Questions',
    });
    expect(ruth.words()).toMatch(/Ages ?5 to 11.*Sizes ?Micro.*Stages ?1, 2.*Roles ?Main contact/);
    expect(ruth.words()).toMatch(
      /Dates that matter ?27 January 2027 Questions ?1 February 2027 Forms are out/,
    );
    expect((await items())[0]).toMatchObject({
      title: 'Play grants',
      isPublic: false,
      ages: { from: 5, to: 11 },
      sizes: ['micro'],
      stages: [1, 2],
      roles: ['main_contact'],
      dates: [
        { on: '2027-01-27', words: 'Questions' },
        { on: '2027-02-01', words: 'Forms are out' },
      ],
    });
    await ruth.follow('Change it');
    expect(ruth.last.page.querySelector('details[open]')).not.toBeNull();
    await ruth.press('Save the article');
    expect((await items())[0].dates).toHaveLength(2);
  });

  it('is refused where it cannot be', async () => {
    await write({ title: 'x', 'ages-from': '12', 'ages-to': '5', dates: 'tomorrow', roles: ['king'] });
    expect(ruth.last.status).toBe(422);
    expect(ruth.problems()).toHaveLength(3);
    await write({ title: 'x', readers: 'roles' });
    expect(ruth.problems()).toEqual(['Choose the roles that may read it.']);
  });

  it('may be anybody: then a stranger reads it on the open web, and nothing else', async () => {
    const members = await write({ title: 'For members' });
    const path = await write({ title: 'For everybody', readers: 'public', body: 'The CYPP is out.' });
    const stranger = county.folkmoot.visitor();
    await stranger.open(county.path('articles/public'));
    expect(stranger.words()).toContain('For everybody');
    expect(stranger.words()).not.toContain('For members');
    await stranger.follow('For everybody');
    expect(stranger.last.status).toBe(200);
    expect(stranger.words()).toContain('CYPP (Children and Young People’s Plan)');
    expect(stranger.words()).not.toContain('Change it');
    const id = (one: string) => one.split('/').at(-1)!;
    expect((await stranger.open(county.path('articles/public', id(members)))).status).toBe(404);
    expect((await items()).find(({ title }) => title === 'For everybody')).toMatchObject({
      isPublic: true,
      href: `/articles/public/${id(path)}`,
    });
  });

  it('may be people with some roles, who alone see it in lists, in the search and by its address', async () => {
    const path = await write({ title: 'For trustees', readers: 'roles', roles: ['trustee'] });
    const look = async () => {
      await ada.open(county.path('articles'));
      const list = ada.words();
      await ada.open(county.path('search?q=trustees'));
      return [
        list.includes('For trustees'),
        ada.words().includes('For trustees'),
        (await ada.open(path)).status,
      ];
    };
    expect(await look()).toEqual([false, false, 404]);
    await county.rows(
      `update role set role = 'trustee' where person_id = (select id from person where given = 'Ada') returning id`,
    );
    expect(await look()).toEqual([true, true, 200]);
  });

  it('comes from a file and through the API as well', async () => {
    const heading = 'title,readers,ages,sizes,stages,roles,dates';
    await county.articles(
      `${heading}\nFrom a file,public,5-11,micro; small,1,Trustee or committee member,"27/03/2027 Talks, with tea; 1/4/2027 Forms"`,
    );
    const call = await county.api('ruth@grid.example.org');
    const { body } = await call('GET', '/articles?most=1');
    expect((body.items as object[])[0]).toMatchObject({
      readers: 'public',
      ages: { from: 5, to: 11 },
      sizes: ['micro', 'small'],
      stages: [1],
      roles: ['trustee'],
      dates: [
        { on: '2027-03-27', words: 'Talks, with tea' },
        { on: '2027-04-01', words: 'Forms' },
      ],
    });
    const sent = {
      title: 'By a program',
      ages: { from: 0, to: 4 },
      roles: ['chair'],
      readers: 'roles',
      state: 'ready',
    };
    expect(await call('POST', '/articles', sent)).toMatchObject({
      status: 201,
      body: { ages: { to: 4 }, readers: 'roles' },
    });
    expect((await call('POST', '/articles', { ...sent, roles: ['king'] })).status).toBe(422);
    const report = await county.articles(
      `${heading}\nBad,everybody,old,tiny,4,king,soon\nNo roles,roles,,,,,`,
    );
    process.exitCode = 0;
    expect((report.refused as { field: string }[]).map(({ field }) => field)).toEqual([
      'readers',
      'ages',
      'sizes',
      'stages',
      'roles',
      'dates',
      'roles',
    ]);
  });

  it('stays on offer while it is open, carried or not, and for five weeks without a last day', async () => {
    await county.articles('title,closes_on\nLong open,2027-01-31\nClosed soon,2026-11-20');
    const titles = async () => (await items()).map(({ title }) => title);
    await county.command('digest compose');
    await county.command('digest approve');
    expect(await titles()).toEqual(expect.arrayContaining(['Long open', 'Closed soon', 'For everybody']));
    county.moveTo('2026-12-23T10:00:00Z');
    expect(await titles()).toEqual(['Long open']);
    county.moveTo('2026-12-22T10:00:00Z');
    expect(await titles()).toEqual(expect.arrayContaining(['Long open', 'For everybody']));
  });
});
