import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { HOUSE } from '../../src/core/database/index.js';
import { JobRunner } from '../../src/core/jobs/index.js';
import { Post } from '../../src/core/mail/index.js';
import { TestApp } from '../support/app.js';

const url = process.env.FOLKMOOT_TEST_REDIS_URL;
const PEOPLE = 400;
const FLUSHES = 20;

/** The Redis is the one `.ci/run` has started for this alone. */
(url ? describe : describe.skip)(
  'A Redis that forgets everything, again and again, while a letter goes out',
  () => {
    let folkmoot: TestApp;
    let redis: Redis;

    beforeAll(async () => {
      folkmoot = await TestApp.start({
        REDIS_URL: url!,
        FOLKMOOT_MAIL_SWEEP_SECONDS: '1',
        FOLKMOOT_MAIL_CONNECTIONS: '2',
      });
      redis = new Redis(url!, { maxRetriesPerRequest: null });
      folkmoot.app.get(JobRunner).start();
    });
    afterAll(async () => {
      redis.disconnect();
      await folkmoot.stop();
    });

    const freeze = (from: number, people: number) =>
      folkmoot.db.inNetwork(HOUSE, () => {
        const post = folkmoot.app.get(Post);
        const copies = Array.from({ length: people }, (_, n) => ({
          ...{ personId: null, readers: [], name: `Person ${from + n}`, address: `p${from + n}@example.org` },
          ...{ pieces: [0], holes: {}, state: 'pending' as const },
        }));
        const letter = {
          ...{ kind: 'digest', subject: 'This week', fromName: 'GRID', fromLocal: 'digest' },
          ...{ resend: 'ask' as const, sendAfter: new Date(0), mark: post.newMark() },
        };
        return post.freeze(letter, [{ text: 'This week.\n', html: '<p>This week.</p>' }], copies);
      });

    it('changes nothing: everybody is sent it once', async () => {
      const share = PEOPLE / FLUSHES;
      for (let n = 0; n < FLUSHES; n += 1) {
        await freeze(n * share, share);
        await redis.flushall();
      }
      for (let tries = 0; tries < 400 && folkmoot.sink.taken.length < PEOPLE; tries += 1)
        await new Promise((done) => setTimeout(done, 50));
      const times = folkmoot.sink.taken.map(({ to }) => to);
      expect(times).toHaveLength(PEOPLE);
      expect(new Set(times).size).toBe(PEOPLE);
    });
  },
);
