import { afterEach, describe, expect, it } from '@jest/globals';
import { colleague, decide } from './digest-colleague.js';
import { CHER, at, boxes, county, digests, handedOver, letters, named } from './handover-county.js';

afterEach(() => county.stop());

const idOf = async (given: string) =>
  (await county.rows<{ id: string }>('select id from person where given = $1', [given]))[0].id;

describe('Somebody who is named the deputy', () => {
  it('is told for which days, when the digest goes out on them, and what one press does', async () => {
    const ruth = await handedOver();
    expect(named.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [CHER, 'You look after the digest from 16 November 2026 to 27 November 2026'],
    ]);
    const text = named[0].mail.text!;
    expect(text).toContain('Ruth Fairfield is away from 16 November 2026 to 27 November 2026');
    expect(text).toContain('- 19 November 2026 at 11am\n- 26 November 2026 at 11am');
    expect(text).toContain('By ten that morning you get a letter');
    expect(text).toContain('press “Stop it” there, and nothing goes out; you need not sign in.');
    expect(text).toMatch(/http\S+\/grid\/handover$/m);
    expect(ruth.words()).toContain(
      'The digest goes out on 19 November 2026 at 11am and on 26 November 2026 at 11am.',
    );
  });

  it('is told otherwise where it goes out early, and where two people approve', async () => {
    await handedOver({ time: '09:30', digest: { second: 'two' } });
    const text = named[0].mail.text!;
    expect(text).toContain('By ten on the working day before you get a letter');
    expect(text).toContain('so it goes out only if you approve it');
  });

  it('is told when the days are ended, and nothing more comes', async () => {
    const ruth = await handedOver();
    await ruth.press('End it');
    const told = await county.folkmoot.deliver();
    expect(told.map(({ to, mail }) => [to, mail.subject])).toEqual([
      [CHER, 'You need not look after the digest any more'],
    ]);
    expect(told[0].mail.text).toContain('Ruth Fairfield has ended what was handed over to you');
    await at('2026-11-19T09:00:30Z');
    expect(letters()).toHaveLength(1);
    expect(digests()).toEqual([]);
  });

  it('is told when somebody else is the deputy at any time, and that one too; once', async () => {
    const ruth = await handedOver();
    await colleague(county, 'Dora Deputy', 'dora@chair.example.org', 'chair');
    const dora = await idOf('Dora');
    await ruth.open(county.path('handover'));
    await ruth.press('Name the deputy', { deputy: dora });
    const told = await county.folkmoot.deliver();
    expect(told.map(({ to, mail }) => [to, mail.subject]).sort()).toEqual([
      [CHER, 'You are not the deputy for the digest of GRID any more'],
      ['dora@chair.example.org', 'You are the deputy for the digest of GRID'],
    ]);
    await ruth.press('Name the deputy', { deputy: dora });
    expect(await county.folkmoot.deliver()).toEqual([]);
  });
});

describe('Where the network has no fixed day', () => {
  it('nothing can be handed over, and the page says what is needed first', async () => {
    const ruth = await handedOver();
    await ruth.open(county.path('handover'));
    const body = {
      ...{ deputy: await idOf('Cher') },
      ...boxes('fromOn', '2026-12-10'),
      ...boxes('toOn', '2026-12-11'),
    };
    await decide(county, { weekday: '' });
    await ruth.press('Hand over', body);
    expect(ruth.last.status).toBe(409);
    expect(ruth.problems()[0]).toContain('no fixed day');
    await ruth.open(county.path('handover'));
    expect(ruth.words()).toContain('You cannot hand over yet.');
    expect(ruth.words()).not.toContain('First day away');
    await ruth.follow('Choose a day and a time');
    expect(ruth.last.path).toContain('/settings');
  });
});
