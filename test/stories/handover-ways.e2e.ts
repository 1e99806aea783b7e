import { afterEach, describe, expect, it } from '@jest/globals';
import { linkIn, sweep } from './digest-colleague.js';
import { KEY, county, handedOver, boxes, at, digests, letters, edition } from './handover-county.js';

afterEach(() => county.stop());

describe('In a week that is handed over', () => {
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
    await county.folkmoot.deliver();
    county.folkmoot.sink.taken.length = 0;
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
  it('is refused without a deputy, and with days that cannot be', async () => {
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
  });

  it('says on its page that an edition has gone already, when somebody sent it before its day', async () => {
    await handedOver({ away: { from: '2026-11-16', to: '2026-11-20' } });
    county.moveTo('2026-11-16T09:10:00Z');
    await county.command('digest compose', '--edition', KEY);
    await county.command('digest approve', '--edition', KEY);
    await county.command('digest send', '--edition', KEY);
    const ruth = await county.ruth();
    await ruth.open(county.path('handover'));
    expect(ruth.words()).toContain(
      'The digest of the week of 16 November 2026 has gone already, on 16 November',
    );
    expect(ruth.words()).toContain('sent by Ruth Fairfield');
    expect(ruth.words()).not.toMatch(/The digest goes out on|No weekly digest/);
    await ruth.open(county.path('digest'));
    expect(ruth.words()).not.toContain('Away soon?');
    await ruth.follow('Handed over to Cher Chair from 16 November 2026 to 20 November 2026');
    expect(ruth.last.path).toBe('/grid/handover');
  });
});
