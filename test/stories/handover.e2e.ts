import { afterEach, describe, expect, it } from '@jest/globals';
import { colleague, decide, linkIn, sweep } from './digest-colleague.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const KEY = '2026-W47';
const CHER = 'cher@chair.example.org';
const DRAFT = 'Not ready yet';

let county: County;
afterEach(() => county.stop());

interface Wish {
  time?: string;
  weekday?: string;
  digest?: Record<string, string>;
  articles?: string;
  away?: { from: string; to: string };
}

/** A county whose digest goes out on Thursdays, and whose co-ordinator Ruth is away with Cher as her deputy. */
async function handedOver(wish: Wish = {}) {
  const { time = '11:00', weekday = '4', digest = {}, articles = WEEK } = wish;
  county = await County.found([SUNRISE, YOUTH], { at: '2026-11-13T15:00:00Z' });
  await decide(county, { weekday, time, ...digest });
  const id = await colleague(county, 'Cher Chair', CHER, 'chair');
  if (articles) await county.articles(articles);
  await county.rows(
    `insert into article (id, kind, title, state) values (gen_random_uuid(), 'news', $1, 'draft') returning id`,
    [DRAFT],
  );
  const ruth = await county.folkmoot.signIn('ruth@grid.example.org', county.path('handover'));
  const { from, to } = wish.away ?? { from: '2026-11-16', to: '2026-11-27' };
  await ruth.press('Hand over', { deputy: id, ...boxes('fromOn', from), ...boxes('toOn', to) });
  county.folkmoot.sink.taken.length = 0;
  return ruth;
}

