import { afterEach, describe, expect, it } from '@jest/globals';
import { colleague, crowd } from './digest-colleague.js';
import { County, WEEK } from './digest-county.js';

const KEY = '2026-W47';
const PEOPLE = 50;
/** Everybody of the crowd, and Ruth. */
const ALL = PEOPLE + 1;
const AT = 20;

type Counts = Record<string, number>;
interface Status {
  state: string;
  audience: number;
  counts: Counts;
  isPaused: boolean;
  isCancelled: boolean;
}

let county: County;
afterEach(() => county.stop());

const status = () => county.command<Status>('digest status');
const taken = () => county.folkmoot.sink.taken.map(({ to }) => to);
const sum = (counts: Counts) => Object.values(counts).reduce((all, one) => all + one, 0);

/** A week that is approved and due, which Ruth pauses just when the relay has taken so many copies. */
async function pausedAt(copies: number, pause: () => Promise<unknown>) {
  county = await County.found(crowd(PEOPLE), { env: { FOLKMOOT_MAIL_CONNECTIONS: '3' } });
  await county.articles(WEEK);
  await county.command('digest compose');
  const ruth = await county.ruth();
  await ruth.open(county.path('digest', KEY, 'approval'));
  await ruth.press('Approve and send', { when: 'soon' });
  county.folkmoot.sink.taken.length = 0;
  county.moveTo('2026-11-18T10:11:00Z');
  let pausing: Promise<unknown> | undefined;
  county.folkmoot.sink.rules = {
    data: async () => {
      if (taken().length >= copies) await (pausing ??= pause());
      return undefined;
    },
  };
  await county.folkmoot.deliver();
  county.folkmoot.sink.rules = {};
  await pausing;
  return ruth;
}

/** The parts of a mail that are the same for everybody who gets the same items. */
const sameParts = (text: string) => text.replace(/^Hello .*,$/m, '').replace(/\/stop\/\S+/g, '');

describe('An edition that is paused on its way', () => {
  it('hands nothing more over, says so, and goes on with the same to everybody who has not got it', async () => {
    const ruth = await pausedAt(AT, () => county.command('digest pause'));
    const before = taken();
    // What was past its gate when the pause came may still arrive, one on each connection.
    expect(before.length).toBeGreaterThanOrEqual(AT);
    expect(before.length).toBeLessThanOrEqual(AT + 3);
    expect(await county.folkmoot.deliver()).toEqual([]);
    expect(await status()).toMatchObject({ state: 'sending', isPaused: true, audience: ALL });

    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Paused by Ruth Fairfield.');
    const gone = await county.rows<{ address: string; person: string }>(
      `select d.address, d.person_id as person from delivery d join letter l on l.id = d.letter_id
       where l.kind = 'digest' and d.state = 'pending' order by d.address limit 1`,
    );
    await county.tell('person.stopped', { personId: gone[0].person, list: 'digest' });
    await county.takeIn([
      { organisation: 'Late Comers', districts: 'Bolsover', name: 'Lou Late', email: 'lou@late.example.org' },
    ]);
    await county.rows(`update article set title = 'Other words' where title = 'Holiday fund' returning id`);

    await ruth.press('Go on sending');
    await county.folkmoot.deliver();
    const all = taken();
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(ALL - 1);
    expect(all).not.toContain(gone[0].address);
    expect(all).not.toContain('lou@late.example.org');
    const bodies = county.folkmoot.sink.taken
      .filter(({ to }) => /person\d*[13579]@/.test(to))
      .map(({ mail }) => sameParts(mail.text!));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain('Holiday fund');
    const { state, counts, audience } = await status();
    expect({ state, audience }).toEqual({ state: 'sent', audience: ALL });
    expect(counts).toMatchObject({ sent: ALL - 1, skipped: 1, pending: 0 });
  });

  it('is paused and let go on through the API as well', async () => {
    let call: Awaited<ReturnType<County['api']>>;
    await pausedAt(AT, async () => {
      call = await county.api('ruth@grid.example.org');
      const answer = await call('POST', `/editions/${KEY}/pause`);
      expect(answer).toMatchObject({ status: 200, body: { paused: true, state: 'sending' } });
    });
    expect((await call!('POST', `/editions/${KEY}/pause`)).status).toBe(409);
    expect(await call!('POST', `/editions/${KEY}/resumption`)).toMatchObject({
      status: 200,
      body: { paused: false },
    });
    await county.folkmoot.deliver();
    expect(new Set(taken()).size).toBe(ALL);
    expect(taken()).toHaveLength(ALL);
    expect((await call!('POST', `/editions/${KEY}/pause`)).status).toBe(409);
    expect((await call!('POST', `/editions/${KEY}/cancellation`)).status).toBe(409);
  });
});

describe('An edition that is cancelled on its way', () => {
  it('leaves a ledger that adds up and names who has it, and the next edition brings the rest', async () => {
    const ruth = await pausedAt(AT, () => county.command('digest pause'));
    const had = taken();
    await ruth.open(county.path('digest', KEY));
    await ruth.follow('Cancel the rest');
    expect(ruth.words()).toContain(`${had.length} copies have gone and cannot be called back.`);
    await ruth.press('Cancel the rest');
    expect(ruth.words()).toContain('Cancelled on the way');
    expect(ruth.words()).toContain(`Cancelled by Ruth Fairfield when ${had.length} copies had gone.`);
    const { state, counts, audience, isCancelled } = await status();
    expect({ state, audience, isCancelled }).toEqual({ state: 'sent', audience: ALL, isCancelled: true });
    expect(counts).toMatchObject({ sent: had.length, skipped: ALL - had.length, pending: 0 });
    expect(sum(counts)).toBe(ALL);
    expect(await county.folkmoot.deliver()).toEqual([]);

    const { names } = await county.command<{ names: Record<string, { address: string }[]> }>(
      'digest status',
      '--names',
    );
    expect(names.sent.map(({ address }) => address).sort()).toEqual([...had].sort());
    await ruth.follow('who has it');
    expect(ruth.last.path).toContain('fate=sent');
    await expect(county.command('digest cancel')).rejects.toThrow('It has all gone out already.');
  });

  it('before anything has gone can be changed and approved again', async () => {
    county = await County.found(crowd(3), { env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    expect(await county.command('digest cancel')).toMatchObject({ state: 'composing' });
    expect(await county.command('digest approve')).toMatchObject({
      state: 'sending',
      counts: { pending: 4 },
    });
  });

  it('is only for who may approve', async () => {
    county = await County.found(crowd(3));
    await colleague(county, 'Ada Minster', 'ada@admin.example.org', 'administrator');
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    await expect(county.command('digest pause', '--as', 'ada@admin.example.org')).rejects.toThrow('roles');
    await expect(county.command('digest cancel', '--as', 'ada@admin.example.org')).rejects.toThrow('roles');
  });
});
