import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Search } from '../../src/core/search/index.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

describe('Articles', () => {
  let county: County;
  let ruth: Visitor;
  let dev: Visitor;
  let ada: Visitor;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await county.rows(
      `insert into role (id, person_id, role, valid_from)
       select gen_random_uuid(), id, 'development_officer', '2020-01-01' from person where given = 'Tom' returning id`,
    );
    ruth = await county.ruth();
    dev = await county.folkmoot.signIn('tom@youth.example.org', county.path('articles'));
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('articles'));
  });
  afterAll(() => county.stop());

  const FUND = {
    title: 'Holiday fund',
    kind: 'funding',
    summary: 'Up to £500.',
    body: '# How\n\nApply **soon**.\n\n<script>alert(1)</script>',
    whatItMeans: 'One form.',
    'closesOn-day': '18',
    'closesOn-month': '12',
    'closesOn-year': '2026',
    themes: ['early-years'],
    links: 'The form https://example.org/form',
  };

  it('are written by a development officer as drafts, which members do not see', async () => {
    await dev.open(county.path('articles/new'));
    expect(dev.words()).not.toContain('Members can read it');
    await dev.press('Save the article', FUND);
    expect(dev.heading()).toBe('Holiday fund');
    expect(dev.words()).toContain('The draft is kept.');
    expect((await ada.open(dev.last.path)).status).toBe(404);
    await ada.open(county.path('articles'));
    expect(ada.words()).toContain('There are no articles yet.');
    expect(await county.command('digest compose')).toMatchObject({ items: 0 });
  });

  it('are not made ready by a development officer, whatever they send', async () => {
    await dev.follow('Change it');
    await dev.press('Save the article', { state: 'ready' });
    expect(dev.last.status).toBe(403);
    const [{ id, state }] = await county.rows<{ id: string; state: string }>('select id, state from article');
    expect(state).toBe('draft');
    await dev.open(county.path('articles', id));
    const token = dev.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    expect(
      (await dev.request('POST', county.path('articles', id, 'readiness'), `_token=${token}`)).status,
    ).toBe(403);
  });

  it('are made ready by Ruth, and then read by members, safely', async () => {
    await ruth.open(county.path('articles?show=draft'));
    await ruth.follow('Holiday fund');
    await ruth.press('Make it ready');
    expect(ruth.words()).toContain('The article is ready.');
    await ada.open(county.path('articles'));
    await ada.follow('Holiday fund');
    expect(ada.last.body).toContain('<strong>soon</strong>');
    expect(ada.last.body).toContain('<h2>How</h2>');
    expect(ada.last.body).not.toContain('<script>');
    expect(ada.words()).toContain('18 December 2026');
    expect(ada.words()).not.toContain('Withdraw it');
    await dev.open(ada.last.path);
    expect(dev.words()).not.toContain('Change it');
  });

  it('keep what was typed when something is refused', async () => {
    await ruth.open(county.path('articles/new'));
    await ruth.press('Save the article', {
      ...FUND,
      title: '',
      'closesOn-day': '31',
      'closesOn-month': '2',
      links: 'javascript:alert(1)',
    });
    expect(ruth.last.status).toBe(422);
    expect(ruth.problems()).toHaveLength(3);
    expect(ruth.last.page.querySelector('#summary')?.text).toContain('Up to £500.');
    expect(ruth.last.page.querySelector('input[value=early-years]')?.hasAttribute('checked')).toBe(true);
  });

  it('have a history, and are not overwritten by whoever opened them before', async () => {
    const [{ id }] = await county.rows<{ id: string }>('select id from article');
    const early = await county.ruth();
    await early.open(county.path('articles', id, 'edit'));
    await ruth.open(county.path('articles', id, 'edit'));
    await ruth.press('Save the article', { summary: 'Up to £600.' });
    expect(ruth.words()).toMatch(/summary ?Up to £500\. ?Up to £600\./);
    await early.press('Save the article', { summary: 'Up to £700.' });
    expect(early.last.status).toBe(409);
  });

  it('are found by their words, by those who may read them', async () => {
    await ruth.open(county.path('articles?q=apply'));
    expect(ruth.words()).toContain('Holiday fund');
    await ruth.open(county.path('articles?q=nothingofthesort'));
    expect(ruth.words()).toContain('No article fits.');
    await ruth.open(county.path('articles?kind=event'));
    expect(ruth.words()).not.toContain('Holiday fund');
    const [network] = await county.folkmoot.db.query<{ id: string }>(
      `select id from network_all() where slug = 'grid'`,
    );
    const count = await county.folkmoot.db.inNetwork(network.id, () =>
      county.folkmoot.app.get(Search).rebuild(),
    );
    expect(count).toBeGreaterThanOrEqual(1);
  });

  it('are taken back, and then no digest carries them', async () => {
    expect(await county.command('digest compose')).toMatchObject({ items: 1 });
    await ruth.open(county.path('articles'));
    await ruth.follow('Holiday fund');
    await ruth.follow('Withdraw it');
    expect(ruth.words()).toContain('An editor can make it ready again');
    await ruth.press('Withdraw it');
    expect(ruth.words()).toContain('Withdrawn');
    expect((await ada.open(ruth.last.path)).status).toBe(404);
    expect(await county.command('digest compose')).toMatchObject({ items: 0 });
  });

  it('of another network are not there', async () => {
    const other = await county.beside('hull', []);
    await other.articles('title\nOnly for Hull');
    const [{ id }] = await other.rows<{ id: string }>('select id from article');
    expect((await ruth.open(county.path('articles', id))).status).toBe(404);
    expect((await ruth.open(county.path('articles', 'not-an-id'))).status).toBe(404);
  });

  it('that have closed are said to be in no digest, when they are made ready', async () => {
    await ruth.open(county.path('articles/new'));
    const past = { ...FUND, title: 'Last year’s fund', 'closesOn-year': '2025' };
    await ruth.press('Save the article', { ...past, state: 'ready' });
    const words =
      'It closed on 18 December 2025, so no digest will offer it. Change the date if that is wrong.';
    expect(ruth.words()).toContain(words);
    expect(ruth.words()).not.toContain('The next digest will offer it');
  });

  it('are listed whatever stands in the address', async () => {
    await ruth.open(county.path('articles?kind=zzz&show=yyy&page=-1'));
    expect(ruth.last.status).toBe(200);
    expect(ruth.heading()).toBe('Articles');
  });
});

