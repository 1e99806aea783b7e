import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Glossary } from '../../src/core/glossary/index.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE } from './digest-county.js';

describe('The glossary', () => {
  let county: County;
  let ruth: Visitor;
  let ada: Visitor;

  beforeAll(async () => {
    county = await County.found([SUNRISE]);
    ruth = await county.ruth();
    ada = await county.folkmoot.signIn('ada@sunrise.example.org', county.path('glossary'));
  });
  afterAll(() => county.stop());

  const terms = () => county.inside(() => county.folkmoot.app.get(Glossary).terms());

  it('begins with what is common in children’s services, for members to read', async () => {
    expect(ada.heading()).toBe('Glossary');
    expect(ada.words()).toContain('Children and Young People’s Plan');
    expect(ada.words()).not.toContain('Add a short form');
    expect((await ada.open(county.path('glossary/new'))).status).toBe(403);
    expect((await ada.open(county.path('glossary/excused'))).status).toBe(403);
  });

  it('begins once, however many look at it for the first time together', async () => {
    const other = await county.beside('hull', []);
    const glossary = county.folkmoot.app.get(Glossary);
    const looks = await Promise.all([1, 2, 3, 4].map(() => other.inside(() => glossary.terms())));
    const count = (await terms()).length;
    expect(looks.map(({ length }) => length)).toEqual([count, count, count, count]);
  });

  it('is searched by any of its words, and read page by page', async () => {
    await ada.open(county.path('glossary?q=young+plan'));
    expect(ada.words()).toContain('CYPP');
    expect(ada.words()).not.toContain('LSCB');
    await ada.open(county.path('glossary?q=nothingofthesort'));
    expect(ada.words()).toContain('No short form fits.');
    await ada.open(county.path('glossary?page=2'));
    expect(ada.words()).toContain('Page 2 of 2');
  });

  it('takes a new meaning, and says where there are two', async () => {
    await ruth.open(county.path('glossary/new?short=TAC'));
    await ruth.press('Save the short form', { long: 'town area committee', usedFor: 'Amber Valley' });
    expect(ruth.words()).toContain('TAC is in the glossary.');
    const tacs = (await terms()).filter(({ short }) => short === 'TAC');
    expect(tacs.map(({ isAmbiguous }) => isAmbiguous)).toEqual([true, true]);
    await ruth.open(county.path('glossary?q=TAC'));
    expect(ruth.words()).toContain('Several meanings');
  });

  it.each([
    [{ short: '', long: 'x' }, 'Give the short form, such as CYPP.'],
    [
      { short: 'the', long: 'x' },
      'This is an ordinary word. A short form has a capital letter or a digit in it.',
    ],
    [
      { short: 'A B', long: 'x' },
      'A short form has no spaces in it. Write it as it stands in a text, such as Y&H.',
    ],
    [{ short: 'NEW', long: '' }, 'Say what it stands for.'],
    [
      { short: 'CYPP', long: 'Children and Young People’s Plan' },
      'CYPP is in the glossary with this meaning already.',
    ],
  ])('refuses %p', async (typed, problem) => {
    await ruth.open(county.path('glossary/new'));
    await ruth.press('Save the short form', typed);
    expect(ruth.last.status).toBe(422);
    expect(ruth.problems()).toEqual([problem]);
    expect(ruth.last.page.querySelector('#short')?.getAttribute('value')).toBe(typed.short);
  });

  it('is changed, but not by whoever opened it before the last change', async () => {
    const cypp = (await terms()).find(({ short }) => short === 'CYPP')!;
    const early = await county.ruth();
    await early.open(county.path('glossary', cypp.id, 'edit'));
    await ruth.open(county.path('glossary', cypp.id, 'edit'));
    await ruth.press('Save the short form', { meaning: 'Our own words.' });
    expect((await county.inside(() => county.folkmoot.app.get(Glossary).find(cypp.id))).meaning).toBe(
      'Our own words.',
    );
    await early.press('Save the short form', { meaning: 'Others.' });
    expect(early.last.status).toBe(409);
  });

  it('gives a term up only after asking', async () => {
    await ruth.open(county.path('glossary?q=town'));
    await ruth.follow('Take out');
    expect(ruth.heading()).toBe('Take TAC out?');
    expect((await terms()).some(({ long }) => long === 'town area committee')).toBe(true);
    await ruth.press('Take it out');
    expect((await terms()).find(({ short }) => short === 'TAC')).toMatchObject({
      long: 'team around the child',
      isAmbiguous: false,
    });
  });

  it('knows the capitals that everybody knows', async () => {
    await ruth.open(county.path('glossary/excused'));
    expect(ruth.words()).toContain('BBC');
    await ruth.press('Excuse them', { word: 'ITN' });
    expect(await county.inside(() => county.folkmoot.app.get(Glossary).excused())).toContain('ITN');
    await ruth.press('Excuse them', { word: 'two words' });
    expect(ruth.last.status).toBe(422);
    await ruth.open(county.path('glossary/excused'));
    const form = ruth.last.page
      .querySelectorAll('form')
      .find((one) => one.toString().includes('value="ITN"'))!;
    const token = form.querySelector('input[name=_token]')!.getAttribute('value')!;
    await ruth.request('POST', form.getAttribute('action')!, `_token=${token}&word=ITN`);
    expect(await county.inside(() => county.folkmoot.app.get(Glossary).excused())).not.toContain('ITN');
  });

  it('leaves as a file and comes back from it, changing nothing the second time', async () => {
    const file = (await ruth.open(county.path('glossary/file'))).body;
    expect(file).toContain('"CYPP","Children and Young People’s Plan","Our own words.",""');
    expect(file).toContain('"BBC","","",""');
    await ruth.open(county.path('glossary/import'));
    await ruth.press('Check the file', { file: { name: 'g.csv', text: file } });
    expect(ruth.words()).toMatch(/: 0 new, 0 changed, 0 excused, \d+ as they were/);
    await ruth.open(county.path('glossary/import'));
    const more = `short,long,meaning\nXYZ,a new thing,\nCYPP,Children and Young People’s Plan,Changed.\nQED,,\nXYZ,a new thing,`;
    await ruth.press('Check the file', { file: { name: 'g.csv', text: more } });
    expect(ruth.words()).toContain('The file has 4 rows: 1 new, 1 changed, 1 excused, 1 as they were.');
    expect((await terms()).some(({ short }) => short === 'XYZ')).toBe(false);
    await ruth.press('Take the file in');
    expect((await terms()).some(({ short }) => short === 'XYZ')).toBe(true);
  });

  it('refuses a file with mistakes, and names the lines', async () => {
    await ruth.open(county.path('glossary/import'));
    await ruth.press('Check the file', {
      file: { name: 'g.csv', text: 'short,long\nOK1,fine\na b,two words\n,' },
    });
    expect(ruth.words()).toContain('Nothing has been written.');
    expect(ruth.words()).toContain('A short form has no spaces in it.');
    await ruth.open(county.path('glossary/import'));
    await ruth.press('Check the file', { file: { name: 'g.csv', text: 'name\nx' } });
    expect(ruth.words()).toContain('No column is recognised as “short”.');
  });

  it('is there for programs', async () => {
    const call = await county.api('ruth@grid.example.org');
    expect(await call('POST', '/glossary', { short: 'QRS', long: 'a thing' })).toMatchObject({
      status: 201,
      body: { short: 'QRS', long: 'a thing', isAmbiguous: false },
    });
    expect((await call('POST', '/glossary', { short: 'Q S', long: 'a thing' })).status).toBe(422);
    const { body } = await call('GET', '/glossary');
    expect((body.items as { short: string }[]).map(({ short }) => short)).toContain('QRS');
    expect(await county.command('glossary export', '/dev/null')).toEqual({ file: '/dev/null' });
  });
});
