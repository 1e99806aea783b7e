import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  applied,
  DERBYSHIRE,
  imported,
  LIST,
  network,
  NOBODY,
  plan,
} from '../../../test/data/members/planning.js';
import { writeCsv } from '../../core/text/index.js';
import { WHOLE_AREA } from '../district-names.rules.js';
import { EXPORT_COLUMNS, exportRows } from '../export/export.rules.js';
import { THEMES } from '../themes.rules.js';

describe('importing the members of a network', () => {
  const clean = 'test/data/members/members_clean_60.csv';

  it('takes the sample of sixty, and the second time changes nothing', () => {
    const first = plan(clean);
    expect(first).toMatchObject({
      rows: 60,
      created: 60,
      updated: 0,
      unchanged: 0,
      refused: [],
      warnings: [],
    });
    expect(first.columns.unused).toEqual([]);
    const again = plan(clean, applied(first, NOBODY));
    expect(again).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 60,
      changes: [],
      organisations: [],
      people: [],
    });
  });

  it('keeps every fact of a row', () => {
    const { organisations, people } = imported(clean);
    expect(organisations[4]).toMatchObject({
      reference: 'ORG-0005',
      name: 'Riverside Court Young Carers',
      legalForm: 'cic',
      postcode: 'DE4 3AG',
      identifiers: [{ scheme: 'GB-COH', value: '99000004' }],
      coverage: ['E07000036', 'E07000039'],
      themes: ['bme-service-providers'],
      joined: '2008-05-05',
      listed: true,
      figures: [
        { kind: 'income', amount: 24500, yearEnd: '2008-03-31' },
        { kind: 'staff_paid', amount: 4, yearEnd: null },
        { kind: 'volunteers', amount: 12, yearEnd: null },
      ],
    });
    expect(people[4]).toMatchObject({
      given: 'Sam',
      family: 'Example5',
      email: 'member5@example.org',
      telephone: '0115 496 0004',
      consent: 'membership',
      roles: [{ organisation: 'organisation-4', title: 'Chair', mainContact: true }],
    });
  });

  it('reads the same ten with semicolons and a mark, and finds them again in the sixty', () => {
    const answer = plan('test/data/members/members_semicolon_bom_10.csv', imported(clean));
    expect(answer).toMatchObject({ rows: 10, unchanged: 10, refused: [] });
  });

  it('names every fault of the damaged copy and writes nothing', () => {
    const expected = JSON.parse(readFileSync('test/data/members/members_damaged.expected.json', 'utf8'));
    const answer = plan('test/data/members/members_damaged.csv');
    expect(answer.refused.map(({ line, field }) => ({ line, field }))).toEqual(expected.refused);
    expect(answer).toMatchObject({ rows: expected.rows, organisations: [], people: [] });
    expect(answer.created + expected.refused.length).toBe(expected.rows);
    for (const { problem } of answer.refused) expect(problem).toMatch(/^[A-Z“].*[.?]$/su);
  });

  it('reads a regional list without contact names and with areas by code', () => {
    const file = 'test/data/members/east_midlands_style_54.csv';
    const wider = LIST.filter(({ gss }) => ['E12000004', 'E92000001', 'E10000021'].includes(gss));
    const region = [
      ...network('E12000004'),
      ...wider.map((area) => ({ ...area, id: area.gss, ended: area.to !== null })),
    ];
    const answer = plan(file, NOBODY, region);
    expect(answer).toMatchObject({ rows: 54, created: 54, refused: [] });
    expect(answer.columns.mapping).toMatchObject({
      reference: 0,
      organisation: 1,
      districts: 4,
      telephone: 6,
      email: 7,
    });
    const first = { reference: 'EM001', telephone: '01632 960000', coverage: ['E10000019'] };
    expect(answer.organisations[0].after).toMatchObject(first);
    expect(answer.people[0].after).toMatchObject({ given: '', family: '', email: 'office001@example.org' });
    expect(plan(file, applied(answer, NOBODY), region)).toMatchObject({ unchanged: 54 });
  });

  it('gives back by export what it took, and the export changes nothing', () => {
    const members = imported('src/example/data/derbyshire.csv');
    const names = {
      district: (id: string) => DERBYSHIRE.find((district) => district.id === id)?.name ?? '',
      theme: (key: string) => THEMES.find((theme) => theme.key === key)?.name ?? '',
    };
    const file = writeCsv(EXPORT_COLUMNS, exportRows(members, names));
    expect(plan(file, members)).toMatchObject({ refused: [], rows: 65, unchanged: 65, changes: [] });
    const withoutIds = (text: unknown) =>
      JSON.stringify(text).replace(/"(?:person|organisation)-\d+"/g, '""').length;
    expect(withoutIds(imported(file))).toBe(withoutIds(members));
  });
});

describe('the example networks', () => {
  const areas = {
    derbyshire: DERBYSHIRE,
    northumberland: network('E06000057'),
    portsmouth: network('E06000044'),
  };

  it.each(Object.entries(areas))('%s is read without a question', (name, districts) => {
    const answer = plan(`src/example/data/${name}.csv`, NOBODY, districts);
    expect(answer).toMatchObject({ refused: [], warnings: [], created: name === 'derbyshire' ? 60 : 24 });
    for (const { after } of answer.organisations) {
      expect([after.address, after.postcode, after.description]).not.toContain(null);
      expect(after.themes.length * after.coverage.length).toBeGreaterThan(0);
    }
  });

  it('have people without e-mail, shared mailboxes and somebody with two parts', () => {
    const { organisations, people } = plan('src/example/data/derbyshire.csv');
    const mails = people.map(({ after }) => after.email).filter((email) => email !== null);
    expect(people.filter(({ after }) => after.email === null)).toHaveLength(12);
    expect(mails.length - new Set(mails).size).toBe(3);
    const twice = people.filter(({ after }) => after.roles.length === 2);
    expect(twice.map(({ after }) => after.family)).toEqual(['Beresford']);
    expect(organisations.filter(({ after }) => after.coverage.includes(WHOLE_AREA))).toHaveLength(5);
    expect(new Set(organisations.flatMap(({ after }) => after.coverage)).size).toBe(9);
  });

  it('have articles for different districts and themes', () => {
    type Article = { body: string; districts: string[]; themes: string[]; must_know: boolean };
    const articles: Article[] = JSON.parse(readFileSync('src/example/data/articles.json', 'utf8'));
    expect(articles).toHaveLength(15);
    for (const { body, districts, themes } of articles) {
      expect(body.split(/\s+/).length).toBeGreaterThan(60);
      expect(body.split(/\s+/).length).toBeLessThan(180);
      for (const gss of districts) expect(DERBYSHIRE.map(({ id }) => id)).toContain(gss);
      for (const key of themes) expect(THEMES.map((theme) => theme.key)).toContain(key);
    }
    expect(articles.filter((article) => article.must_know)).toHaveLength(2);
  });
});
