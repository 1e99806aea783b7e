import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ImportReport } from '../../src/members/import/import.commands.js';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';

const DATA = 'test/data/members';
const CLEAN = `${DATA}/members_clean_60.csv`;

let folkmoot: TestApp;

beforeAll(async () => {
  folkmoot = await TestApp.start();
});
afterAll(() => folkmoot.stop());

/** Founds a network of the Derbyshire kind without members, and returns how to import into it and look at it. */
async function founded(slug: string) {
  const { id } = await folkmoot.command<{ id: string }>(
    ...['network', 'create', '--slug', slug, '--name', `Network ${slug}`, '--model', 'derbyshire'],
    ...['--coordinator', `ada@${slug}.example.org`, '--coordinator-name', 'Ada Barley'],
  );
  const query = <Row>(sql: string, params: unknown[] = []) =>
    folkmoot.db.inNetwork(id, () => folkmoot.db.query<Row>(sql, params));
  return {
    id,
    query,
    take: (file: string, ...more: string[]) =>
      folkmoot.command<ImportReport>('members', 'import', file, '--network', slug, ...more),
    count: async (table: string) =>
      Number((await query<{ n: string }>(`select count(*) as n from ${table}`))[0].n),
  };
}

type Here = Awaited<ReturnType<typeof founded>>;

const TABLES = [
  'organisation',
  'person',
  'contact_point',
  'role',
  'membership',
  'consent',
  'size_figure',
  'change',
];

async function countsOf(here: Here): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    ...TABLES,
    'coverage',
    'organisation_theme',
    'org_identifier',
    'audit_event',
    'import_run',
  ])
    counts[table] = await here.count(table);
  return counts;
}

/** Everything the member database holds, versions and all, in a form that can be compared. */
async function everything(here: Here): Promise<string> {
  const rows: unknown[] = [];
  for (const table of [...TABLES, 'coverage', 'organisation_theme', 'org_identifier'])
    rows.push(await here.query(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`));
  return JSON.stringify(rows);
}

describe('Ada imports her members from the command line', () => {
  let here: Here;

  beforeAll(async () => {
    here = await founded('clean');
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
    const here = await founded('damaged');
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
    const here = await founded(name.replaceAll(' ', '-').slice(0, 30));
    const { rows, refused } = await here.take(fileWith(content));
    expect({ rows, refused }).toMatchObject({ rows: 0, refused: [{ line, field: 'file' }] });
  });

  it('with a row of another network is refused', async () => {
    const here = await founded('own');
    const { refused } = await here.take(
      fileWith('network,organisation\nown,A\nNetwork own,B\nsomebody else,C\n'),
    );
    expect(refused).toMatchObject([{ line: 4, field: 'network' }]);
  });
});

describe('How a file is taken', () => {
  let here: Here;
  const file = () => fileWith('Who,Post to,Mail\nAmber Club,Bolsover,club@example.org\n');

  beforeAll(async () => {
    here = await founded('ways');
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

describe('The original files', () => {
  const folder = join(process.env.FOLKMOOT_SHARED_DATA ?? '../shared/data', 'membership');
  const originals = ['members_clean_60.csv'].map((name) => join(folder, name));
  const there = originals.every((path) => existsSync(path));

  (there ? it : it.skip)(
    'are taken as they are, wherever FOLKMOOT_SHARED_DATA says that they lie',
    async () => {
      const here = await founded('originals');
      for (const path of originals) {
        expect(await here.take(path)).toMatchObject({ refused: [], updated: 0 });
        expect(await here.take(path)).toMatchObject({ created: 0, updated: 0 });
      }
    },
  );
});