describe('A file of articles', () => {
  let county: County;
  beforeAll(async () => {
    county = await County.found([SUNRISE]);
  });
  afterAll(() => county.stop());

  it('is taken in once, however often it is given', async () => {
    expect(await county.articles(WEEK, '--dry-run')).toMatchObject({ created: 6 });
    expect(await county.rows('select id from article')).toEqual([]);
    expect(await county.articles(WEEK)).toEqual({
      rows: 6,
      created: 6,
      updated: 0,
      unchanged: 0,
      refused: [],
    });
    expect(await county.articles(WEEK)).toMatchObject({ created: 0, updated: 0, unchanged: 6 });
    await county.rows(`update article set title = 'Edited since' where title = 'Holiday fund' returning id`);
    expect(await county.articles(WEEK)).toMatchObject({ created: 0, updated: 0, unchanged: 6 });
    expect(await county.articles(WEEK.replace('It starts in January.', 'It starts in May.'))).toMatchObject({
      created: 0,
      updated: 1,
      unchanged: 5,
    });
    expect(await county.rows('select id from article')).toHaveLength(6);
  });

  it('keeps the order of its rows', async () => {
    const rows = await county.rows<{ title: string }>('select title from article order by id');
    expect(rows.map(({ title }) => title)).toEqual([
      'Edited since',
      'New safeguarding law',
      'Amber forum',
      'Bolsover forum',
      'Early years training',
      'Youth club start-up',
    ]);
  });

  it('writes nothing when a row is wrong, and names the lines', async () => {
    const before = await county.rows('select id from article');
    const bad =
      'title,districts,themes,closes_on,must_know\nGood,,,,\n,Bolsover,,,\nBad,Atlantis,cooking,31/2/2026,perhaps';
    const report = await county.articles(bad);
    process.exitCode = 0;
    expect(report).toMatchObject({ rows: 3, created: 0 });
    const refused = report.refused as { line: number; field: string; problem: string }[];
    expect(refused.map(({ line, field }) => `${line} ${field}`)).toEqual([
      '3 title',
      '4 districts',
      '4 themes',
      '4 closes_on',
      '4 must_know',
    ]);
    for (const { problem } of refused) expect(problem).toMatch(/\.$|\?$/);
    expect(await county.rows('select id from article')).toHaveLength(before.length);
  });

  it('goes by district name or ONS code, and county-wide means no district', async () => {
    await county.articles('title,districts\nBoth,Amber Valley; E07000033\nEverywhere,county-wide');
    const rows = await county.rows<{ title: string; names: string[] }>(
      `select title, array(select d.name from article_district j join district d on d.id = j.district_id where j.article_id = a.id order by 1) as names
       from article a where title in ('Both', 'Everywhere') order by title`,
    );
    expect(rows).toEqual([
      { title: 'Both', names: ['Amber Valley', 'Bolsover'] },
      { title: 'Everywhere', names: [] },
    ]);
  });

  it('is looked at on the web before anything is written', async () => {
    const ruth = await county.ruth();
    await ruth.open(county.path('articles/import'));
    await ruth.press('Check the file', { file: { name: 'week.csv', text: 'title\nFrom a file' } });
    expect(ruth.words()).toContain('The file has 1 row: 1 new, 0 changed, 0 as they were.');
    expect(await county.rows(`select id from article where title = 'From a file'`)).toEqual([]);
    await ruth.press('Take the file in');
    expect(ruth.words()).toContain('1 new, 0 changed');
    expect(await county.rows(`select id from article where title = 'From a file'`)).toHaveLength(1);
    await ruth.open(county.path('articles/import'));
    await ruth.press('Check the file', { file: { name: 'week.csv', text: 'title,districts\nX,Atlantis' } });
    expect(ruth.words()).toMatch(/Nothing has been written.*2 ?districts ?“Atlantis” is not a district/);
    await ruth.open(county.path('articles/import'));
    await ruth.press('Check the file', { file: { name: 'x.csv', text: '' } });
    expect(ruth.problems()).toEqual(['Choose a CSV file.']);
  });
});

