import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EditionStore } from '../../src/digest/editions/edition.store.js';
import { ReachReader } from '../../src/digest/reach/reach.facts.js';
import { ReachOpen } from '../../src/digest/reach/reach.open.js';
import type { Visitor } from '../support/visitor.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';
import { inSight, withPost } from './reach-county.js';

const SILENT: Member = { organisation: 'Silent Group', districts: 'Amber Valley', name: 'Sid Lent' };
/** Reads the same mailbox as Tom Reed of the youth club. */
const SHARED: Member = { ...YOUTH, name: 'Una Reed' };

/** The people of an edition as its page adds them up, and the last line of the sum. */
function people(visitor: Visitor): { lines: Record<string, number>; all: number } {
  const table = visitor.last.page
    .querySelectorAll('table')
    .find((one) => one.querySelector('caption')!.text.includes('Each person'))!;
  const rows = table.querySelectorAll('tbody tr').map((row) => {
    const words = row.querySelector('th')!.text.replace(/\s+/g, ' ').trim();
    return [words, Number(row.querySelector('td')!.text)] as const;
  });
  return { lines: Object.fromEntries(rows.slice(0, -1)), all: rows.at(-1)![1] };
}

describe('The sums of an edition', () => {
  let county: County;
  let ruth: Visitor;

  beforeAll(async () => {
    county = await County.found([SUNRISE, YOUTH, SHARED, SILENT]);
    await withPost(county, 'Silent%');
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
  }, 120_000);
  afterAll(() => county.stop());

  const open = (...parts: string[]) => ruth.open(county.path('digest', ...parts));

  async function brief(subject: string, key: string): Promise<void> {
    await open('briefings', 'new');
    await ruth.press('Keep the briefing', { subject, body: 'Read this today.' });
    await county.command('digest approve', '--edition', key);
    await county.folkmoot.deliver();
  }

  it('are one of organisations and one of people, and each adds up', async () => {
    await open('2026-W47', 'reach');
    const { 'All organisations': total, ...lines } = inSight(ruth);
    expect(Object.values(lines).reduce((one, two) => one + two, 0)).toBe(total);
    // Ruth has a role in the network and no organisation.
    expect(people(ruth)).toEqual({
      lines: { 'By e-mail (in 3 mailboxes)': 4, 'No e-mail address that can be used': 1 },
      all: 5,
    });
    expect(ruth.words()).toContain('Sent once to 4 people in 3 mailboxes. 1 other was not');
    await open('2026-W47', 'ledger');
    expect(people(ruth).all).toBe(5);
  });

  it('say on the home page what is still to do, and nothing once it is done', async () => {
    const toDo =
      '1 organisation has not got the digest of the week of 16 November 2026 yet: print it or telephone';
    await ruth.open('/grid');
    expect(ruth.words()).toContain(toDo);
    await ruth.follow('1 organisation has not got');
    expect(ruth.words()).toContain('Silent Group');
    await open('2026-W47', 'posting');
    await ruth.press('Mark all as printed');
    await ruth.open('/grid');
    expect(ruth.words()).not.toContain('has not got the digest');
    await open('2026-W47', 'posting');
    await ruth.press('Take the last marking back');
    await ruth.open('/grid');
    expect(ruth.words()).toContain(toDo);
  });

  it('put whoever is at the weekly limit where they belong, and say so when nobody is sent anything', async () => {
    await brief('First of two', 'urgent-2026-11-18');
    await brief('Second of two', 'urgent-2026-11-18-2');
    const api = await county.api('ruth@grid.example.org');
    const { body } = await api('POST', '/editions/briefings', { subject: 'A third', body: 'It can wait.' });
    const third = body.edition as string;
    expect((await api('POST', `/editions/${third}/approval`, { nobody: true })).status).toBe(200);
    county.moveTo('2026-11-18T10:15:00Z');
    expect(await county.folkmoot.deliver()).toHaveLength(0);
    const says =
      'Nobody was sent this by e-mail: of 5 people whom it is for, 4 are at their weekly limit, 1 has no e-mail address that can be used.';
    await open(third);
    expect(ruth.words()).toContain('Sent to nobody');
    for (const where of [[third], [third, 'ledger'], [third, 'reach']]) {
      await open(...where);
      expect(ruth.words()).toContain(says);
    }
    expect(people(ruth)).toEqual({
      lines: { 'At their weekly limit, so not sent it': 4, 'No e-mail address that can be used': 1 },
      all: 5,
    });
  });

  it('are the same where one organisation is asked for alone, and whom nobody reached is always looked at', async () => {
    await county.rows(
      `insert into role (id, person_id, organisation_id, role, valid_from)
       select gen_random_uuid(), p.id, o.id, 'member', app_now()::date - 1 from person p, organisation o
       where p.given = 'Una' and o.name like 'Silent%' returning id`,
    );
    const { app } = county.folkmoot;
    await county.inside(async () => {
      for (const key of ['2026-W47', 'urgent-2026-11-18']) {
        const edition = await app.get(EditionStore).find(key);
        const reader = app.get(ReachReader);
        const all = await reader.of(edition);
        const open = await app.get(ReachOpen).of(edition);
        expect(all).toHaveLength(3);
        for (const row of all) {
          expect(await reader.ofSome(edition, [row.organisation.id])).toEqual([row]);
          expect(open.includes(row.organisation.id) || row.standing !== 'none').toBe(true);
        }
        expect(open.length).toBeLessThan(all.length);
      }
    });
  });

  it('say of whoever was at the weekly limit that the digest since then carries it', async () => {
    const [third, next] = ['urgent-2026-11-18-3', 'Their next digest carries it'];
    await open(third);
    expect(ruth.words()).toMatch(/nothing is for them ?0 .*At their weekly limit ?4/);
    await open(third, 'ledger?fate=skipped');
    expect(ruth.words()).toContain(next);
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles('title\nNext week');
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    ruth = await county.ruth();
    await open(third, 'ledger?fate=skipped');
    expect(ruth.words()).toContain('A digest approved since then carries it.');
    expect(ruth.words()).not.toContain(next);
  });
});
