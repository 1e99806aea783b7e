import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

describe('What an edition would come to', () => {
  let county: County;
  const kept = async () =>
    (await county.rows<{ made_at: Date; outcome: object }>('select * from dry_run'))[0];
  const look = async (at: string) => {
    county.moveTo(at);
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W47/approval'));
    return ruth.words();
  };

  beforeAll(async () => {
    county = await County.found([
      SUNRISE,
      YOUTH,
      { organisation: 'No Mail', districts: 'Bolsover', name: 'Nan Nomail' },
    ]);
    await county.articles(WEEK);
    await county.command('digest compose');
  });
  afterAll(() => county.stop());

  it('is worked out once and kept, with its age', async () => {
    const first = await look('2026-11-18T10:00:00Z');
    expect(first).toContain('Worked out a moment ago');
    expect(first).toMatch(/Get a copy ?3/);
    expect(first).toContain('1 has no e-mail address: print or telephone.');
    const { made_at: madeAt } = await kept();
    expect(await look('2026-11-18T10:05:30Z')).toContain('Worked out 5 minutes ago');
    expect((await kept()).made_at).toEqual(madeAt);
  });

  it.each([
    [
      'somebody came',
      () => county.takeIn([{ ...SUNRISE, organisation: 'New', name: 'Noa New', email: 'noa@example.org' }]),
    ],
    [
      'an address was put on hold',
      () =>
        county.rows(
          `update contact_point set held_since = app_now() where value = 'noa@example.org' returning 1`,
        ),
    ],
    ['the order of items changed', () => county.rows('update edition set version = version + 1 returning 1')],
    [
      'the rules changed',
      () => county.rows(`insert into choosing_rule (name, position) values ('theme', 1) returning 1`),
    ],
  ])('is worked out anew when %s', async (_, change) => {
    const before = await kept();
    await change();
    county.moveTo(new Date(county.folkmoot.clock.now().getTime() + 60_000).toISOString());
    const words = await look(county.folkmoot.clock.now().toISOString());
    expect(words).toContain('Worked out a moment ago');
    expect((await kept()).made_at).not.toEqual(before.made_at);
  });

  it('counts those for whom nothing new is in it among those who get nothing', async () => {
    await county.command('digest approve');
    await county.folkmoot.deliver();
    county.moveTo('2026-11-25T10:00:00Z');
    await county.articles('title,districts\nOnly Bolsover,Bolsover');
    await county.command('digest compose');
    const ruth = await county.ruth();
    await ruth.open(county.path('digest/2026-W48/approval'));
    expect(ruth.words()).toContain('1 mailbox gets no copy, as nothing new in this edition is for them.');
  });
});
