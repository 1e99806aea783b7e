import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Actor } from '../../src/core/access/index.js';
import { Forbidden } from '../../src/core/errors/index.js';
import { JobRunner } from '../../src/core/jobs/index.js';
import { EditionStore } from '../../src/digest/editions/edition.store.js';
import { Editions } from '../../src/digest/index.js';
import { TestNetwork } from '../support/network.js';
import { County, SUNRISE, WEEK } from './digest-county.js';

const KEY = '2026-W47';
const RUTH = 'ruth@grid.example.org';

let county: County;
afterEach(() => county.stop());

async function composed(env: Record<string, string> = {}): Promise<void> {
  county = await County.found([SUNRISE], { env });
  await county.articles(WEEK);
  await county.command('digest compose');
}

const letters = () => county.rows(`select id from letter where kind = 'digest'`);
const change = (title: string) =>
  county.rows(`update article set summary = 'Corrected.' where title = $1 returning id`, [title]);

describe('An approval', () => {
  it('is of what was seen: whoever changes the edition meanwhile has it looked at again', async () => {
    await composed();
    const ruth = await county.ruth();
    const colleague = await county.ruth();
    const acts: [string, Record<string, string>, string][] = [
      ['', {}, 'Take out: Holiday fund'],
      ['', {}, 'Up: Amber forum'],
      ['introduction', { subject: 'Another subject' }, 'Keep these words'],
    ];
    for (const [page, answers, button] of acts) {
      await ruth.open(county.path('digest', KEY, 'approval'));
      await colleague.open(county.path('digest', KEY, ...(page ? [page] : [])));
      await colleague.press(button, answers);
      await ruth.press('Approve and send', { when: 'soon' });
      expect([button, ruth.last.status]).toEqual([button, 409]);
      expect(ruth.problems()[0]).toContain('This edition was changed after you opened this page.');
    }
    expect(ruth.words()).toContain('Another subject');
    expect(await letters()).toEqual([]);
    await ruth.press('Approve and send', { when: 'soon' });
    expect(ruth.words()).toContain('Approved.');
  });

  it('is refused when the edition has taken in something else meanwhile, to a program as well', async () => {
    await composed();
    const program = await county.api(RUTH);
    const { version } = (await program('GET', `/editions/${KEY}`)).body;
    await county.articles('title\nLate news');
    await county.command('digest compose');
    const refused = await program('POST', `/editions/${KEY}/approval`, { version });
    expect(refused.status).toBe(409);
    const now = (await program('GET', `/editions/${KEY}`)).body;
    const taken = await program('POST', `/editions/${KEY}/approval`, { version: now.version });
    expect(taken).toMatchObject({ status: 200, body: { state: 'approved' } });
  });

  it('says which articles were corrected since, and waits until they are taken in', async () => {
    await composed();
    await change('Holiday fund');
    await change('Amber forum');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    expect(ruth.words()).toContain('2 articles were changed since; take the changes in first.');
    await ruth.press('Approve and send', { when: 'soon' });
    expect(ruth.last.status).toBe(409);
    expect(ruth.problems()[0]).toContain('2 articles were changed since.');
    await expect(county.command('digest approve')).rejects.toThrow('2 articles were changed since.');
    expect(await letters()).toEqual([]);
    await ruth.press('Take the changes in');
    await ruth.follow('Approve it');
    expect(ruth.words()).not.toContain('changed since');
    await ruth.press('Approve and send', { when: 'soon' });
    expect(ruth.words()).toContain('Approved.');
  });

  it('can say that the edition goes out in the words it has', async () => {
    await composed();
    await change('Holiday fund');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'soon', keep: 'yes' });
    expect(ruth.words()).toContain('Approved.');
  });
});

