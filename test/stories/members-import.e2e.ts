import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { countsOf, everything, foundEmpty, type Here } from '../support/importing.js';

const DATA = 'test/data/members';
const CLEAN = `${DATA}/members_clean_60.csv`;

let folkmoot: TestApp;

beforeAll(async () => {
  folkmoot = await TestApp.start();
});
afterAll(() => folkmoot.stop());

describe('Ada imports her members from the command line', () => {
  let here: Here;

  beforeAll(async () => {
    here = await foundEmpty(folkmoot, 'clean');
  });

  it('and first sees what would happen, without anything being written', async () => {
    const before = await countsOf(here);
    const report = await here.take(CLEAN, '--dry-run');
    expect(report).toMatchObject({ rows: 60, created: 60, updated: 0, unchanged: 0, refused: [], run: null });
    expect(await countsOf(here)).toEqual(before);
  });

  it('and then takes all sixty', async () => {
    const report = await here.take(CLEAN);
    expect(report).toMatchObject({ rows: 60, created: 60, updated: 0, unchanged: 0, refused: [] });
    expect(await here.count('organisation')).toBe(60);
    const [riverside] = await here.query(
      `select o.reference, o.name, o.sort_name, o.legal_form, o.listed, o.version,
         (select valid_from::text from membership m where m.organisation_id = o.id and m.state = 'active') as joined,
         (select string_agg(scheme || '-' || value, ' ') from org_identifier i where i.organisation_id = o.id) as numbers,
         (select array_agg(d.name order by d.name) from coverage c join district d on d.id = c.district_id where c.organisation_id = o.id) as districts,
         (select array_agg(theme) from organisation_theme t where t.organisation_id = o.id) as themes,
         (select postcode from contact_point c where c.organisation_id = o.id and c.kind = 'post') as postcode,
         (select jsonb_object_agg(kind, amount) from size_figure f where f.organisation_id = o.id) as figures
       from organisation o where name = 'Riverside Court Young Carers'`,
    );
    expect(riverside).toEqual({
      ...{
        reference: 'ORG-0005',
        name: 'Riverside Court Young Carers',
        sort_name: 'riverside court young carers',
      },
      ...{ legal_form: 'cic', listed: true, version: 1, joined: '2008-05-05', numbers: 'GB-COH-99000004' },
      ...{
        districts: ['Erewash', 'South Derbyshire'],
        themes: ['bme-service-providers'],
        postcode: 'DE4 3AG',
      },
      figures: { income: 24500, staff_paid: 4, volunteers: 12 },
    });
  });

  it('with the people, who may be written to because of the membership and can sign in', async () => {
    const [sam] = await here.query(
      `select p.given, p.family, r.title, r.main_contact, e.value as email, t.value as telephone, c.status, c.basis, a.email as account
       from person p join role r on r.person_id = p.id
       left join contact_point e on e.person_id = p.id and e.kind = 'email'
       left join contact_point t on t.person_id = p.id and t.kind = 'phone'
       left join consent c on c.person_id = p.id
       left join lateral (select $1::text as email where p.account_id = account_ensure($1)) a on true
       where p.family = 'Example5'`,
      ['member5@example.org'],
    );
    expect(sam).toEqual({
      ...{ given: 'Sam', family: 'Example5', title: 'Chair', main_contact: true },
      ...{ email: 'member5@example.org', telephone: '0115 496 0004' },
      ...{ status: 'not_asked', basis: 'membership', account: 'member5@example.org' },
    });
  });

  it('and mails nobody', async () => {
    const delivered = await folkmoot.deliver();
    expect(delivered.filter(({ to }) => to.endsWith('@example.org'))).toEqual([]);
  });

  it('and the second time nothing changes but the list of imports', async () => {
    const [before, counts] = [await everything(here), await countsOf(here)];
    const report = await here.take(CLEAN);
    expect(report).toMatchObject({ rows: 60, created: 0, updated: 0, unchanged: 60, refused: [] });
    expect(await everything(here)).toBe(before);
    const { audit_event, import_run } = counts;
    expect(await countsOf(here)).toEqual({
      ...counts,
      audit_event: audit_event + 1,
      import_run: import_run + 1,
    });
  });

  it('and finds ten of them again in a file with semicolons and a mark', async () => {
    const report = await here.take(`${DATA}/members_semicolon_bom_10.csv`);
    expect(report).toMatchObject({ rows: 10, unchanged: 10, refused: [] });
  });

  it('and finds them by their names and their people in the search', async () => {
    const [found] = await here.query<{ n: string }>(
      `select count(*) as n from search_find('{organisation,person}', 'example5', 100)`,
    );
    expect(Number(found.n)).toBe(2);
  });

  it('and a changed row changes what it says, with its history, and nothing else', async () => {
    const head = 'reference,organisation,districts,themes,contact name,email,telephone';
    const file = fileWith(
      `${head}\nORG-0005,Riverside Court Young Carers,County-wide,stay safe,Sam Example5,new5@example.org,\n`,
    );
    const report = await here.take(file);
    expect(report).toMatchObject({ rows: 1, updated: 1 });
    const changes = await here.query(
      `select c.field, c.before, c.after, c.source = 'import run ' || $1 as by_run from change c
       where c.source like 'import run %' and c.after <> 'added' and c.field !~ '^role' order by c.field`,
      [report.run],
    );
    expect(changes).toEqual([
      { field: 'email', before: 'member5@example.org', after: 'new5@example.org', by_run: true },
      { field: 'places', before: 'Erewash; South Derbyshire', after: 'county-wide', by_run: true },
      { field: 'themes', before: 'BME service providers', after: 'Stay safe', by_run: true },
    ]);
    const [row] = await here.query(
      `select version, (select value from contact_point c join person p on p.id = c.person_id where p.family = 'Example5' and c.kind = 'phone') as phone
       from organisation where reference = 'ORG-0005'`,
    );
    expect(row).toEqual({ version: 2, phone: '0115 496 0004' });
    expect(await here.take(file)).toMatchObject({ unchanged: 1 });
  });

  it('and cannot move the mailbox of a colleague by a file', async () => {
    await here.query(
      `insert into role (id, person_id, role, valid_from) select gen_random_uuid(), id, 'treasurer', app_now()::date from person where family = 'Example6'`,
    );
    const file = fileWith(
      'organisation,contact name,email\nFernhill Befriending Scheme,Alex Example6,thief@example.org\n',
    );
    expect((await here.take(file)).refused).toMatchObject([{ line: 2, field: 'email' }]);
  });
});

