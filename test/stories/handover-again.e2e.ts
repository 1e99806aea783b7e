import { afterEach, describe, expect, it } from '@jest/globals';
import { linkIn } from './digest-colleague.js';
import { KEY, at, county, digests, edition, handedOver, letters } from './handover-county.js';

afterEach(() => county.stop());

/** The approval that the deputy was told of is taken back, the edition is changed, and it is approved anew. */
async function approvedAnew() {
  county.moveTo('2026-11-19T09:20:00Z');
  const ruth = await county.ruth();
  await ruth.open(county.path('digest', KEY));
  if (/Stop it/.test(ruth.words())) await ruth.press('Stop it');
  await ruth.open(county.path('digest', KEY));
  await ruth.press('Take out: Holiday fund');
  county.moveTo('2026-11-19T09:30:00Z');
  await ruth.open(county.path('digest', KEY, 'approval'));
  await ruth.press('Approve and send', { when: 'other', weekday: '4', time: '11:00' });
  await county.folkmoot.deliver();
}

describe('A deputy’s link, when the edition was taken back, changed and approved again', () => {
  it('stops nothing else than what its letter told of, and a new letter has a link of its own', async () => {
    await handedOver();
    await at('2026-11-19T09:00:30Z');
    const old = linkIn(letters()[0].mail.text, /\/stop$/);
    const cher = county.folkmoot.visitor();
    await cher.open(old);
    await approvedAnew();
    await cher.press('Stop it');
    expect(cher.last.status).toBe(409);
    expect(cher.words()).toContain('It was taken back and approved again after the letter with this link');
    expect(await edition()).toBe('approved');
    await cher.open(old);
    expect(cher.words()).toContain('the link stops and approves nothing any more');
    expect(cher.words()).not.toContain('If you press the button');

    expect(letters()).toHaveLength(2);
    const { text } = letters()[1].mail;
    expect(text).toContain('This edition was taken back and approved again since we wrote to you.');
    expect(text).not.toContain('Holiday fund');
    await cher.open(linkIn(text, /\/stop$/));
    await cher.press('Stop it');
    expect(cher.words()).toContain('Stopped on 19 November 2026');
    expect(await edition()).toBe('composing');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toEqual([]);
  });

  it('nor does it approve what the deputy has not read, where two people approve', async () => {
    await handedOver({ digest: { second: 'two' } });
    await at('2026-11-19T09:00:30Z');
    const old = linkIn(letters()[0].mail.text, /handover\/edition\/[\w-]+$/);
    const cher = county.folkmoot.visitor();
    await cher.open(old);
    await approvedAnew();
    const [{ version }] = await county.rows<{ version: number }>('select version from edition');
    await cher.press('Approve it', { version: String(version) });
    expect(cher.last.status).toBe(409);
    expect(await edition()).toBe('composing');
    await cher.open(old);
    expect(cher.words()).toContain('the link stops and approves nothing any more');
    expect(
      letters().some(
        ({ mail }) => mail.subject === 'Please look at the digest of the week of 16 November 2026',
      ),
    ).toBe(true);
  });

  it('a stop of the first does not count for what is approved after it', async () => {
    await handedOver();
    await at('2026-11-19T09:00:30Z');
    const old = linkIn(letters()[0].mail.text, /\/stop$/);
    const cher = county.folkmoot.visitor();
    await cher.open(old);
    await cher.press('Stop it');
    await approvedAnew();
    await cher.open(linkIn(letters()[1].mail.text, /\/stop$/));
    expect(cher.words()).toContain('It goes out on 19 November 2026 at 11am, unless you stop it.');
    await at('2026-11-19T11:00:10Z');
    expect(digests()).toHaveLength(4);
  });
});
