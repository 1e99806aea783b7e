import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Keys } from '../../src/core/config/index.js';
import { stopToken } from '../../src/core/mail/index.js';
import { County, WEEK } from '../stories/digest-county.js';
import { refusal } from '../support/sink.js';

const ALL = 12;

describe('A digest on its way', () => {
  let county: County;
  const tried: { to: string; bytes: Buffer }[] = [];

  beforeAll(async () => {
    const members = Array.from({ length: ALL }, (_, at) => ({
      ...{ organisation: `Club ${at}`, districts: 'Amber Valley', name: `Person ${at}` },
      email: `person${at}@club.example.org`,
    }));
    county = await County.found(members, {
      env: { FOLKMOOT_MAIL_CONNECTIONS: '1', FOLKMOOT_MAIL_RETRY_SECONDS: '60' },
    });
    await county.articles(WEEK);
    await county.command('digest compose');
  });
  afterAll(() => county.stop());

  it('E5: whoever presses the one-click stop while it is being sent gets nothing of it any more', async () => {
    let stopped = '';
    county.folkmoot.sink.rules.data = async ({ to, bytes }) => {
      tried.push({ to, bytes });
      if (tried.length === 1) stopped = await stopSomebodyElse(to);
      return to === tried[0].to ? undefined : later(to);
    };
    await county.command('digest approve');
    await county.command('digest send', '--wait', '1').catch(() => undefined);
    // The command gives up after a second; the sender goes on until everybody was tried.
    await county.folkmoot.deliver();
    expect(stopped).toMatch(/^person\d+@/);
    expect(tried.map(({ to }) => to)).not.toContain(stopped);
    const [row] = await county.rows('select state, reason from delivery where address = $1', [stopped]);
    expect(row).toEqual({ state: 'skipped', reason: expect.stringContaining('Asked not to get') });
  });

  it('E28, E32: a message put off comes again later, byte for byte the same', async () => {
    // The first one was taken, whoever it was.
    const before = tried.slice(1).filter(({ to }) => waits(to));
    expect(before.length).toBeGreaterThan(0);
    county.folkmoot.clock.moveTo(new Date(county.folkmoot.clock.now().getTime() + 61_000));
    county.folkmoot.sink.rules = {};
    const again = await county.folkmoot.deliver();
    for (const { to, bytes } of before)
      expect(again.find((one) => one.to === to)?.bytes.equals(bytes)).toBe(true);
    const taken = county.folkmoot.sink.taken.map(({ to }) => to).filter((to) => to.startsWith('person'));
    expect(new Set(taken).size).toBe(taken.length);
  });

  const waits = (to: string) => /person[357]@/.test(to);
  const later = (to: string) => (waits(to) ? refusal(451, 'Try later') : undefined);

  /** The one-click of a mail programme (RFC 8058), for the first person who has not been reached yet. */
  async function stopSomebodyElse(reached: string): Promise<string> {
    const [other] = await county.rows<{ person: string; network: string; address: string }>(
      `select d.person_id as person, d.network_id as network, d.address from delivery d join letter l on l.id = d.letter_id
       where l.kind = 'digest' and d.address <> $1 and d.address ~ 'person1?[0246]@' order by d.id desc limit 1`,
      [reached],
    );
    const token = stopToken(
      county.folkmoot.app.get(Keys).for('tokens'),
      other.network,
      'digest',
      other.person,
    );
    const answer = await fetch(`${county.folkmoot.base}${county.path('stop', 'digest', token)}`, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(200);
    return other.address;
  }
});
