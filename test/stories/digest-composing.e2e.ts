import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { JobRunner } from '../../src/core/jobs/index.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = '2026-W47';

describe('Ruth composes the week', () => {
  let county: County;
  let ruth: Visitor;

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'Peak Parents', districts: 'High Peak', name: 'Post Only' },
    ]);
    await county.articles(WEEK);
    ruth = await county.ruth();
  });
  afterAll(() => county.stop());

  const titles = () =>
    ruth.last.page
      .querySelectorAll('table')[0]
      .querySelectorAll('tbody th a')
      .map((one) => one.text.trim());

  it('on one press, and finds it waiting on her home page', async () => {
    await ruth.press('Compose this week');
    expect(ruth.heading()).toBe('Week of 16 November 2026');
    expect(titles()).toEqual([
      'New safeguarding law',
      'Holiday fund',
      'Amber forum',
      'Bolsover forum',
      'Early years training',
      'Youth club start-up',
    ]);
    await ruth.open(county.path());
    expect(ruth.words()).toContain('The digest of the week of 16 November 2026 waits for your approval');
  });

  it('and puts it in order without a script', async () => {
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Up: Youth club start-up');
    await ruth.press('Down: New safeguarding law');
    await ruth.press('Take out: Holiday fund');
    expect(titles()).toEqual([
      'New safeguarding law',
      'Amber forum',
      'Bolsover forum',
      'Youth club start-up',
      'Early years training',
    ]);
    expect(ruth.words()).toContain('Taken out of this edition');
    await ruth.press('Take in again: Holiday fund');
    expect(titles()).toContain('Holiday fund');
  });

  it('and gives an item other words for this edition only', async () => {
    await ruth.follow('Amber forum');
    await ruth.press('Keep these words', { title: 'Amber Valley meets', summary: 'Bring a neighbour.' });
    expect(titles()).toContain('Amber Valley meets');
    await ruth.open(county.path('articles?q=amber'));
    expect(ruth.words()).toContain('Amber forum');
  });

  it('and writes the subject and the first words', async () => {
    await ruth.open(county.path('digest', KEY, 'introduction'));
    await ruth.press('Keep these words', { subject: 'Our week', intro: 'A **short** week.\n\nRuth' });
    expect(ruth.words()).toContain('Our week');
    expect(ruth.last.body).toContain('<strong>short</strong>');
  });

  it('and sees what has come and changed since, and takes it in', async () => {
    await county.articles('title,summary\nLate news,Just in.');
    await county.rows(
      `update article set summary = 'From February.' where title = 'New safeguarding law' returning id`,
    );
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('1 item has come, 1 has changed, 0 have gone.');
    await ruth.press('Take this in');
    expect(titles().at(-1)).toBe('Late news');
    expect(titles()).toContain('Amber Valley meets');
    expect(ruth.words()).not.toContain('Since it was composed');
  });

  it('and sees exactly what one real person gets, and why, and what not', async () => {
    await ruth.open(county.path('digest', KEY, 'preview'));
    await ruth.press('Find', { q: 'sunrise' });
    await ruth.follow('Ada Barley');
    expect(ruth.heading()).toBe('As Ada Barley gets it');
    expect(ruth.words()).toMatch(
      /Amber Valley meets.*District: Amber Valley\..*Early years training.*Theme: early years/,
    );
    expect(ruth.words()).toMatch(/Left out.*Bolsover forum.*For another district: Bolsover\./);
    const text = ruth.last.page.querySelector('textarea')!.text;
    expect(text).toContain('Hello Ada,');
    expect(text).toContain('A short week.');
  });

  it('and compares two organisations, which get different orders', async () => {
    await ruth.open(county.path('digest', KEY, 'comparison'));
    await ruth.press('Compare', { one: 'sunrise', other: 'youth club' });
    const rows = ruth.last.page
      .querySelectorAll('table tbody tr')
      .map((row) => row.text.replace(/\s+/g, ' ').trim());
    const everybody = 'Everybody should know it. For the whole county.';
    expect(rows[0]).toBe(`New safeguarding lawno. 1 · ${everybody}no. 1 · ${everybody}`);
    expect(rows[1]).toBe(
      'Amber Valley meetsno. 2 · District: Amber Valley.left out: For another district: Amber Valley.',
    );
  });

  it('and sees who would get nothing, and why', async () => {
    await ruth.open(county.path('digest', KEY));
    await ruth.follow('Get nothing: no address that can be used');
    expect(ruth.words()).toMatch(/Post Only ?Peak Parents.*No e-mail address is on record\./);
    const csv = await ruth.raw('GET', county.path('digest', KEY, 'ledger.csv?fate=held'));
    expect(await csv.text()).toContain('"Post Only","Peak Parents",""');
  });

  it('and sends herself a test, which nobody else gets and which counts nowhere', async () => {
    county.folkmoot.sink.taken.length = 0;
    await ruth.open(county.path('digest', KEY, 'preview?q=tom'));
    await ruth.follow('Tom Reed');
    await ruth.press('Send me this copy as a test');
    await county.folkmoot.deliver();
    expect(county.folkmoot.sink.taken.map(({ to }) => to)).toEqual(['ruth@grid.example.org']);
    const { subject, text } = county.folkmoot.sink.taken[0].mail;
    expect(subject).toBe('Test: Our week');
    expect(text).toContain('Hello Tom,');
    expect(await county.command('digest status')).toMatchObject({ counts: { sent: 0, pending: 3, held: 1 } });
  });

  it('and an administrator composes with her, but does not approve', async () => {
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Ada'`);
    await county.rows(
      `insert into role (id, person_id, role, valid_from) values (gen_random_uuid(), $1, 'administrator', '2020-01-01') returning id`,
      [id],
    );
    const ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('digest', KEY));
    await ada.press('Up: Late news');
    expect(ada.last.status).toBe(200);
    expect(ada.words()).not.toContain('Approve it');
    expect((await ada.open(county.path('digest', KEY, 'approval'))).status).toBe(403);
    await expect(county.command('digest approve', '--as', 'ada@sunrise.example.org')).rejects.toThrow(
      'do not allow',
    );
  });

  it('and a member sees no edition at all', async () => {
    const tom = await county.folkmoot.signIn('tom@youth.example.org', county.path('digest'));
    expect(tom.last.status).toBe(403);
    expect((await tom.open(county.path('digest', KEY))).status).toBe(403);
    expect((await tom.open(county.path('articles'))).status).toBe(200);
  });

  it('and a week that is none is not there', async () => {
    for (const key of ['2026-W60', '2026-W01', 'x'])
      expect((await ruth.open(county.path('digest', key))).status).toBe(404);
  });
});

