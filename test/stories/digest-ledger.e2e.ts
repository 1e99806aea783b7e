import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../support/visitor.js';
import { refusal } from '../support/sink.js';
import { County, SUNRISE, WEEK, YOUTH, type Member } from './digest-county.js';

const KEY = '2026-W47';
type Counts = Record<string, number>;
interface Status {
  state: string;
  audience: number;
  counts: Counts;
  waits: string | null;
}

const sum = (counts: Counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const member = (name: string, facts: Partial<Member> = {}): Member => ({
  organisation: `${name} Group`,
  districts: 'Erewash',
  name: `${name} Test`,
  email: `${name.toLowerCase()}@example.org`,
  ...facts,
});

/** Makes a person's address, membership or word on the digest such that nothing goes to them. */
const SPOIL = {
  held: `update contact_point set held_since = app_now(), held_because = 'It bounced twice.' where value = 'hazel@example.org' returning id`,
  out: `insert into consent (id, person_id, status, basis, source, at)
    select gen_random_uuid(), person_id, 'opted_out', 'membership', 'page', app_now() + interval '1 second' from contact_point where value = 'otto@example.org' returning id`,
  left: `update membership set state = 'left', valid_to = app_now()::date
    where organisation_id = (select id from organisation where name = 'Lena Group') returning id`,
  unasked: `insert into consent (id, person_id, status, basis, source, at)
    select gen_random_uuid(), person_id, 'not_asked', 'consent', 'page', app_now() + interval '1 second' from contact_point where value = 'nils@example.org' returning id`,
};

describe('The ledger of an edition', () => {
  let county: County;
  let ruth: Visitor;

  beforeAll(async () => {
    county = await County.found([
      ...['Gone', 'Hazel', 'Otto', 'Lena', 'Nils', 'Full'].map((name) => member(name)),
      ...[member('Post', { email: '' }), SUNRISE, YOUTH],
    ]);
    for (const sql of Object.values(SPOIL)) expect(await county.rows(sql)).toHaveLength(1);
    await county.articles(WEEK);
    ruth = await county.ruth();
    county.folkmoot.sink.taken.length = 0;
    county.folkmoot.sink.rules = {
      rcpt: (address) => {
        if (address === 'gone@example.org') return refusal(550, 'No such person');
        return address === 'full@example.org' ? refusal(452, 'Mailbox full') : undefined;
      },
    };
  });
  afterAll(() => county.stop());

  const status = () => county.command<Status>('digest status');

  it('foresees who gets nothing', async () => {
    await county.command('digest compose');
    const { audience, counts } = await status();
    expect(counts).toEqual({ sent: 0, refused: 0, uncertain: 0, held: 3, skipped: 2, pending: 5 });
    expect(audience).toBe(10);
  });

  it('accounts for everybody, by name and with the reason', async () => {
    await county.command('digest approve');
    await county.folkmoot.deliver();
    const { audience, counts, state } = await status();
    expect(counts).toEqual({ sent: 3, refused: 1, uncertain: 0, held: 3, skipped: 2, pending: 1 });
    expect(sum(counts)).toBe(audience);
    expect(state).toBe('sending');
    const { names } = await county.command<{ names: Record<string, { name: string; reason: string }[]> }>(
      'digest status',
      '--names',
    );
    const why = (fate: string) => names[fate].map(({ name, reason }) => `${name}: ${reason}`);
    expect(why('held')).toEqual([
      'Hazel Test: The e-mail address cannot be used: It bounced twice.',
      'Nils Test: There is no basis on record for writing to them.',
      'Post Test: No e-mail address is on record.',
    ]);
    expect(why('skipped')).toEqual([
      'Lena Test: Their organisation has left.',
      'Otto Test: Asked not to get these e-mails.',
    ]);
    expect(why('refused')[0]).toContain('No such person');
    expect(why('pending')[0]).toContain('Mailbox full');
  });

  it('is the same on the page, in the file and through the API', async () => {
    await ruth.open(county.path('digest', KEY));
    const rows = ruth.last.page
      .querySelectorAll('table')[0]
      .querySelectorAll('tbody tr')
      .map((row) => Number(row.querySelector('td')!.text));
    expect(rows.slice(0, -1).reduce((all, one) => all + one, 0)).toBe(rows.at(-1));
    expect(rows.at(-1)).toBe(10);
    const csv = await (await ruth.raw('GET', county.path('digest', KEY, 'ledger.csv'))).text();
    expect(csv.trim().split('\r\n')).toHaveLength(11);
    await ruth.open(county.path('digest', KEY, 'ledger?fate=refused'));
    expect(ruth.words()).toContain('Gone Test');
  });

  it('is settled when the last one has gone', async () => {
    county.folkmoot.sink.rules = {};
    county.moveTo('2026-11-18T11:00:00Z');
    await county.folkmoot.deliver();
    expect(await status()).toMatchObject({ state: 'sent', counts: { sent: 4, refused: 1, pending: 0 } });
  });

  const makeUncertain = (...addresses: string[]) =>
    county.rows(
      `update delivery set state = 'uncertain', committed_at = clock_timestamp(), finished_at = null
       where address = any ($1::text[]) and letter_id = (select letter_id from edition) returning id`,
      [addresses],
    );

  it('lists what is uncertain by name, and Ruth decides for each', async () => {
    await makeUncertain('ada@sunrise.example.org', 'tom@youth.example.org');
    await ruth.open(county.path());
    expect(ruth.words()).toContain(
      'Nobody can tell whether 2 copies of the week of 16 November 2026 arrived',
    );
    await ruth.open(county.path('digest', KEY, 'ledger?fate=uncertain'));
    const boxes = ruth.last.page.querySelectorAll('input[type=checkbox]');
    expect(ruth.words()).toContain('Ada Barley, Sunrise Under-Fives');
    const before = county.folkmoot.sink.to('ada@sunrise.example.org')[0];
    await ruth.press('Send again', { copies: [boxes[0].getAttribute('value')!] });
    expect(ruth.words()).toContain('1 copy will be sent again');
    await county.folkmoot.deliver();
    const [first, second] = county.folkmoot.sink.to('ada@sunrise.example.org');
    expect(second.bytes.equals(before.bytes)).toBe(true);
    expect(second.mail.messageId).toBe(first.mail.messageId);
    expect(await status()).toMatchObject({ counts: { uncertain: 1, sent: 3 } });
    await ruth.open(county.path('digest', KEY, 'ledger?fate=uncertain'));
    const box = ruth.last.page.querySelector('input[type=checkbox]')!.getAttribute('value')!;
    const token = ruth.last.page.querySelector('input[name=_token]')!.getAttribute('value')!;
    await ruth.request(
      'POST',
      county.path('digest', KEY, 'arrival'),
      new URLSearchParams({ _token: token, copies: box }).toString(),
    );
    expect(ruth.words()).toContain('1 copy counts as arrived.');
    expect(await status()).toMatchObject({ state: 'sent', counts: { uncertain: 0, sent: 4 } });
  });

  it('does not repeat an uncertain copy to somebody who has asked not to get it', async () => {
    await makeUncertain('full@example.org');
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Full'`);
    await county.tell('person.stopped', { personId: id, list: 'digest' });
    const { counts, audience } = await status();
    expect(counts).toMatchObject({ uncertain: 0, skipped: 3 });
    expect(sum(counts)).toBe(audience);
    await ruth.open(county.path('digest', KEY, 'ledger?fate=skipped'));
    expect(ruth.words()).toContain('Nobody can tell whether this one had arrived.');
  });

  it('sends everything uncertain again on one press', async () => {
    await makeUncertain('ada@sunrise.example.org', 'tom@youth.example.org');
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Send all uncertain ones again');
    expect(ruth.words()).toContain('2 copies will be sent again');
    await county.folkmoot.deliver();
    expect(await status()).toMatchObject({ state: 'sent', counts: { uncertain: 0, sent: 3 } });
    const acts = await county.rows(
      `select details->>'count' as count from audit_event where action = 'edition.resent' order by seq`,
    );
    expect(acts).toEqual([{ count: '1' }, { count: '2' }]);
  });
});

describe('A relay that refuses everybody in the same words', () => {
  let county: County;
  afterEach(() => county.stop());

  it('pauses the edition, blames nobody, and lets Ruth go on', async () => {
    county = await County.found(Array.from({ length: 120 }, (_, at) => member(`P${at}`)));
    await county.articles(WEEK);
    const ruth = await county.ruth();
    county.folkmoot.sink.rules = { rcpt: () => refusal(554, '5.7.1 Our server is blocked') };
    await county.command('digest compose');
    await county.command('digest approve');
    await county.folkmoot.deliver();
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Paused');
    expect(ruth.words()).toContain('refused one message after another in the same words');
    county.folkmoot.sink.rules = {};
    await ruth.press('Go on sending');
    await county.folkmoot.deliver();
    const { counts } = await county.command<Status>('digest status');
    expect(counts).toMatchObject({ sent: 121, refused: 0, pending: 0 });
  });

  it('is asked again by itself about uncertain ones where the network chose so', async () => {
    county = await County.found([SUNRISE]);
    await county.rows(
      `update network set settings = settings || '{"digest": {"resend": "resend"}}' returning id`,
    );
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    expect(await county.rows(`select resend from letter where kind = 'digest'`)).toEqual([
      { resend: 'resend' },
    ]);
  });
});

describe('Editions through the API', () => {
  let county: County;
  afterAll(() => county.stop());

  it('are listed, approved and stopped by a program', async () => {
    county = await County.found([SUNRISE]);
    await county.articles(WEEK);
    await county.command('digest compose');
    const call = await county.api('ruth@grid.example.org');
    const list = await call('GET', '/editions');
    expect(list.body).toMatchObject({ items: [{ edition: KEY, state: 'composing' }], next: null });
    const refusedBody = await call('POST', `/editions/${KEY}/approval`, { at: { weekday: 9, time: 'x' } });
    expect(refusedBody.status).toBe(422);
    const approved = await call('POST', `/editions/${KEY}/approval`, {});
    expect(approved).toMatchObject({
      status: 200,
      body: { edition: KEY, state: 'approved', audience: 2, counts: { pending: 2 } },
    });
    expect(approved.body.sendAfter).toMatch(/^2026-11-18T10:1\d:/);
    expect((await call('POST', `/editions/${KEY}/approval`, {})).status).toBe(409);
    const stopped = await call('POST', `/editions/${KEY}/stop`);
    expect(stopped).toMatchObject({ status: 200, body: { state: 'composing', counts: { pending: 2 } } });
    expect((await call('POST', `/editions/${KEY}/stop`)).status).toBe(409);
    expect((await call('GET', '/editions/2026-W01')).status).toBe(404);
  });
});