function boxes(name: string, date: string): Record<string, string> {
  const [year, month, day] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

/** The sweepers run at a moment. */
async function at(instant: string): Promise<void> {
  county.moveTo(instant);
  await sweep(county);
  await county.folkmoot.deliver();
}

const digests = () =>
  county.folkmoot.sink.taken.filter(({ mail }) => mail.headers.some(({ key }) => key === 'list-id'));
const letters = () => county.folkmoot.sink.to(CHER).filter((one) => !digests().includes(one));
const edition = async (key = KEY) =>
  (await county.rows<{ state: string }>('select state from edition where key = $1', [key]))[0]?.state;

describe('In a week that is handed over', () => {
  it('what is approved goes out by itself, and the deputy is told by ten that morning', async () => {
    await handedOver();
    await at('2026-11-19T08:59:00Z');
    expect(letters()).toEqual([]);
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T09:30:00Z');
    expect(letters()).toHaveLength(1);
    const { subject, text } = letters()[0].mail;
    expect(subject).toBe('Unless you stop it, the digest goes out on 19 November 2026 at 11am');
    expect(text).toContain('Ruth Fairfield is away until 27 November 2026, and you are the deputy.');
    expect(text).toContain('- Holiday fund');
    expect(text).toContain('Held back, because nobody has approved it: 1 article.');
    expect(text).not.toContain(DRAFT);
    expect(text!.match(/\/stop$/gm)).toHaveLength(1);
    expect(digests()).toEqual([]);
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toHaveLength(4);
    for (const { mail } of digests()) {
      expect(mail.text).toContain('Holiday fund');
      expect(mail.text).not.toContain(DRAFT);
    }
    await at('2026-11-19T12:00:00Z');
    expect(digests()).toHaveLength(4);
    expect(letters()).toHaveLength(1);

    const reader = await county.ruth();
    await reader.open(county.path('digest', KEY));
    expect(reader.words()).toContain(
      'Approved by itself on 19 November 2026 at 9am, of approved items only, as Ruth Fairfield had handed it over.',
    );
    for (const address of ['ruth@grid.example.org', CHER]) {
      const browser = await county.folkmoot.signIn(address, county.path('handover'));
      expect(browser.words()).toContain(
        'The deputy was told on 19 November 2026 at 9am that it goes out on 19 November 2026 at 11am.',
      );
    }
  });

  it('the deputy looks at it and stops it with the link alone, and looking stops nothing', async () => {
    await handedOver();
    await at('2026-11-19T09:00:30Z');
    const { text } = letters()[0].mail;
    const stop = linkIn(text, /\/stop$/);
    const cher = county.folkmoot.visitor();
    for (let times = 0; times < 20; times++) await cher.open(stop);
    await cher.open(linkIn(text, /handover\/edition\/[\w-]+$/));
    expect(cher.words()).toContain('It goes out on 19 November 2026 at 11am, unless you stop it.');
    expect(cher.words()).toContain('One form and no match funding.');
    expect(await edition()).toBe('approved');
    await cher.follow('Stop it');
    await cher.press('Stop it');
    expect(cher.words()).toContain('Stopped on 19 November 2026');
    await at('2026-11-19T11:00:10Z');
    await at('2026-11-19T14:00:00Z');
    await at('2026-11-20T09:00:00Z');
    expect(digests()).toEqual([]);
    expect(await edition()).toBe('composing');
    const ruth = await county.folkmoot.signIn('ruth@grid.example.org', county.path('handover'));
    expect(ruth.words()).toContain('and Cher Chair stopped it on 19 November 2026');
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('Stopped by Cher Chair before anything was sent.');
    // The week after is looked after all the same.
    county.folkmoot.sink.taken.length = 0;
    await at('2026-11-26T09:00:30Z');
    expect(letters()).toHaveLength(1);
    await at('2026-11-26T11:00:10Z');
    expect(digests()).toHaveLength(4);
  });

  it('the deputy can stop the rest when some has gone, and nothing more goes', async () => {
    await handedOver();
    await at('2026-11-19T09:00:30Z');
    const stop = linkIn(letters()[0].mail.text, /\/stop$/);
    const cher = county.folkmoot.visitor();
    let stopping: Promise<unknown> | undefined;
    county.folkmoot.sink.rules = {
      data: async () => {
        await (stopping ??= cher.open(stop).then(() => cher.press('Stop it')));
        return undefined;
      },
    };
    await at('2026-11-19T11:00:10Z');
    county.folkmoot.sink.rules = {};
    const gone = digests().length;
    expect(gone).toBeGreaterThan(0);
    await at('2026-11-19T11:30:00Z');
    expect(digests()).toHaveLength(gone);
    const { counts } = await county.command<{ counts: Record<string, number> }>('digest status');
    expect(counts).toMatchObject({ sent: gone, skipped: 4 - gone, pending: 0 });
  });

  it('a link that was altered, or is another network’s, says nothing and stops nothing', async () => {
    await handedOver();
    await at('2026-11-19T09:00:30Z');
    const stop = linkIn(letters()[0].mail.text, /\/stop$/);
    const other = await county.beside('hull', []);
    const stranger = county.folkmoot.visitor();
    for (const path of [stop.replace(/.\/stop$/, 'A/stop'), stop.replace('/grid/', `/${other.slug}/`)]) {
      expect((await stranger.open(path)).status).toBe(404);
      expect((await stranger.raw('POST', path, '')).status).toBe(404);
      expect(stranger.words()).not.toContain('Ruth');
    }
    expect(await edition()).toBe('approved');
  });

  it('told the working day before at ten, when it goes out before ten', async () => {
    await handedOver({ weekday: '1', time: '09:30', away: { from: '2026-11-21', to: '2026-11-29' } });
    await at('2026-11-20T09:59:00Z');
    expect(letters()).toEqual([]);
    await at('2026-11-20T10:00:30Z');
    expect(letters()[0].mail.subject).toContain('goes out on 23 November 2026 at 9:30am');
    await at('2026-11-23T09:30:10Z');
    expect(digests()).toHaveLength(4);
  });

  it('nothing is sent when nothing is approved, and both are told', async () => {
    await handedOver({ articles: '' });
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    await at('2026-11-19T15:00:00Z');
    expect(digests()).toEqual([]);
    for (const address of [CHER, 'ruth@grid.example.org']) {
      const [{ mail }, ...more] = county.folkmoot.sink.to(address);
      expect(more).toEqual([]);
      expect(mail.subject).toBe('Nothing goes out: the digest of the week of 16 November 2026');
      expect(mail.text).toContain('Held back, because nobody has approved it: 1 article.');
    }
  });

  it('nothing is sent that holds a short form nobody has explained', async () => {
    await handedOver({ articles: 'title\nThe QZXW meets' });
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
    expect(letters()[0].mail.text).toContain('QZXW');
  });

  it('what the co-ordinator approved herself goes out too, and the deputy is told of it', async () => {
    await handedOver();
    const ruth = await county.ruth();
    await county.command('digest compose', '--edition', KEY);
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'usual' });
    county.folkmoot.sink.taken.length = 0;
    await at('2026-11-19T09:00:30Z');
    expect(letters()).toHaveLength(1);
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toHaveLength(4);
  });

  it('what somebody stopped is not approved anew, and both are told', async () => {
    await handedOver();
    const ruth = await county.ruth();
    await county.command('digest compose', '--edition', KEY);
    await ruth.open(county.path('digest', KEY, 'approval'));
    await ruth.press('Approve and send', { when: 'usual' });
    await county.command('digest stop', '--edition', KEY);
    county.folkmoot.sink.taken.length = 0;
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
    expect(await edition()).toBe('composing');
    for (const address of [CHER, 'ruth@grid.example.org'])
      expect(county.folkmoot.sink.to(address)[0].mail.text).toContain('it was stopped or sent back');
    // A person may still approve it.
    await county.command('digest approve', '--edition', KEY);
    await at('2026-11-19T11:30:00Z');
    expect(digests()).toHaveLength(4);
  });

  it('what the second person sent back is not asked for anew', async () => {
    await handedOver({ digest: { second: 'two' } });
    const tom = 'tom@second.example.org';
    await colleague(county, 'Tom Second', tom);
    await county.command('digest compose', '--edition', KEY);
    await county.command('digest approve', '--edition', KEY);
    const second = await county.folkmoot.signIn(tom, county.path('digest', KEY, 'second'));
    await second.press('Send it back', { why: 'The fund has closed' });
    county.folkmoot.sink.taken.length = 0;
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
    expect(letters()[0].mail.text).toContain('it was stopped or sent back');
  });

  it('nothing is sent on behalf of somebody who may not approve any more, and the co-ordinators are told', async () => {
    await handedOver();
    await colleague(county, 'Tom Second', 'tom@second.example.org');
    await county.rows(
      `update role set valid_to = app_now()::date where role = 'coordinator'
         and person_id = (select id from person where given = 'Ruth') returning id`,
    );
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
    expect(county.folkmoot.sink.to('tom@second.example.org')[0].mail.text).toContain(
      'may not approve the digest',
    );
  });

  it('what she took out stays out', async () => {
    await handedOver();
    const ruth = await county.ruth();
    await county.command('digest compose', '--edition', KEY);
    await ruth.open(county.path('digest', KEY));
    await ruth.press('Take out: Holiday fund');
    await at('2026-11-19T09:00:30Z');
    expect(letters().at(-1)!.mail.text).not.toContain('Holiday fund');
  });

  it('where two people approve, it goes out only when the deputy has approved it', async () => {
    await handedOver({ digest: { second: 'two' } });
    await at('2026-11-19T09:00:30Z');
    expect(letters()).toHaveLength(1);
    const asking = letters().find(({ mail }) => mail.subject?.startsWith('The digest needs your approval'));
    expect(asking).toBeDefined();
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
    const cher = county.folkmoot.visitor();
    const link = linkIn(asking!.mail.text, /handover\/edition\/[\w-]+$/);
    await cher.open(link);
    await cher.press('Approve it', { version: '99' });
    expect(cher.last.status).toBe(409);
    const until = (day: string | null) =>
      county.rows(
        `update role set valid_to = $1::date where role = 'chair'
           and person_id = (select id from person where given = 'Cher') returning id`,
        [day],
      );
    await until('2026-11-19');
    await cher.open(link);
    await cher.press('Approve it');
    expect(cher.last.status).toBe(403);
    await until(null);
    expect(await edition()).toBe('composing');
    await cher.open(link);
    await cher.press('Approve it');
    expect(cher.words()).toContain('Approved. It goes out on 19 November 2026 at 11:10am');
    await at('2026-11-19T11:11:00Z');
    expect(digests()).toHaveLength(4);
  });

  it('a machine that was off in the morning tells the deputy first, sends an hour after, and says it was late', async () => {
    await handedOver();
    await at('2026-11-19T13:00:00Z');
    expect(letters()[0].mail.subject).toContain('goes out on 19 November 2026 at 2pm');
    expect(digests()).toEqual([]);
    await at('2026-11-19T14:00:10Z');
    expect(digests()).toHaveLength(4);
    const ruth = await county.ruth();
    await ruth.open(county.path('digest', KEY));
    expect(ruth.words()).toContain('so the deputy was told later, and it goes out late.');
  });

  it('a machine that was off for days sends nothing by itself, and asks', async () => {
    await handedOver();
    await at('2026-11-22T13:00:00Z');
    expect(digests()).toEqual([]);
    expect(county.folkmoot.sink.to('ruth@grid.example.org')[0].mail.subject).toContain(
      'was not sent: shall it go?',
    );
  });

  it('ended early, nothing more goes out by itself', async () => {
    const ruth = await handedOver();
    await ruth.press('End it');
    await at('2026-11-19T09:00:30Z');
    await at('2026-11-19T11:00:10Z');
    expect(county.folkmoot.sink.taken).toEqual([]);
    expect(await edition()).toBe('composing');
  });

  it('fired five times at once, the deputy is told once', async () => {
    await handedOver();
    county.moveTo('2026-11-19T09:00:30Z');
    await Promise.all(Array.from({ length: 5 }, () => sweep(county)));
    await county.folkmoot.deliver();
    expect(letters()).toHaveLength(1);
  });
});