describe('Articles through the API', () => {
  let county: County;
  afterAll(() => county.stop());

  it('are written and listed page by page', async () => {
    county = await County.found([SUNRISE]);
    const call = await county.api('ruth@grid.example.org');
    for (const title of ['One', 'Two', 'Three'])
      expect(
        await call('POST', '/articles', {
          title,
          districts: ['E07000032'],
          themes: ['early years'],
          state: 'ready',
        }),
      ).toMatchObject({
        status: 201,
        body: {
          title,
          districts: [{ name: 'Amber Valley' }],
          themes: [{ key: 'early-years' }],
          state: 'ready',
        },
      });
    const first = await call('GET', '/articles?most=2');
    expect((first.body.items as { title: string }[]).map(({ title }) => title)).toEqual(['Three', 'Two']);
    const next = (first.body.next as string).replace('/api/v1/grid', '');
    const second = await call('GET', next);
    expect(second.body).toMatchObject({ items: [{ title: 'One' }], next: null });
    const bad = await call('POST', '/articles', { title: '', districts: ['Atlantis'] });
    expect(bad).toMatchObject({ status: 422, body: { problems: { title: 'Give the article a title.' } } });
    expect((await call('POST', '/articles', { title: 'x', districts: ['Atlantis'] })).status).toBe(422);
    expect((await call('GET', '/articles/not-an-id')).status).toBe(404);
  });
});
