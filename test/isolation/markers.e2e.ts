import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Routes } from '../../src/core/access/index.js';
import { TestApp } from '../support/app.js';
import { Cast } from '../support/cast.js';
import { crawl } from '../support/crawl.js';
import { fileWith } from '../support/files.js';

/** Planted in everything that Hull holds; nobody in Leeds may ever see it. */
const MARKER = 'Quillifax';

const MEMBERS = (marker: string) =>
  `organisation,district,contact name,e-mail,telephone,address,postcode,themes,description\n${[
    'Kite Club',
    'Larkfield Playgroup',
    'River Young Carers',
  ]
    .map(
      (name, n) =>
        `${name} ${marker},Amber Valley,Ada ${marker},ada${n}@${marker.toLowerCase()}.example,0115 496 000${n},${n} ${marker} Road,DE5 3BT,early years,Helps ${marker} families`,
    )
    .join('\n')}`;
const ARTICLES = (marker: string) =>
  `title,summary,body,districts,themes,closes_on,must_know\nFund ${marker},Money ${marker},Ask ${marker}.,,,,yes\nHall ${marker},A hall,Come.,Amber Valley,,,\n`;

interface Seen {
  status: number;
  body: string;
}

describe('Two networks of the same shape, side by side', () => {
  let folkmoot: TestApp;
  let hull: Cast;
  let leeds: Cast;
  let owner: pg.Client;
  let idsOfHull: string[];

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    hull = await populate('hull', MARKER);
    leeds = await populate('leeds', 'Plain');
    owner = new pg.Client({ connectionString: folkmoot.database.superUrl });
    await owner.connect();
    idsOfHull = await idsIn(hull.networkId);
  }, 120_000);
  afterAll(async () => {
    await owner.end();
    await folkmoot.stop();
  });

  async function populate(slug: string, marker: string): Promise<Cast> {
    const cast = await Cast.found(folkmoot, slug);
    const network = ['--network', slug];
    await folkmoot.command('members', 'import', fileWith(MEMBERS(marker)), ...network);
    await folkmoot.command('articles', 'import', fileWith(ARTICLES(marker)), ...network);
    await folkmoot.command('digest', 'compose', ...network);
    await folkmoot.command('digest', 'approve', ...network);
    await folkmoot.command('digest', 'send', ...network);
    return cast;
  }

  const tables = async () =>
    (
      await owner.query<{ name: string; has_id: boolean }>(
        `select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'id') as has_id
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'network_id') order by 1`,
      )
    ).rows;

  async function idsIn(networkId: string): Promise<string[]> {
    const found: string[] = [];
    for (const { name, has_id } of await tables()) {
      if (!has_id) continue;
      const { rows } = await owner.query<{ id: string }>(
        `select id from ${name} where network_id = $1 limit 2`,
        [networkId],
      );
      found.push(...rows.map(({ id }) => id));
    }
    return found;
  }

  /** What came back, without what differs between any two answers: request ids, form tokens, the id asked for. */
  const seen = async (answer: Response, asked: string): Promise<Seen> => {
    const body = (await answer.text())
      .replaceAll(asked, '·')
      .replace(/reference[^<]*<[^>]*>[^<]*/g, '·')
      .replace(/value="[\w-]{43}"/g, '·')
      .replace(/"reference":"\w+"/g, '·');
    return { status: answer.status, body };
  };

  it('every table of the one is empty for the other', async () => {
    const runtime = new pg.Client({ connectionString: folkmoot.database.appUrl });
    await runtime.connect();
    let filled = 0;
    for (const { name } of await tables()) {
      const { rows } = await owner.query<{ n: number }>(
        `select count(*)::int as n from ${name} where network_id = $1`,
        [hull.networkId],
      );
      if (rows[0].n > 0) filled += 1;
      if (name === 'search_entry') continue;
      await runtime.query(`begin; select set_config('app.network_id', '${leeds.networkId}', true)`);
      const other = await runtime.query<{ n: number }>(
        `select count(*)::int as n from ${name} where network_id <> '${leeds.networkId}'`,
      );
      await runtime.query('rollback');
      expect({ name, foreign: other.rows[0].n }).toEqual({ name, foreign: 0 });
    }
    await runtime.end();
    expect(filled).toBeGreaterThan(15);
  });

  it.each(['coordinator', 'administrator', 'member'])(
    '“not yours” and “not there” are the same answer: %s',
    async (part) => {
      const browser = await leeds.browser(part);
      const authorization = `Bearer ${await leeds.apiToken(part)}`;
      const nowhere = '01920000-0000-7000-8000-000000000000';
      const differing: unknown[] = [];
      let tries = 0;
      const routes = folkmoot.app
        .get(Routes)
        .all()
        .filter(({ path }) => /:network\/.*:(?!token|list|key|code)\w+/.test(path));
      for (const route of routes) {
        const knock = async (id: string): Promise<Seen> => {
          const path = route.path.replace(':network', 'leeds').replace(/:(\w+)/g, id);
          const isApi = path.startsWith('/api/');
          const body = route.method === 'GET' ? undefined : isApi ? '{}' : `_token=${browser.token}`;
          const headers = isApi ? { authorization, 'content-type': 'application/json' } : {};
          return seen(await browser.raw(route.method, path, body, headers as Record<string, string>), id);
        };
        const absent = await knock(nowhere);
        for (const id of idsOfHull) {
          tries += 1;
          const foreign = await knock(id);
          if (
            foreign.body.includes(MARKER) ||
            foreign.status !== absent.status ||
            foreign.body !== absent.body
          ) {
            differing.push({
              route: `${route.method} ${route.path}`,
              foreign: foreign.status,
              absent: absent.status,
            });
            break;
          }
        }
      }
      expect(differing).toEqual([]);
      expect(tries).toBeGreaterThan(200);
    },
    120_000,
  );

  it('a network one does not belong to looks like one that does not exist', async () => {
    const browser = await leeds.browser('coordinator');
    for (const path of ['/organisations', '/articles', '/settings', '/roles', '/me']) {
      const foreign = await seen(await browser.raw('GET', `/hull${path}`), 'hull');
      const absent = await seen(await browser.raw('GET', `/nosuch${path}`), 'nosuch');
      expect(foreign.status).toBe(404);
      expect(absent.status).toBe(404);
    }
  });

  it.each(['coordinator', 'member'])(
    'no page, list, search or download of the other shows the marker: %s',
    async (part) => {
      const browser = await leeds.browser(part);
      const reached = await crawl(folkmoot, browser, [
        '/',
        '/leeds',
        `/leeds/search?q=${MARKER}`,
        `/leeds/organisations?q=${MARKER}`,
        '/leeds/organisations.csv',
      ]);
      expect(reached.length).toBeGreaterThan(part === 'member' ? 4 : 15);
      const asked = (body: string) => body.replaceAll(`value="${MARKER}"`, '').replaceAll(`“${MARKER}”`, '');
      const leaking = reached.filter(({ shown }) =>
        asked(shown.body)
          .replace(new RegExp(`q(=|&#x3D;)${MARKER}`, 'g'), '')
          .includes(MARKER),
      );
      expect(leaking.map(({ path }) => path)).toEqual([]);
    },
    60_000,
  );

  it('no API answer shows the marker', async () => {
    const authorization = `Bearer ${await leeds.apiToken('coordinator')}`;
    for (const noun of ['organisations', 'people', 'articles', 'editions']) {
      const answer = await fetch(`${folkmoot.base}/api/v1/leeds/${noun}`, { headers: { authorization } });
      expect({ noun, status: answer.status }).toEqual({ noun, status: 200 });
      expect(await answer.text()).not.toContain(MARKER);
      const across = await fetch(`${folkmoot.base}/api/v1/hull/${noun}`, { headers: { authorization } });
      expect({ noun, status: across.status }).toEqual({ noun, status: 404 });
    }
  });

  it('no letter of the other carries the marker', () => {
    const letters = folkmoot.sink.taken.filter(({ to }) => to.endsWith('plain.example'));
    expect(letters.length).toBeGreaterThan(2);
    for (const { bytes } of letters) expect(bytes.toString('latin1')).not.toContain(MARKER);
    expect(folkmoot.sink.taken.some(({ bytes }) => bytes.toString('latin1').includes(MARKER))).toBe(true);
  });
});