describe('Sending from the command line', () => {
  const soon = async () => {
    const program = await county.api(RUTH);
    await program('POST', `/editions/${KEY}/approval`, {});
  };

  it('helps along an edition that becomes due at that very moment', async () => {
    await composed();
    await soon();
    const outside = new pg.Client({ connectionString: county.folkmoot.database.superUrl });
    await outside.connect();
    await outside.query('begin');
    await outside.query('select id from edition for update');
    const sending = county.command('digest send');
    const waiting = () => outside.query('select 1 from pg_locks where not granted');
    while ((await waiting()).rows.length === 0) await pause(20);
    county.moveTo('2026-11-18T10:20:00Z');
    await outside.query('commit');
    await outside.end();
    expect(await sending).toMatchObject({ state: 'sent', counts: { sent: 2, pending: 0 } });
    expect(await letters()).toHaveLength(1);
  });

  it('leaves the approval with whoever gave it, and notes who sent it', async () => {
    await composed();
    await soon();
    await county.rows(
      `update edition set approved_by = (select id from person where given = 'Ada') returning id`,
    );
    const [before] = await county.rows('select approved_by, approved_at from edition');
    await county.command('digest send');
    expect(await county.rows('select approved_by, approved_at from edition')).toEqual([before]);
    const acts = await county.rows<{ action: string }>(
      `select action from audit_event where action like 'edition.%' order by seq`,
    );
    expect(acts.map(({ action }) => action)).toEqual([
      'edition.composed',
      'edition.approved',
      'edition.brought forward',
    ]);
  });
});

describe('An edition', () => {
  it('is not moved to another state by somebody who has read it before', async () => {
    await composed();
    const store = county.folkmoot.app.get(EditionStore);
    const before = await county.inside(() => store.find(KEY));
    await county.command('digest approve');
    const isSet = await county.inside(() => store.set(before, { note: 'Too late', letterId: null }));
    expect(isSet).toBe(false);
    expect(await county.rows('select note from edition')).toEqual([{ note: null }]);
  });

  it('is shown to nobody without the right to see it, whoever asks the verb', async () => {
    await composed();
    const editions = county.folkmoot.app.get(Editions);
    await county.inside(async () => {
      const [{ id, network }] = await county.folkmoot.db.query<{ id: string; network: string }>(
        `select id, network_id as network from person where given = 'Ada'`,
      );
      const ada = new Actor(network, id, undefined, 'Ada Barley', [], 'api');
      const edition = await county.folkmoot.app.get(EditionStore).find(KEY);
      const [{ key }] = await county.folkmoot.app.get(EditionStore).items(edition.id);
      await expect(editions.list(ada, undefined, 5)).rejects.toThrow(Forbidden);
      await expect(editions.read(ada, KEY)).rejects.toThrow(Forbidden);
      await expect(editions.item(ada, KEY, key)).rejects.toThrow(Forbidden);
      await expect(editions.differences(ada, edition)).rejects.toThrow(Forbidden);
    });
  });

  it('is composed in time whatever is wrong with another network', async () => {
    county = await County.found([], { at: '2026-11-18T10:00:00Z' });
    const other = await county.beside('hull', [SUNRISE]);
    const fix = (one: County, zone: string) =>
      one.rows(
        `update network set zone = $1, settings = settings || '{"digest": {"weekday": "5", "time": "09:30"}}' returning id`,
        [zone],
      );
    const sweep = () => county.folkmoot.app.get(JobRunner).sweep('digest.editions');
    // Whichever comes first, one of the two rounds has the broken one before the other.
    for (const [broken, whole] of [
      [county, other],
      [other, county],
    ]) {
      await fix(whole, 'Europe/London');
      await fix(broken, 'Nowhere/Never');
      await sweep().catch(() => undefined);
      expect(await whole.rows('select key from edition')).toEqual([{ key: KEY }]);
    }
  });

  it('says in plain words that the relay cannot be reached', async () => {
    await composed({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const [{ id, network }] = await county.rows<{ id: string; network: string }>(
      `select id, network_id as network from person where given = 'Ruth'`,
    );
    const ruth = await new TestNetwork(county.folkmoot, network, county.slug).browserOf(id);
    await county.command('digest approve');
    await county.folkmoot.deliver();
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('cannot be reached just now. Nothing is lost');
  });
});
