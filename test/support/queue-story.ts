import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { HOUSE } from '../../src/core/database/index.js';
import { JobRunner, Jobs } from '../../src/core/jobs/index.js';
import { Post, shortLetter } from '../../src/core/mail/index.js';
import { TestApp } from './app.js';

/** What a queue must do for us, whatever it runs on. The sweeper is set too slow to help. */
export function queueStory(env: () => Record<string, string>): void {
  let folkmoot: TestApp;

  beforeAll(async () => {
    folkmoot = await TestApp.start({ FOLKMOOT_MAIL_SWEEP_SECONDS: '3600', ...env() });
    folkmoot.app.get(JobRunner).start();
  });
  afterAll(() => folkmoot.stop());

  const write = (address: string) =>
    folkmoot.db.inNetwork(HOUSE, () =>
      folkmoot.app.get(Post).toOne(
        { address },
        {
          kind: 'notice',
          subject: 'Hello',
          fromName: 'Folkmoot',
          fromLocal: 'post',
          resend: 'ask',
          piece: shortLetter(['Hello.']),
        },
      ),
    );

  const arrived = async (address: string): Promise<boolean> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (folkmoot.sink.to(address).length > 0) return true;
      await new Promise((done) => setTimeout(done, 25));
    }
    return false;
  };

  it('wakes the sender as soon as the act has committed', async () => {
    await write('ada@example.org');
    expect(await arrived('ada@example.org')).toBe(true);
  });

  it('keeps quiet about an act that was rolled back', async () => {
    const act = folkmoot.db.inNetwork(HOUSE, async () => {
      await folkmoot.app.get(Post).toOne(
        { address: 'nobody@example.org' },
        {
          kind: 'notice',
          subject: 'x',
          fromName: 'x',
          fromLocal: 'post',
          resend: 'ask',
          piece: shortLetter(['x']),
        },
      );
      throw new Error('changed my mind');
    });
    await expect(act).rejects.toThrow('changed my mind');
    await write('tom@example.org');
    expect(await arrived('tom@example.org')).toBe(true);
    expect(folkmoot.sink.to('nobody@example.org')).toHaveLength(0);
  });

  it('does no harm when it calls twice, or calls a job nobody knows', async () => {
    const jobs = folkmoot.app.get(Jobs);
    await Promise.all([jobs.send('mail.send', {}), jobs.send('mail.send', {}), jobs.send('no.such.job', {})]);
    await write('una@example.org');
    expect(await arrived('una@example.org')).toBe(true);
    expect(folkmoot.sink.to('una@example.org')).toHaveLength(1);
  });
}
