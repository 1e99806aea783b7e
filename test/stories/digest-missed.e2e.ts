import { afterEach, describe, expect, it } from '@jest/globals';
import { Keys } from '../../src/core/config/index.js';
import { Clock } from '../../src/core/clock/index.js';
import { DatabaseUrls } from '../../src/core/database/index.js';
import { JobRunner } from '../../src/core/jobs/index.js';
import { createApp } from '../../src/serve.js';
import { crowd, decide, linkIn, sweep } from './digest-colleague.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = '2026-W47';
/** A Friday, at which the edition that is approved on the Wednesday before goes out. */
const DUE = { when: 'other', weekday: '5', time: '09:30' };

let county: County;
afterEach(() => county.stop());

/** A county whose week is approved for Friday at half past nine. */
async function approvedForFriday() {
  county = await County.found([SUNRISE, YOUTH]);
  await county.articles(WEEK);
  await county.command('digest compose');
  const ruth = await county.ruth();
  await ruth.open(county.path('digest', KEY, 'approval'));
  await ruth.press('Approve and send', DUE);
  county.folkmoot.sink.taken.length = 0;
  return ruth;
}

/** The machine comes back: every worker begins with what it finds. */
async function comeBack(at: string): Promise<void> {
  county.moveTo(at);
  await Promise.all([county.folkmoot.deliver(), sweep(county)]);
  await county.folkmoot.deliver();
}

const digests = () =>
  county.folkmoot.sink.taken.filter(({ mail }) => mail.headers.some(({ key }) => key === 'list-id'));
const status = () => county.command<Record<string, unknown>>('digest status', '--edition', KEY);

describe('A machine that was off when an edition was to go out', () => {
  it('sends it late after three hours, and marks it late', async () => {
    await approvedForFriday();
    await comeBack('2026-11-20T12:30:00Z');
    expect(digests()).toHaveLength(3);
    expect(await status()).toMatchObject({ state: 'sent', late: 180, counts: { sent: 3 } });
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Late');
    expect(ruth.words()).toContain(
      'It was to go out on 20 November 2026 at 9:30am and went out 3 hours late, because nothing ran then.',
    );
  });

  it('calls nothing late that goes within a quarter of an hour', async () => {
    await approvedForFriday();
    await comeBack('2026-11-20T09:44:00Z');
    expect(await status()).toMatchObject({ state: 'sent', late: 0 });
  });

  it('does not send it after three days, and asks on the home page and by mail, once', async () => {
    await approvedForFriday();
    await comeBack('2026-11-23T09:30:00Z');
    expect(digests()).toEqual([]);
    await sweep(county);
    await county.folkmoot.deliver();
    expect(county.folkmoot.sink.taken.map(({ to }) => to)).toEqual(['ruth@grid.example.org']);
    const [{ mail }] = county.folkmoot.sink.taken;
    expect(mail.subject).toBe('The digest of the week of 16 November 2026 was not sent: shall it go?');
    const ruth = await county.ruth();
    await ruth.open(county.path());
    expect(ruth.words()).toContain(
      'The digest of the week of 16 November 2026 was not sent in its time: shall it go now?',
    );
    await ruth.open(linkIn(mail.text, /digest/));
    expect(ruth.words()).toContain('Missed its time');
    expect(ruth.words()).toContain('It was to go out on 20 November 2026 at 9:30am. Nothing ran then');
  });

  it('sends it when she says so, and then the next one brings nobody anything twice', async () => {
    await approvedForFriday();
    await comeBack('2026-11-23T09:30:00Z');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'soon' });
    county.moveTo('2026-11-23T09:45:00Z');
    await county.folkmoot.deliver();
    expect(digests()).toHaveLength(3);
    expect(await status()).toMatchObject({ state: 'sent', late: 0 });
    county.folkmoot.sink.taken.length = 0;
    await county.articles('title\nSomething new');
    await county.command('digest compose', '--edition', '2026-W48');
    await county.command('digest approve', '--edition', '2026-W48');
    await county.command('digest send', '--edition', '2026-W48');
    expect(digests()).toHaveLength(3);
    for (const { mail } of digests()) {
      expect(mail.text).toContain('Something new');
      expect(mail.text).not.toContain('Holiday fund');
    }
  });

  it('leaves it when she says so, and the next one brings what was in it', async () => {
    await approvedForFriday();
    await comeBack('2026-11-23T09:30:00Z');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Leave it to the next edition');
    expect(ruth.words()).toContain('The next edition brings what was in it.');
    await ruth.open(county.path());
    expect(ruth.words()).not.toContain('was not sent in its time');
    await county.command('digest compose', '--edition', '2026-W48');
    await county.command('digest approve', '--edition', '2026-W48');
    await county.command('digest send', '--edition', '2026-W48');
    expect(digests()).toHaveLength(3);
    for (const { mail } of digests()) expect(mail.text).toContain('Holiday fund');
  });

  it('covers the gap without a word, when nobody answers', async () => {
    await approvedForFriday();
    await comeBack('2026-11-23T09:30:00Z');
    county.folkmoot.sink.taken.length = 0;
    await county.command('digest compose', '--edition', '2026-W48');
    await county.command('digest approve', '--edition', '2026-W48');
    await county.command('digest send', '--edition', '2026-W48');
    expect(digests()).toHaveLength(3);
    for (const { mail } of digests()) expect(mail.text).toContain('Holiday fund');
  });

  it('finishes what it had begun, after whatever time', async () => {
    county = await County.found(crowd(20), { env: { FOLKMOOT_MAIL_CONNECTIONS: '1' } });
    await county.articles(WEEK);
    await county.command('digest compose');
    await county.command('digest approve');
    county.folkmoot.sink.rules = {
      data: () => {
        if (digests().length < 5) return undefined;
        throw new Error('The machine goes off.');
      },
    };
    await county.folkmoot.deliver();
    county.folkmoot.sink.rules = {};
    county.moveTo('2026-11-28T10:00:00Z');
    await county.folkmoot.deliver();
    await sweep(county);
    const to = digests().map((one) => one.to);
    expect(new Set(to).size).toBe(to.length);
    const { counts } = (await status()) as { counts: Record<string, number> };
    expect(counts.sent + counts.uncertain).toBe(21);
  });
});

