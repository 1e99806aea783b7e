import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Settings } from '../../src/core/config/index.js';
import { Examples, type Example } from '../../src/example/index.js';
import { firstStart } from '../../src/first-start.js';
import { TestApp } from '../support/app.js';

const ADDRESS = /\S+@example\.org/g;

let folkmoot: TestApp;

const embedded = () => ({ ...folkmoot.settings, embedded: true, SMTP_URL: undefined }) as Settings;
const networks = async () =>
  (await folkmoot.db.query<{ slug: string }>('select slug from network_all()')).map(({ slug }) => slug);

/** Starts for the first time, or again, and returns what is printed. */
async function start(settings: Settings = embedded()): Promise<string> {
  const said: string[] = [];
  await firstStart(folkmoot.app, settings, (text) => said.push(text));
  return said.join('');
}

/** Counts rows of the network that has this short name. */
async function counts(slug: string, tables: string[]): Promise<number[]> {
  const [{ id }] = await folkmoot.db.query<{ id: string }>('select id from network_all() where slug = $1', [
    slug,
  ]);
  return folkmoot.db.inNetwork(id, async () => {
    const all: number[] = [];
    for (const table of tables)
      all.push(Number((await folkmoot.db.query<{ n: string }>(`select count(*) as n from ${table}`))[0].n));
    return all;
  });
}

describe('The first start of all', () => {
  beforeAll(async () => {
    folkmoot = await TestApp.start();
  });
  afterAll(() => folkmoot.stop());

  it('loads nothing where nobody wants an example, or where the database is somebody’s own', async () => {
    await start({ ...embedded(), FOLKMOOT_EXAMPLE: false } as Settings);
    await start(folkmoot.settings);
    await start({ ...embedded(), production: true } as Settings);
    expect(await networks()).toEqual([]);
  });

  it('leaves nothing behind when it dies on the way', async () => {
    const superuser = new pg.Client({ connectionString: folkmoot.database.superUrl });
    await superuser.connect();
    // The load has written everything but the articles when it has to wait for this.
    await superuser.query('begin; lock table article in access exclusive mode');
    const dying = expect(start()).rejects.toThrow();
    await expect(killed(superuser)).resolves.toBe(1);
    await dying;
    await superuser.query('rollback');
    await superuser.end();
    expect(await networks()).toEqual([]);
  });

  it('loads the example, with members, people and a week of articles, and says how to sign in', async () => {
    const said = await start();
    expect(await networks()).toEqual(['example']);
    expect(said).toContain('Maureen Calladine');
    expect(said).toMatch(/open http:\S+\/sign-in, type the address, then read the mail at http:\S+\/mailbox/);
    expect(said.match(ADDRESS)).toHaveLength(12);
    expect(await counts('example', ['organisation', 'article', 'district'])).toEqual([60, 15, 8]);
  });

  it('writes to nobody', async () => {
    expect(await folkmoot.deliver()).toEqual([]);
  });

  it('is not done twice, but says the same again', async () => {
    const said = await start();
    expect(said).toContain('Maureen Calladine');
    expect(await counts('example', ['organisation', 'article'])).toEqual([60, 15]);
  });

  it('everybody named can sign in and finds something to look at', async () => {
    const example = folkmoot.app.get(Examples).describe('derbyshire');
    for (const { email, name } of example.people) {
      const visitor = await folkmoot.signIn(email);
      await visitor.open('/example');
      expect(visitor.last.status).toBe(200);
      expect(visitor.last.page.querySelector('header')?.text).toContain(name);
    }
  });

  it('and the co-ordinator finds every page of the navigation in order', async () => {
    const maureen = await folkmoot.signIn('maureen.calladine@example.org');
    await maureen.open('/example');
    const links = maureen.last.page.querySelectorAll('nav.nav a').map((link) => link.getAttribute('href')!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect([link, (await maureen.open(link)).status]).toEqual([link, 200]);
  });
});

describe('Another example network', () => {
  afterEach(() => folkmoot.stop());

  it.each([
    ['northumberland', undefined, 1],
    ['portsmouth', 'solent', 1],
    ['derbyshire', undefined, 8],
  ])('of the model %s is made by a command', async (model, own, districts) => {
    folkmoot = await TestApp.start();
    const named = own ? ['--slug', own] : [];
    const example = await folkmoot.command<Example>('network', 'example', '--model', model, ...named);
    const { slug, address } = example;
    expect(address).toBe(`${folkmoot.settings.baseUrl}/${slug}`);
    if (own) expect(slug).toBe(own);
    expect(example.people[0].role).toBe('Co-ordinator');
    const [organisations, articles, found] = await counts(slug, ['organisation', 'article', 'district']);
    expect(organisations).toBe(model === 'derbyshire' ? 60 : 24);
    expect(articles).toBeGreaterThan(3);
    expect(found).toBe(districts);
    await expect(folkmoot.command('network', 'example', '--model', model, ...named)).rejects.toThrow(
      'is taken',
    );
    await expect(folkmoot.command('network', 'example', '--model', 'moon')).rejects.toThrow(
      'The model is one of',
    );
  });
});

/** Kills the one connection that waits for a lock; returns how many were killed. */
async function killed(superuser: pg.Client): Promise<number> {
  for (;;) {
    const { rowCount } = await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
      [folkmoot.database.name],
    );
    if (rowCount) return rowCount;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
