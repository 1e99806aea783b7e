import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Keys } from '../../src/core/config/index.js';
import { stopToken } from '../../src/core/mail/index.js';
import { Preferences } from '../../src/members/preferences/index.js';
import { County, SUNRISE, WEEK, YOUTH } from './digest-county.js';

const TOM = 'tom@youth.example.org';

let county: County;
let outside: pg.Client;

async function compose(env: Record<string, string> = {}): Promise<void> {
  county = await County.found([SUNRISE, YOUTH], { env });
  await county.articles(WEEK);
  await county.command('digest compose');
  outside = new pg.Client({ connectionString: county.folkmoot.database.superUrl });
  await outside.connect();
}
afterEach(async () => {
  await outside.end();
  await county.stop();
});

const tom = async () => {
  const [{ id, network }] = await county.rows<{ id: string; network: string }>(
    `select id, network_id as network from person where given = 'Tom'`,
  );
  return { id, network };
};

/** The press that a mail programme makes. */
const oneClick = async () => {
  const { id, network } = await tom();
  const token = stopToken(county.folkmoot.app.get(Keys).for('tokens'), network, 'digest', id);
  const visitor = county.folkmoot.visitor();
  return visitor.raw('POST', county.path('stop', 'digest', token), 'List-Unsubscribe=One-Click');
};

/** Waits until as many connections wait for a lock, or all of `acts` are over. */
async function stuck(count: number, ...acts: Promise<unknown>[]): Promise<void> {
  let over = false;
  void Promise.allSettled(acts).then(() => (over = true));
  while (!over) {
    const { rows } = await outside.query<{ waiting: string }>(
      'select count(*) as waiting from pg_locks where not granted',
    );
    if (Number(rows[0].waiting) >= count) return;
    await pause(20);
  }
}

async function whoGetsIt(): Promise<string[]> {
  county.folkmoot.sink.taken.length = 0;
  county.moveTo('2026-11-18T11:00:00Z');
  await county.folkmoot.deliver();
  return county.folkmoot.sink.taken.map(({ to }) => to).sort();
}

describe('Somebody who stops the digest while an edition is being fixed', () => {
  it('gets no copy when the audience had been read before', async () => {
    await compose();
    await outside.query('begin');
    await outside.query('lock table letter in share row exclusive mode');
    const approval = county.command('digest approve');
    await stuck(1, approval);
    const stop = oneClick();
    await stuck(2, stop);
    await outside.query('commit');
    await approval;
    expect((await stop).status).toBe(200);
    expect(await whoGetsIt()).not.toContain(TOM);
    expect(await county.command('digest status')).toMatchObject({
      audience: 3,
      counts: { sent: 2, skipped: 1 },
    });
  });

  it('gets no copy when the stop had begun before', async () => {
    await compose();
    const { id } = await tom();
    const lane = new EventEmitter();
    const [said, go] = [once(lane, 'said'), once(lane, 'go')];
    const stop = county.inside(async () => {
      await county.folkmoot.app.get(Preferences).stop('product', [id], 'digest', 'one-click');
      lane.emit('said');
      await go;
    });
    await said;
    const approval = county.command('digest approve');
    await stuck(1, approval);
    lane.emit('go');
    await stop;
    await approval;
    expect(await whoGetsIt()).not.toContain(TOM);
  });

  it('gets no copy when the command line fixes an approved edition anew', async () => {
    // Nothing can leave, so whatever the sender does the copies are there to be looked at.
    await compose({ SMTP_URL: 'smtp://127.0.0.1:1' });
    const ruth = await county.api('ruth@grid.example.org');
    expect((await ruth('POST', '/editions/2026-W47/approval', {})).status).toBe(200);
    await outside.query('begin');
    await outside.query('lock table letter_piece in share row exclusive mode');
    const sending = county.command('digest send', '--wait', '0');
    await stuck(1, sending);
    const stop = oneClick();
    await stuck(2, stop);
    await outside.query('commit');
    expect((await stop).status).toBe(200);
    await expect(sending).rejects.toThrow('still wait');
    const [{ id }] = await county.rows<{ id: string }>(
      `select letter_id as id from edition where key = '2026-W47'`,
    );
    const copies = await county.rows<{ state: string }>(
      `select d.state from delivery d join delivery_reader r on r.delivery_id = d.id where d.letter_id = $1 and r.person_id = $2`,
      [id, (await tom()).id],
    );
    expect(copies).toEqual([{ state: 'skipped' }]);
  });
});