describe('A network that has fixed a day and time', () => {
  let county: County;
  afterEach(() => county.stop());

  const fix = (digest: object) =>
    county.rows(`update network set settings = settings || $1::jsonb returning id`, [
      JSON.stringify({ digest }),
    ]);
  const sweep = () => county.folkmoot.app.get(JobRunner).sweep('digest.editions');

  it('finds its week composed three days before, and nothing sent', async () => {
    county = await County.found([SUNRISE], { at: '2026-11-16T10:00:00Z' });
    await county.articles(WEEK);
    await sweep();
    expect(await county.rows('select key from edition')).toEqual([]);
    await fix({ weekday: '5', time: '09:30' });
    await sweep();
    expect(await county.rows('select key from edition')).toEqual([]);
    county.moveTo('2026-11-17T09:31:00Z');
    await Promise.all([sweep(), sweep(), sweep()]);
    expect(await county.rows('select key, state from edition')).toEqual([{ key: KEY, state: 'composing' }]);
    county.moveTo('2026-11-20T10:00:00Z');
    expect(await county.folkmoot.deliver()).toEqual([]);
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('On 27 November 2026 at 9:30am');
  });

  it('makes one edition however many compose it at once', async () => {
    county = await County.found([SUNRISE]);
    await county.articles(WEEK);
    await Promise.all(Array.from({ length: 5 }, () => county.command('digest compose')));
    expect(await county.rows('select key from edition')).toEqual([{ key: KEY }]);
    expect(await county.rows('select key from edition_item')).toHaveLength(6);
  });
});
