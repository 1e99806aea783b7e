import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  PEOPLE,
  county,
  addressOf,
  wants,
  movesTo,
  changesAddress,
  sweep,
  receivers,
  titlesIn,
  found,
} from './frequencies-county.js';

describe('A month of changing one’s mind', () => {
  const got = new Map<string, string[]>();
  const kinds = new Map<string, Set<string>>();
  const all: { title: string; district: string; day: number }[] = [];
  const FIRST = Date.UTC(2026, 9, 1);
  const DAY = 86_400_000;

  const instant = (day: number, time: string) => {
    const date = new Date(FIRST + day * DAY).toISOString().slice(0, 10);
    // Clocks go back on 25 October: what is 07:31 here is 06:31 before and 07:31 after by the sun.
    const [hour, minute] = time.split(':').map(Number);
    const shown = Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minute) * 60_000;
    return new Date(day < 24 ? shown - 3_600_000 : shown).toISOString();
  };

  async function tick(day: number, time: string): Promise<void> {
    county.moveTo(instant(day, time));
    await sweep(2);
    for (const { to, mail } of await county.folkmoot.deliver()) {
      const person = PEOPLE.find(({ email }) => to === email || to === email!.replace('@', '.new@'));
      if (!person) continue;
      got.set(person.email!, [...(got.get(person.email!) ?? []), ...titlesIn(mail.text!)]);
      const subjects = kinds.get(person.email!) ?? new Set();
      kinds.set(person.email!, subjects.add(mail.subject!));
    }
  }

  const isThursday = (day: number) => new Date(FIRST + day * DAY).getUTCDay() === 4;

  async function evening(day: number): Promise<void> {
    const changes: Record<number, () => Promise<void>> = {
      0: async () => {
        await wants('Dora', 'daily');
        await wants('Ivy', 'immediate');
        await wants('Mona', 'monthly');
      },
      // A Tuesday: half a week has gone into each of the old ones.
      5: async () => {
        await wants('Carol', 'daily');
        await wants('Dilys', 'monthly');
      },
      8: () => movesTo('Dora', 'Amber Valley'),
      9: () => changesAddress('Ivy', 'ivy.new@group.example.org'),
      12: async () => {
        await wants('Carol', 'immediate');
        await wants('Dilys', 'weekly');
      },
      13: () => changesAddress('Wanda', 'wanda.new@group.example.org'),
      16: () => wants('Carol', 'weekly'),
      19: async () => {
        await wants('Wanda', 'immediate');
        await wants('Dilys', 'daily');
      },
      20: () => wants('Mona', 'weekly'),
      26: async () => {
        await wants('Wanda', 'weekly');
        await wants('Carol', 'monthly');
      },
    };
    await changes[day]?.();
  }

  async function live(day: number): Promise<void> {
    await tick(day, '07:31');
    if (isThursday(day) && day > 0) {
      county.moveTo(instant(day, '09:20'));
      await county.command('digest compose');
      await county.command('digest approve', '--nobody');
    }
    await tick(day, '09:31');
    if (day < 28 && day % 2 === 0) {
      county.moveTo(instant(day, '12:00'));
      const district = ['', 'Amber Valley', 'Bolsover'][(day / 2) % 3];
      const title = `Item ${day}`;
      all.push({ title, district, day });
      await county.articles(`title,districts\n${title},${district}`);
      await tick(day, '12:05');
    }
    await tick(day, '12:11');
    county.moveTo(instant(day, '20:00'));
    await evening(day);
  }

  beforeAll(async () => {
    await found('2026-10-01T05:00:00Z');
    for (let day = 0; day <= 42; day++) await live(day);
  }, 280_000);
  afterAll(() => county.stop());

  it('brings nobody anything twice', () => {
    for (const titles of got.values()) expect(titles).toEqual([...new Set(titles)]);
  });

  it('brings everybody everything for all, and for the district they were in, whatever they changed', () => {
    const district: Record<string, string> = {
      ...{ Wanda: 'Amber Valley', Ivy: 'Amber Valley', Carol: 'Amber Valley' },
      ...{ Mona: 'Bolsover', Dilys: 'Bolsover' },
    };
    for (const [given, own] of Object.entries(district)) {
      const should = all
        .filter((one) => one.district === '' || one.district === own)
        .map(({ title }) => title);
      expect([given, [...(got.get(addressOf(given)) ?? [])].sort()]).toEqual([given, should.sort()]);
    }
  });

  it('brings whoever moved what was for the old district until then, and what is for the new one from then', () => {
    const titles = new Set(got.get(addressOf('Dora')));
    for (const { title, district, day } of all) {
      if (district === '') expect(titles).toContain(title);
      if (district === 'Bolsover') expect([title, titles.has(title)]).toEqual([title, day < 8]);
      if (district === 'Amber Valley' && day > 8) expect(titles).toContain(title);
    }
  });

  it('sends the mail that was chosen: each day, at once, once a month', async () => {
    const editions = await county.rows<{ kind: string; key: string }>(
      'select kind, key from edition order by key',
    );
    const keys = (kind: string) => editions.filter((one) => one.kind === kind).map(({ key }) => key);
    expect(keys('monthly')).toEqual(['2026-11']);
    expect(keys('digest')).toHaveLength(6);
    expect(new Set(keys('daily')).size).toBe(keys('daily').length);
    // Saturdays and Sundays have none.
    for (const key of keys('daily')) expect([0, 6]).not.toContain(new Date(`${key}T00:00:00Z`).getUTCDay());
    expect(keys('immediate').length).toBeGreaterThan(8);
    expect(keys('immediate').every((key) => /^now-[0-9a-f-]{36}$/.test(key))).toBe(true);
  });

  it('names those who get it otherwise in the ledger of the week', async () => {
    const { names } = await county.command<{ names: Record<string, { name: string; reason: string }[]> }>(
      'digest status',
      ...['--edition', '2026-W42', '--names'],
    );
    const reasons = new Map(names.skipped.map(({ name, reason }) => [name, reason]));
    expect(reasons.get('Ivy Reader')).toBe('Gets each item at once instead.');
    expect(reasons.get('Dora Reader')).toBe('Gets the digest every working day instead.');
    expect(reasons.get('Mona Reader')).toBe('Gets the digest once a month instead.');
  });
});

