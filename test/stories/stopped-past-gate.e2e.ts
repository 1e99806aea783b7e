import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Ledger } from '../../src/core/mail/engine/ledger.js';
import { Uncertain } from '../../src/core/mail/index.js';
import { ADA, OFFICE, approved, chooses, counts, county, stops, undoes } from './minds-county.js';

const LEASE = randomUUID();

interface Row {
  id: string;
  state: string;
  reason: string | null;
  readers: string[];
}

const copyTo = async (address: string) =>
  (
    await county.rows<Row>(
      `select d.id, d.state, d.reason, array(select p.given from person p join delivery_reader r on r.person_id = p.id
         where r.delivery_id = d.id order by 1) as readers from delivery d where d.address = $1`,
      [address],
    )
  )[0];

/** The final dot of a copy has been released; its lease ends in a number of seconds. */
const pastTheGate = (address: string, seconds: number) =>
  county.rows(
    `update delivery set state = 'committed', committed_at = clock_timestamp() - interval '1 hour', lease_token = $2,
       lease_until = clock_timestamp() + make_interval(secs => $3) where address = $1 returning 1`,
    [address, LEASE, seconds],
  );

/** The mail server has put a copy off, or taken it. */
async function answered(address: string, state: 'pending' | 'sent'): Promise<void> {
  const { id } = await copyTo(address);
  const [{ network_id }] = await county.rows<{ network_id: string }>(
    'select network_id from delivery limit 1',
  );
  await county.folkmoot.app
    .get(Ledger)
    .commit(network_id, [], [{ id, token: LEASE, state, reply: null, reason: null, waitSeconds: 0 }]);
}

const sent = async () => (await county.folkmoot.deliver()).map(({ to }) => to);

describe('A copy that is past the gate when its reader stops', () => {
  beforeEach(async () => {
    await approved();
    county.moveTo('2026-11-18T10:11:00Z');
  });
  afterEach(() => county.stop());

  it('is not sent a second time by itself', async () => {
    await pastTheGate(ADA, -60);
    await county.rows(`update letter set resend = 'resend' returning 1`);
    expect((await stops('Ada')).heading()).toBe('Stopped');
    await sent();
    expect(await copyTo(ADA)).toMatchObject({ state: 'uncertain' });
    await county.folkmoot.app.get(Uncertain).settle();
    expect(await sent()).not.toContain(ADA);
    expect(await copyTo(ADA)).toMatchObject({
      state: 'skipped',
      reason: 'Asked not to get these e-mails any more. Nobody can tell whether this one had arrived.',
    });
  });

  it('is not sent a second time by a person', async () => {
    await pastTheGate(ADA, -60);
    await chooses('Ada', { way: 'paper' });
    await sent();
    const [{ letter_id: letterId }] = await county.rows<{ letter_id: string }>(
      `select letter_id from delivery d join letter l on l.id = d.letter_id where l.kind = 'digest' limit 1`,
    );
    const again = await county.inside(() => county.folkmoot.app.get(Uncertain).sendAgain(letterId));
    expect(again).toBe(0);
    expect(await sent()).not.toContain(ADA);
    expect(await counts()).toMatchObject({ sent: 3, skipped: 1 });
  });

  it('is not sent again when the mail server puts it off, unless they come back', async () => {
    await pastTheGate(ADA, 600);
    await stops('Ada');
    await answered(ADA, 'pending');
    expect(await copyTo(ADA)).toMatchObject({
      state: 'skipped',
      reason: 'Asked not to get these e-mails any more.',
    });
    expect(await sent()).not.toContain(ADA);
    await undoes('Ada');
    expect(await sent()).toEqual([ADA]);
  });

  it('is sent again when they have come back before, and counts as sent when it was', async () => {
    await pastTheGate(ADA, 600);
    await stops('Ada');
    await undoes('Ada');
    await answered(ADA, 'pending');
    expect(await sent()).toContain(ADA);
    await pastTheGate(OFFICE, 600);
    await stops('Ann');
    await stops('Ben');
    await answered(OFFICE, 'sent');
    expect(await copyTo(OFFICE)).toMatchObject({ state: 'sent' });
  });

  it('is sent again to a mailbox as long as one of its readers wants it', async () => {
    await pastTheGate(OFFICE, 600);
    await stops('Ann');
    await stops('Ben');
    await undoes('Ann');
    expect(await copyTo(OFFICE)).toMatchObject({ state: 'committed', readers: ['Ann'] });
    await answered(OFFICE, 'pending');
    expect(await sent()).toContain(OFFICE);
  });

  it('stays uncertain for those who read the same mailbox', async () => {
    await county.rows(
      `update delivery set state = 'uncertain', committed_at = clock_timestamp() where address = $1 returning 1`,
      [OFFICE],
    );
    const [before] = await county.rows('select person_id, message_id from delivery where address = $1', [
      OFFICE,
    ]);
    await stops('Ann');
    expect(await copyTo(OFFICE)).toMatchObject({ state: 'uncertain', readers: ['Ben'] });
    const [after] = await county.rows('select person_id, message_id from delivery where address = $1', [
      OFFICE,
    ]);
    expect(after).toEqual(before);
    await stops('Ben');
    expect(await copyTo(OFFICE)).toMatchObject({ state: 'skipped' });
    await undoes('Ann');
    expect(await copyTo(OFFICE)).toMatchObject({ state: 'uncertain', readers: ['Ann'] });
  });
});
