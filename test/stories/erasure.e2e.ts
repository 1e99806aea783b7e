import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { JobRunner } from '../../src/core/jobs/index.js';
import { TestApp } from '../support/app.js';
import { fileWith } from '../support/files.js';
import { foundNetwork, type TestNetwork } from '../support/network.js';

const MARKER = 'Quillifax';
const ADDRESS = 'zelda@quillifax.example';

/** The log stays, and the keyed hash of an address that said no is no address. */
const KEPT = ['audit_event', 'suppression'];

describe('Erasing a person for good', () => {
  let folkmoot: TestApp;
  let network: TestNetwork;
  let owner: pg.Client;
  let zelda: string;

  beforeAll(async () => {
    folkmoot = await TestApp.start();
    network = await foundNetwork(folkmoot);
    owner = new pg.Client({ connectionString: folkmoot.database.superUrl });
    await owner.connect();
    const csv = `organisation,district,contact name,e-mail,telephone\nKite Club,Amber Valley,Zelda ${MARKER},${ADDRESS},0115 496 0001\n`;
    await folkmoot.command('members', 'import', fileWith(csv), '--network', 'derbyshire');
    const [found] = await network.query<{ id: string }>('select id from person where family = $1', [MARKER]);
    zelda = found.id;
    await useEverything();
  }, 60_000);
  afterAll(async () => {
    await owner.end();
    await folkmoot.stop();
  });

  /** A digest, a sign-in, a record corrected on the web and through the API, and a move of address. */
  async function useEverything(): Promise<void> {
    const here = ['--network', 'derbyshire'];
    const article = fileWith('title,summary,body,must_know\nA fund,Money,Ask.,yes\n');
    await folkmoot.command('articles', 'import', article, ...here);
    for (const act of ['compose', 'approve', 'send']) await folkmoot.command('digest', act, ...here);
    await folkmoot.deliver();
    const own = await folkmoot.signIn(ADDRESS, '/derbyshire/me');
    await own.open('/derbyshire/me/details');
    await own.press('Save the record', { accessNeeds: `Step-free for ${MARKER}` });
    await own.open('/derbyshire/me/address');
    await own.press('Send the link', { email: `new@${MARKER.toLowerCase()}.example` });
    await folkmoot.deliver();
    const authorization = `Bearer ${await network.apiToken('coordinator')}`;
    const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': 'k' };
    const patch = JSON.stringify({ email: `moved@${MARKER.toLowerCase()}.example` });
    expect(
      (await folkmoot.visitor().raw('PATCH', `/api/v1/derbyshire/people/${zelda}`, patch, headers)).status,
    ).toBe(200);
    await folkmoot.deliver();
    const ada = await network.signIn('coordinator');
    await ada.open(`/derbyshire/people/${zelda}/preferences`);
    await ada.press('Note it', { digest: 'none', saidBy: 'telephone' });
  }

  /** Names of tables in which some text says the marker. */
  async function tablesWithMarker(): Promise<string[]> {
    const { rows } = await owner.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    );
    const found: string[] = [];
    for (const { name } of rows.filter((one) => !KEPT.includes(one.name))) {
      const { rowCount } = await owner.query(`select 1 from "${name}" t where t::text ilike $1 limit 1`, [
        `%${MARKER}%`,
      ]);
      if (rowCount) found.push(name);
    }
    return found;
  }

  const erase = (person: string) =>
    folkmoot.command('personal-data', 'erase', '--network', 'derbyshire', '--person', person);

  it('is refused for whoever has a role in the network, for strangers to it, and to who may not', async () => {
    await expect(erase(network.people.treasurer.id)).rejects.toThrow('End the role first');
    await expect(erase('01920000-0000-7000-8000-000000000000')).rejects.toThrow('no such person');
    await expect(erase('nonsense')).rejects.toThrow('no such person');
    const asTom = ['--network', 'derbyshire', '--as', 'tom@example.org', '--person', zelda];
    await expect(folkmoot.command('personal-data', 'erase', ...asTom)).rejects.toThrow();
    expect(await tablesWithMarker()).toEqual(
      expect.arrayContaining(['account', 'contact_point', 'delivery', 'idempotency_key', 'person']),
    );
  });

  it('leaves no name and no address of theirs in any table, a day later not even of the link to sign in', async () => {
    expect(await erase(zelda)).toEqual({ person: zelda, erased: true });
    expect((await tablesWithMarker()).filter((name) => name !== 'delivery')).toEqual([]);
    folkmoot.clock.moveTo(new Date(folkmoot.clock.now().getTime() + 25 * 3_600_000));
    await folkmoot.app.get(JobRunner).sweep('mail.forget');
    expect(await tablesWithMarker()).toEqual([]);
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from letter_piece p join letter l on l.id = p.letter_id where l.kind = 'sign-in' and p.text <> ''`,
    );
    expect(rows[0].n).toBe(0);
  });

  it('is in the log, and cannot be done twice', async () => {
    const events = await network.query(
      `select subject_id as id from audit_event where action = 'person.erased'`,
    );
    expect(events).toEqual([{ id: zelda }]);
    await expect(erase(zelda)).rejects.toThrow('erased before');
  });

  it('leaves the counts of what was sent as they were', async () => {
    const [digest] = await network.query<{ n: number }>(
      `select count(*)::int as n from delivery d join letter l on l.id = d.letter_id where l.list = 'digest' and d.address like '%@erased.invalid'`,
    );
    expect(digest.n).toBe(1);
  });
});