describe('A damaged file', () => {
  it('writes nothing, and each line is named', async () => {
    const here = await foundEmpty(folkmoot, 'damaged');
    const before = await countsOf(here);
    const expected = JSON.parse(readFileSync(`${DATA}/members_damaged.expected.json`, 'utf8'));
    const { rows, refused } = await here.take(`${DATA}/members_damaged.csv`);
    expect({ rows, refused: refused.map(({ line, field }) => ({ line, field })) }).toEqual(expected);
    expect(await countsOf(here)).toEqual(before);
  });

  it.each([
    ['that is empty', '', 1],
    ['with a quotation mark left open', 'organisation,themes\nA,"early years\nB,youth work\n', 2],
    ['that is a spreadsheet', Buffer.from('PK\x03\x04 and so on', 'latin1'), 1],
  ])('%s is refused as a whole', async (name, content, line) => {
    const here = await foundEmpty(folkmoot, name.replaceAll(' ', '-').slice(0, 30));
    const { rows, refused } = await here.take(fileWith(content));
    expect({ rows, refused }).toMatchObject({ rows: 0, refused: [{ line, field: 'file' }] });
  });

  it('with a row of another network is refused', async () => {
    const here = await foundEmpty(folkmoot, 'own');
    const { refused } = await here.take(
      fileWith('network,organisation\nown,A\nNetwork own,B\nsomebody else,C\n'),
    );
    expect(refused).toMatchObject([{ line: 4, field: 'network' }]);
  });
});

describe('The original files', () => {
  const folder = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'membership/import_samples');
  const originals = ['members_clean_60.csv', 'members_semicolon_bom_10.csv'].map((name) =>
    join(folder, name),
  );
  const there = originals.every((path) => existsSync(path));

  (there ? it : it.skip)(
    'are taken as they are, wherever FOLKMOOT_SHARED_DATA says that they lie',
    async () => {
      const here = await foundEmpty(folkmoot, 'originals');
      for (const path of originals) {
        expect(await here.take(path)).toMatchObject({ refused: [], updated: 0 });
        expect(await here.take(path)).toMatchObject({ created: 0, updated: 0 });
      }
    },
  );
});
