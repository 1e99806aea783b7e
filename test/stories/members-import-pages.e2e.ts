import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportRuns } from '../../src/members/import/import-runs.service.js';
import { TestApp } from '../support/app.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

const file = (name: string) => ({ name, text: readFileSync(`test/data/members/${name}`) });
const typed = (text: string, name = 'list.csv') => ({ name, text });
const LOOK = 'See what it would do';

describe('Ada brings her list from a spreadsheet', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot, { slug: 'derbyshire' });
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const organisations = async () =>
    Number((await network.query<{ n: string }>('select count(*) as n from organisation'))[0].n);
  const isBy = (words: string) =>
    ada.last.page
      .querySelectorAll('dl.rows > div')
      .find((row) => row.text.includes(words))
      ?.querySelector('dd')?.text;

  it('and finds the way from the list of organisations', async () => {
    await ada.open('/derbyshire/organisations');
    await ada.follow('Import a list');
    expect(ada.heading()).toBe('Import members');
    expect(ada.words()).toContain('Nothing has been imported yet.');
    expect(ada.words()).not.toContain('charities');
  });

  it('and must choose a file, and one that is a list', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK);
    expect(ada.last.status).toBe(422);
    expect(ada.problems()).toEqual(['Choose the file with your list.']);
    await ada.press(LOOK, { file: typed('PK\x03\x04 a spreadsheet', 'list.xlsx') });
    expect(ada.problems()[0]).toContain('This is a spreadsheet, not a CSV file.');
  });

  it('and sees every line that has to be mended, with nothing written', async () => {
    const before = await organisations();
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: file('members_damaged.csv') });
    expect(ada.heading()).toBe('Look before you import');
    expect(ada.words()).toContain('Nothing has been written. 15 lines must be mended first.');
    expect(ada.last.page.querySelectorAll('tbody tr').length).toBe(15);
    expect(() => ada.form('Import')).toThrow();
    expect(await organisations()).toBe(before);
    await ada.follow('Download these as CSV');
    expect(ada.last.headers.get('content-type')).toContain('text/csv');
    expect(ada.last.body.split('\r\n')).toHaveLength(17);
    expect(ada.last.body).toContain('"4","Contact: e-mail"');
  });

  it('and sees what a good list would do, and then takes it', async () => {
    const before = await organisations();
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: file('members_clean_60.csv') });
    expect([isBy('New organisations'), isBy('Rows that change or add')]).toEqual(['59', '1']);
    expect(ada.words()).toContain('Nobody is mailed by this.');
    expect(await organisations()).toBe(before);
    await ada.press('Import 60 rows');
    expect(ada.heading()).toBe('Imported');
    expect(ada.words()).toContain('Done: all 60 rows are good, and on record now. Nobody is mailed by this.');
    expect(await organisations()).toBe(before + 59);
    await ada.follow('See what was changed');
    expect(ada.words()).toContain('added');
    await ada.open('/derbyshire/members/import');
    const done = ada.last.page.querySelectorAll('tbody td').map((cell) => cell.text);
    expect(done).toEqual(['members_clean_60.csv', 'Ada Barley', '60', '59', '1']);
    expect((await folkmoot.deliver()).map(({ to }) => to)).toEqual([]);
  });

  it('and the same list again changes nothing', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: file('members_clean_60.csv') });
    expect(ada.words()).toContain('This file changes nothing.');
    expect(() => ada.form('Import')).toThrow();
  });

  it('and puts a wrong guess about a column right', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: typed('Who,Where to find us\nMoorland Club,High Peak\n') });
    expect(ada.words()).toContain('No column is recognised as “organisation”.');
    await ada.press('Look again', { 'column-0': 'organisation', 'column-1': 'organisation' });
    expect(ada.problems()).toEqual(['“Who” and “Where to find us” cannot both hold “Organisation”.']);
    await ada.press('Look again', { 'column-0': 'organisation', 'column-1': 'districts' });
    expect(isBy('New organisations')).toBe('1');
    await ada.press('Import 1 row');
    expect(ada.heading()).toBe('Imported');
    const [club] = await network.query(
      `select d.name from organisation o join coverage c on c.organisation_id = o.id join district d on d.id = c.district_id where o.name = 'Moorland Club'`,
    );
    expect(club).toEqual({ name: 'High Peak' });
  });

  it('and reads what changes, in words, before it does', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, {
      file: typed('organisation,districts,themes\nMoorland Club,Bolsover; county-wide,youth work\n'),
    });
    const cells = ada.last.page.querySelectorAll('tbody td').map((cell) => cell.text);
    expect(cells).toEqual([
      'Districts',
      'High Peak',
      'County-wide; Bolsover',
      'Themes',
      'nothing',
      'Youth work',
    ]);
  });

  it('and is asked again when the list of members has changed meanwhile', async () => {
    await network.query(
      `update organisation set description = 'Meanwhile', version = version + 1 where name = 'Moorland Club'`,
    );
    await ada.press('Import 1 row');
    expect(ada.last.status).toBe(422);
    expect(ada.problems()[0]).toContain('The member list has changed since you looked');
    await ada.press('Import 1 row');
    expect(ada.heading()).toBe('Imported');
    expect(
      await network.query(
        `select field from change where source like 'import run %' and after = 'Youth work'`,
      ),
    ).toHaveLength(1);
  });

  it('and cannot take the same file twice by going back', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: typed('organisation\nTwice Club\n') });
    const { path } = ada.last;
    await ada.press('Import 1 row');
    const again = await ada.request('POST', `${path}/confirmation`, tokenOf(ada));
    expect(again.status).toBe(409);
  });

  it('a charity may choose the soft opt-in, and nobody else', async () => {
    await ada.open('/derbyshire/members/import');
    const sent = await ada.press(LOOK, { file: typed('organisation\nA Club\n'), basis: 'soft-opt-in' });
    expect(sent.status).toBe(422);
    expect(ada.problems()[0]).toContain('Only a charity');
    await network.query('update network set is_charity = true');
    await ada.open('/derbyshire/members/import');
    expect(ada.words()).toContain('charities');
  });

  it('a development officer does not import', async () => {
    const dev = await network.signIn('development_officer');
    expect((await dev.open('/derbyshire/members/import')).status).toBe(403);
  });

  it('and the file is not kept once it is taken, nor longer than a day', async () => {
    await ada.open('/derbyshire/members/import');
    await ada.press(LOOK, { file: typed('organisation\nForgotten Club\n') });
    const held = () => network.query('select state from import_run where file_bytes is not null');
    const waiting = (await held()).length;
    expect(await held()).toEqual(Array.from({ length: waiting }, () => ({ state: 'checked' })));
    folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 25 * 3_600_000));
    await folkmoot.app.get(ImportRuns).forget();
    expect(await held()).toEqual([]);
  });
});

function tokenOf(visitor: Visitor): string {
  const token = visitor.last.page.querySelector('input[name=_token]')?.getAttribute('value') ?? '';
  return new URLSearchParams({ _token: token, seal: 'x' }).toString();
}
