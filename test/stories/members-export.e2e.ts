import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportReport } from '../../src/members/import/import.commands.js';
import { readFileSync } from 'node:fs';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';
import type { Visitor } from '../support/visitor.js';

describe('Ada takes the member list away', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let ada: Visitor;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot, { slug: 'derbyshire' });
    await take('src/example/data/derbyshire.csv');
    ada = await network.signIn('coordinator');
  });
  afterAll(() => folkmoot.stop());

  const take = (file: string) =>
    folkmoot.command<ImportReport>('members', 'import', file, '--network', 'derbyshire');
  const lines = (csv: string) => csv.trimEnd().split('\r\n');
  const exportsNoted = () =>
    network.query<{ details: unknown }>(
      `select details from audit_event where action = 'members.exported' order by seq`,
    );

  it('as a file that changes nothing when it comes back', async () => {
    await ada.open('/derbyshire/organisations');
    await ada.follow('Download as CSV');
    expect(ada.last.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(ada.last.headers.get('content-disposition')).toMatch(
      /filename="derbyshire-members-\d{4}-\d\d-\d\d\.csv"/,
    );
    const report = await take(fileWith(ada.last.body));
    expect(report).toMatchObject({
      rows: 65,
      created: 0,
      updated: 0,
      unchanged: 65,
      refused: [],
      warnings: [],
    });
  });

  it('narrowed down as the list on the page is', async () => {
    const district = network.districts.get('High Peak');
    await ada.open(`/derbyshire/organisations?district=${district}&theme=youth-work`);
    const shown = ada.last.page.querySelectorAll('tbody tr').length;
    expect(shown).toBeGreaterThan(0);
    await ada.follow('Download as CSV');
    const references = new Set(
      lines(ada.last.body)
        .slice(1)
        .map((line) => line.split(',')[0]),
    );
    expect(references.size).toBe(shown);
  });

  it('and each time is noted, with what was asked for but nobody’s name', async () => {
    const [whole, narrowed] = await exportsNoted();
    expect(whole.details).toEqual({ organisations: 60, filters: [] });
    expect(narrowed.details).toMatchObject({ filters: ['district', 'theme'] });
  });

  it('with formulas made inert', async () => {
    await take(fileWith('organisation,description\n"=HYPERLINK(""https://evil.example"")",+1 for play\n'));
    await ada.open('/derbyshire/organisations.csv?q=hyperlink');
    expect(ada.last.body).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect(ada.last.body).toContain(`"'+1 for play"`);
    expect(await take(fileWith(ada.last.body))).toMatchObject({ unchanged: 1, updated: 0, created: 0 });
  });

  it('or from the command line, to a file or as it stands', async () => {
    const out = fileWith('', 'out.csv');
    const answer = await folkmoot.command('members', 'export', '--network', 'derbyshire', '--out', out);
    expect(answer).toEqual({ file: out, organisations: 61 });
    const text = await folkmoot.command<string>('members', 'export', '--network', 'derbyshire');
    expect(readFileSync(out, 'utf8')).toBe(text);
    expect(lines(text)[0]).toContain('"reference","organisation"');
  });

  it('but not more often than the limit allows', async () => {
    const narrow = await TestApp.start({ FOLKMOOT_LIMIT_EXPORT: '2' });
    try {
      const other = await foundNetwork(narrow, { slug: 'derbyshire' });
      const tom = await other.signIn('administrator');
      const statuses: number[] = [];
      for (let i = 0; i < 3; i++) statuses.push((await tom.open('/derbyshire/organisations.csv')).status);
      expect(statuses).toEqual([200, 200, 429]);
    } finally {
      await narrow.stop();
    }
  });

  it('and a representative does not', async () => {
    const rosa = await network.signIn('representative');
    expect((await rosa.open('/derbyshire/organisations.csv')).status).toBe(403);
  });
});