describe('Handing over', () => {
  it('is refused without a deputy, with days that cannot be, or with no fixed day', async () => {
    const ruth = await handedOver();
    await ruth.open(county.path('handover'));
    await ruth.press('Hand over', {
      deputy: '',
      ...boxes('fromOn', '2026-12-01'),
      ...boxes('toOn', '2026-11-30'),
    });
    expect(ruth.problems()).toEqual(['Choose a colleague with a role in the network.']);
    const [{ id }] = await county.rows<{ id: string }>(`select id from person where given = 'Cher'`);
    const wrong = { deputy: id, ...boxes('fromOn', '2026-12-02'), ...boxes('toOn', '2026-12-01') };
    await ruth.press('Hand over', wrong);
    expect(ruth.problems()).toEqual(['The last day comes before the first.']);
    await ruth.press('Hand over', {
      ...wrong,
      ...boxes('fromOn', '2026-11-20'),
      ...boxes('toOn', '2026-12-01'),
    });
    expect(ruth.problems()).toEqual(['Some of these days are handed over already. End that first.']);
    await decide(county, { weekday: '' });
    await ruth.press('Hand over', {
      deputy: id,
      ...boxes('fromOn', '2026-12-10'),
      ...boxes('toOn', '2026-12-11'),
    });
    expect(ruth.problems()[0]).toContain('no fixed day');
  });
});