describe('Editions that go out by themselves', () => {
  beforeAll(async () => {
    await found('2026-11-18T10:00:00Z');
    await wants('Dora', 'daily');
    await wants('Ivy', 'immediate');
    // Today's has run, with nothing to say.
    await sweep();
  });
  afterAll(() => county.stop());

  it('are one, however many workers look at the same moment', async () => {
    await county.articles('title\nItem 1');
    county.moveTo('2026-11-18T10:05:00Z');
    await sweep();
    expect(await receivers()).toEqual([]);
    county.moveTo('2026-11-18T10:11:00Z');
    await sweep(5);
    expect(await receivers()).toEqual([addressOf('Ivy')]);
    county.moveTo('2026-11-19T07:45:00Z');
    await sweep(5);
    const letters = await county.folkmoot.deliver();
    expect(letters.map(({ to }) => to)).toEqual([addressOf('Dora')]);
    expect(letters[0].mail.text).toContain('Item 1');
    expect(letters[0].mail.headers.find(({ key }) => key === 'list-id')?.value).toContain('<digest.grid.');
  });

  it('bring articles that were approved together in one mail', async () => {
    await county.articles('title\nItem 2\nItem 3\nItem 4');
    county.moveTo('2026-11-19T08:00:00Z');
    await sweep(3);
    const letters = await county.folkmoot.deliver();
    expect(letters).toHaveLength(1);
    expect(titlesIn(letters[0].mail.text!)).toEqual(['Item 2', 'Item 3', 'Item 4']);
  });

  it('leave out what was withdrawn in the ten minutes', async () => {
    await county.articles('title\nItem 5');
    await county.rows(`update article set state = 'withdrawn' where title = 'Item 5' returning id`);
    county.moveTo('2026-11-19T08:30:00Z');
    await sweep();
    expect(await receivers()).toEqual([]);
  });

  it('are no mail at all where there is nothing to say', async () => {
    county.moveTo('2026-11-20T07:45:00Z');
    await sweep();
    expect(await receivers()).toEqual([addressOf('Dora')]);
    county.moveTo('2026-11-23T07:45:00Z');
    await sweep();
    expect(await receivers()).toEqual([]);
    const [{ count }] = await county.rows<{ count: string }>(
      `select count(*) from edition where key = '2026-11-23'`,
    );
    expect(count).toBe('0');
  });

  it('are sent late when nothing ran at their hour, and are found with the others under Digest', async () => {
    await county.articles('title\nItem 6');
    county.moveTo('2026-11-24T15:00:00Z');
    await sweep();
    expect(await receivers()).toEqual([addressOf('Dora'), addressOf('Ivy')]);
    const ruth = await county.ruth();
    expect(ruth.words()).toContain('Daily digest of 24 November 2026');
    await ruth.follow('Daily digest of 24 November 2026');
    expect(ruth.heading()).toBe('Daily digest of 24 November 2026');
    await ruth.open(county.path('digest', '2026-11-24', 'ledger'));
    expect(ruth.words()).toContain('Dora Reader');
  });

  it('are weekly again where the network no longer offers them', async () => {
    await county.rows(
      `update network set settings = jsonb_set(settings, '{members,frequencies}', '"few"') where slug = 'grid' returning id`,
    );
    await county.articles('title\nItem 7');
    county.moveTo('2026-11-25T10:00:00Z');
    await sweep();
    expect(await receivers()).toEqual([]);
    await county.command('digest compose');
    await county.command('digest approve');
    const letters = await county.folkmoot.deliver();
    expect(letters).toHaveLength(7);
    for (const { to, mail } of letters)
      if (to.startsWith('ivy')) expect(titlesIn(mail.text!)).toEqual(['Item 7']);
  });
});
