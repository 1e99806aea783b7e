import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUSE, newId } from '../../src/core/database/index.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, YOUTH } from './digest-county.js';
import { withPost } from './reach-county.js';

const WEDNESDAYS = ['2026-10-28', '2026-11-04', '2026-11-11', '2026-11-18'];
const HIDDEN = { organisation: 'Hidden Valley Toddlers', districts: 'Amber Valley', name: 'Hetty Vale' };
const REMOTE = { organisation: 'Remote Rangers', districts: 'Bolsover', name: 'Rob Rigg' };

describe('Four weeks of reach', () => {
  let county: County;
  let ruth: Visitor;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH, HIDDEN, REMOTE], { at: '2026-10-20T10:00:00Z' });
    await withPost(county, 'Hidden%');
    for (const day of WEDNESDAYS) {
      county.moveTo(`${day}T10:00:00Z`);
      await county.articles(`title,summary\nNews of ${day},Something new.`);
      await county.command('digest compose');
      await county.command('digest approve');
      await county.folkmoot.deliver();
    }
    // The days of grace for Ruth's second factor are another story's.
    const [{ account }] = await county.rows<{ account: string }>(
      `select account_id as account from person where given = 'Ruth'`,
    );
    const { db } = county.folkmoot;
    await db.inNetwork(
      HOUSE,
      () => db.query('update account set power_since = app_now() where id = $1', [account]),
      account,
    );
    ruth = await county.ruth();
  }, 180_000);
  afterAll(() => county.stop());

  it('are drawn week by week, by district and by size, with the figures beside them', async () => {
    await ruth.open(county.path('reach'));
    expect(ruth.words()).toContain('The latest edition reached 2 of 4 organisations.');
    const charts = ruth.last.page
      .querySelectorAll('svg.chart')
      .map((svg) => svg.querySelector('title')!.text);
    expect(charts).toEqual(['Week by week', 'By district', 'By size']);
    expect(ruth.words()).toContain('All, each once: 2 of 4');
    const [weeks, districts] = ruth.last.page.querySelectorAll('figure table');
    expect(
      weeks.querySelectorAll('tbody tr').map((row) => row.querySelectorAll('td').map(({ text }) => text)),
    ).toEqual(WEDNESDAYS.map(() => ['2', '0', '0', '0', '2']));
    expect(districts.text).toContain('Bolsover');
  });

  it('name those whom none of them has reached, with the telephone and since when', async () => {
    await ruth.follow('Not reached for four weeks');
    expect(ruth.words()).toContain(
      '2 organisations have not been reached by any of the last four weekly editions',
    );
    const rows = ruth.last.page.querySelectorAll('tbody tr').map((row) => row.text.replace(/\s+/g, ' '));
    expect(rows).toHaveLength(2);
    expect(rows.find((row) => row.includes('Hidden Valley Toddlers'))).toMatch(
      /Hetty Vale.*01629 555 101.*Never/,
    );
    expect(rows.find((row) => row.includes('Remote Rangers'))).toContain('No number known');
    expect(ruth.words()).toContain('No e-mail address on record; no telephone number');
    expect(ruth.words()).toContain('Add a contact at Hidden Valley Toddlers');
    const csv = await (await ruth.raw('GET', county.path('reach', 'unreached.csv'))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(3);
    expect(csv).toContain(
      '"Hidden Valley Toddlers","Amber Valley","No e-mail address on record","Hetty Vale","01629 555 101","never"',
    );
  });

  it('tell the development officer on her home page about those of her own district', async () => {
    const [{ id }] = await county.rows<{ id: string }>(`select id from district where name = 'Amber Valley'`);
    const person = newId();
    await county.rows(
      `insert into person (id, given, family, account_id) values ($1, 'Dev', 'Patel', account_ensure('dev@example.org')) returning id`,
      [person],
    );
    await county.rows(
      `insert into contact_point (id, person_id, kind, value, value_key) values ($1, $2, 'email', 'dev@example.org', 'dev@example.org') returning id`,
      [newId(), person],
    );
    await county.rows(
      `insert into role (id, person_id, role, district_id, valid_from) values ($1, $2, 'development_officer', $3, '2026-01-01') returning id`,
      [newId(), person, id],
    );
    const dev = await county.folkmoot.signIn('dev@example.org', '/grid/reach');
    await dev.open('/grid');
    expect(dev.words()).toContain('1 organisation has not been reached for four weeks');
    await dev.follow('1 organisation has not been reached');
    expect(dev.words()).toContain('Hidden Valley Toddlers');
    expect(dev.words()).not.toContain('Remote Rangers');
    expect((await dev.open(county.path('digest', '2026-W47', 'posting'))).status).toBe(200);
    expect(dev.words()).not.toContain('Mark all as printed');
  });

  it('forget nobody’s visit: who was reached in one of the weeks is not on the list', async () => {
    await ruth.open(county.path('digest', '2026-W46', 'posting'));
    await ruth.press('Mark all as printed');
    await ruth.open(county.path('reach', 'unreached'));
    expect(ruth.words()).toContain('There is none');
    await ruth.open(county.path('reach'));
    const [weeks] = ruth.last.page.querySelectorAll('figure table');
    expect(weeks.querySelectorAll('tbody tr')[1].text.replace(/\s+/g, ' ')).toContain('2200');
  });
});
