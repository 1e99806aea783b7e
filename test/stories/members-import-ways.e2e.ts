import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { foundEmpty, type Here } from '../support/importing.js';

let folkmoot: TestApp;

beforeAll(async () => {
  folkmoot = await TestApp.start();
});
afterAll(() => folkmoot.stop());

describe('How a file is taken', () => {
  let here: Here;
  const file = () => fileWith('Who,Post to,Mail\nAmber Club,Bolsover,club@example.org\n');

  beforeAll(async () => {
    here = await foundEmpty(folkmoot, 'ways');
  });

  it('is said by hand where the headings do not tell', async () => {
    expect((await here.take(file(), '--dry-run')).refused).toMatchObject([
      { line: 1, field: 'organisation' },
    ]);
    const report = await here.take(
      file(),
      '--map',
      'organisation=Who,districts=Post to',
      '--basis',
      'consent',
    );
    expect(report).toMatchObject({ created: 1, refused: [] });
    expect(await here.query('select status, basis, evidence from consent order by at desc limit 1')).toEqual([
      { status: 'opted_in', basis: 'consent', evidence: 'file.csv' },
    ]);
  });

  it('and the soft opt-in is for charities only', async () => {
    await expect(here.take(file(), '--basis', 'soft-opt-in')).rejects.toThrow('regulation 22(3A)');
    await here.query('update network set is_charity = true');
    const again = fileWith('organisation,e-mail\nBrook Club,brook@example.org\n');
    expect(await here.take(again, '--basis', 'soft-opt-in')).toMatchObject({ created: 1 });
    expect(await here.query(`select status from consent where basis = 'soft-opt-in'`)).toHaveLength(1);
  });

  it('and unknown words are refused with what is known', async () => {
    await expect(here.take(file(), '--basis', 'luck')).rejects.toThrow('membership, consent, soft-opt-in');
    await expect(here.take(file(), '--map', 'shoe=Who')).rejects.toThrow('The fields are network, reference');
    await expect(here.take('/nowhere/members.csv')).rejects.toThrow('cannot be read');
  });

  it('keeps an opt-out whatever a later file says', async () => {
    const person = `(select id from person where account_id = account_ensure('club@example.org'))`;
    await here.query(
      `insert into consent (id, person_id, status, basis, source, at) values (gen_random_uuid(), ${person}, 'opted_out', 'consent', 'one-click', app_now() + interval '1 second')`,
    );
    await here.take(
      fileWith('organisation,e-mail,description\nAmber Club,club@example.org,Play\n'),
      '--basis',
      'consent',
    );
    const said = await here.query(
      `select status from consent where person_id = ${person} order by at desc limit 1`,
    );
    expect(said).toEqual([{ status: 'opted_out' }]);
  });

  it('passes over an organisation that has left', async () => {
    await here.query(
      `update membership set state = 'left', valid_to = app_now()::date where organisation_id = (select id from organisation where name = 'Amber Club')`,
    );
    const report = await here.take(
      fileWith('organisation,contact name,e-mail\nAmber Club,Jo Bell,jo@example.org\n'),
    );
    expect(report).toMatchObject({ unchanged: 1, created: 0 });
    expect(report.warnings[0].warning).toContain('has left the network');
    expect(await here.query(`select 1 from person where given = 'Jo'`)).toEqual([]);
  });

  it('two files at once take turns, and one of the same twice does nothing', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `Twin ${i},twin${i}@example.org`).join('\n');
    const twins = fileWith(`organisation,e-mail\n${rows}\n`);
    const reports = await Promise.all([here.take(twins), here.take(twins), here.take(twins)]);
    expect(reports.map(({ created, unchanged }) => created + unchanged)).toEqual([40, 40, 40]);
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(40);
  });
});
