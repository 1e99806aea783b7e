import { afterAll, describe, expect, it } from '@jest/globals';
import { Ledger } from '../../src/core/mail/engine/ledger.js';
import { HOUSE } from '../../src/core/database/index.js';
import { Post } from '../../src/core/mail/index.js';
import { TestApp } from '../support/app.js';

const PEOPLE = 2000;
const PIECES = [{ text: 'Hello', html: '<p>Hello</p>' }];

/** Entries that this connection has read from all indexes of the ledger. */
async function entriesRead(db: TestApp['db']): Promise<number> {
  const [{ read }] = await db.query<{ read: string }>(
    `select sum(pg_stat_get_xact_tuples_returned(indexrelid)) as read from pg_index where indrelid = 'delivery'::regclass`,
  );
  return Number(read);
}

describe('The gate before the final dot', () => {
  let folkmoot: TestApp;
  afterAll(() => folkmoot.stop());

  it('looks each copy up by its key, however many others there are', async () => {
    folkmoot = await TestApp.start();
    const post = folkmoot.app.get(Post);
    const ledger = folkmoot.app.get(Ledger);
    const letter = {
      ...{ kind: 'digest', list: 'digest', subject: 'This week', fromName: 'GRID', fromLocal: 'digest' },
      ...{ resend: 'ask' as const, sendAfter: folkmoot.clock.now(), mark: post.newMark() },
    };
    const copies = Array.from({ length: PEOPLE }, (_, n) => ({
      ...{ personId: null, readers: [], name: `Person ${n}`, address: `p${n}@example.org` },
      ...{ pieces: [0], holes: {}, state: 'pending' as const },
    }));
    await folkmoot.db.inNetwork(HOUSE, () => post.freeze(letter, PIECES, copies));
    const claimed = await ledger.claim(HOUSE, PEOPLE);
    await folkmoot.db.inNetwork(HOUSE, async () => {
      const before = await entriesRead(folkmoot.db);
      for (let from = 0; from < 500; from += 5) {
        const rows = claimed.slice(from, from + 5);
        const gates = rows.map((row) => ({ key: row.id, token: row.lease_token, sha256: Buffer.alloc(32) }));
        expect((await ledger.commit(HOUSE, gates, [])).size).toBe(5);
      }
      expect((await entriesRead(folkmoot.db)) - before).toBeLessThan(2000);
    });
  });
});
