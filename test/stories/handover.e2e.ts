import { afterEach, describe, expect, it } from '@jest/globals';
import { colleague, linkIn } from './digest-colleague.js';
import { KEY, CHER, DRAFT, county, handedOver, at, digests, letters, edition } from './handover-county.js';

afterEach(() => county.stop());

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
});