describe('The weekly job', () => {
  it('fired five times at once on two machines makes one edition, and asks about a missed one once', async () => {
    county = await County.found([SUNRISE, YOUTH]);
    await decide(county, { weekday: '5', time: '09:30' });
    await county.articles(WEEK);
    const { folkmoot } = county;
    const { database, settings } = folkmoot;
    const urls = new DatabaseUrls(database.appUrl, database.queueUrl, database.ownerUrl);
    const other = await createApp(settings, { urls, keys: folkmoot.app.get(Keys) });
    await other.init();
    const both = (at: string) => {
      county.moveTo(at);
      other.get(Clock).moveTo(new Date(at));
      const machines = [folkmoot.app, other, folkmoot.app, other, other];
      return Promise.all(machines.map((one) => one.get(JobRunner).sweep('digest.editions')));
    };
    await both('2026-11-18T10:00:00Z');
    expect(await county.rows('select key, state from edition')).toEqual([{ key: KEY, state: 'composing' }]);
    expect(await county.rows('select key from edition_item')).toHaveLength(6);
    await county.command('digest approve');
    await both('2026-11-19T23:00:00Z');
    expect(await county.rows(`select id from letter where subject like '%was not sent%'`)).toHaveLength(1);
    await other.close();
  });
});

describe('A weekly digest with a fixed time', () => {
  it.each([
    ['in the week in which the clocks go back', '09:30', '7', '2026-10-23T12:00:00Z', '2026-10-25T09:30:00Z'],
    ['in the week in which they go forward', '09:30', '7', '2027-03-26T12:00:00Z', '2027-03-28T08:30:00Z'],
    ['at 01:30 in the night that has it twice', '01:30', '7', '2026-10-23T12:00:00Z', '2026-10-25T00:30:00Z'],
    ['at 01:30 in the night that has it not', '01:30', '7', '2027-03-26T12:00:00Z', '2027-03-28T01:30:00Z'],
  ])('goes out once, at the right local time, %s', async (_, time, weekday, now, due) => {
    county = await County.found([SUNRISE], { at: now });
    await decide(county, { weekday, time });
    await county.articles('title\nOne thing');
    await sweep(county);
    const ruth = await county.ruth();
    await ruth.follow('Week of');
    await ruth.follow('Approve it');
    await ruth.press('Approve and send', { when: 'usual' });
    county.folkmoot.sink.taken.length = 0;
    const at = (minutes: number) => new Date(Date.parse(due) + minutes * 60_000).toISOString();
    county.moveTo(at(-1));
    expect(await county.folkmoot.deliver()).toEqual([]);
    for (const minutes of [0, 1, 60, 61, 120]) {
      county.moveTo(at(minutes));
      await sweep(county);
      await county.folkmoot.deliver();
    }
    expect(
      digests()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['ada@sunrise.example.org', 'ruth@grid.example.org']);
    const keys = await county.rows<{ key: string }>(`select key from edition where state = 'sent'`);
    expect(keys).toHaveLength(1);
  });
});
