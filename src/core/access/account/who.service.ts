import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Db } from '../../database/index.js';
import { Invalid, NotFound } from '../../errors/index.js';
import type { NetworkFacts } from '../../network/index.js';

/** Somebody who signs in with an address, in one network. */
export interface Namesake {
  id: string;
  name: string;
}

/** Several people may share a mailbox: which of them is sitting there? */
@Injectable()
export class Who {
  constructor(private readonly db: Db) {}

  /** The people behind an account in a network. @throws NotFound when there is none */
  async people(accountId: string, slug: string): Promise<{ network: NetworkFacts; people: Namesake[] }> {
    const found = await this.db.one<{ network: NetworkFacts | null }>('select network_find($1) as network', [
      slug,
    ]);
    if (!found?.network) throw new NotFound();
    const { network } = found;
    const row = await this.db.one<{ people: Namesake[] }>('select people_of($1, $2, null) as people', [
      network.id,
      accountId,
    ]);
    if (!row || row.people.length === 0) throw new NotFound();
    return { network, people: row.people.map(({ id, name }) => ({ id, name })) };
  }

  /** The networks of an account, and whether several people share it there. */
  async networks(accountId: string): Promise<{ slug: string; name: string; shared: boolean }[]> {
    const sql = 'select account_networks($1) as networks';
    const { networks } = (await this.db.one<{ networks: { slug: string; name: string }[] }>(sql, [
      accountId,
    ]))!;
    const all: { slug: string; name: string; shared: boolean }[] = [];
    for (const one of networks) {
      const { people } = await this.people(accountId, one.slug);
      all.push({ ...one, shared: people.length > 1 });
    }
    return all;
  }

  /** Remembers for this session who it is. @throws Invalid for somebody else's name */
  async choose(sessionSecret: string, accountId: string, slug: string, personId: string): Promise<void> {
    const { network, people } = await this.people(accountId, slug);
    if (!people.some(({ id }) => id === personId)) throw new Invalid({ person: 'Choose who you are.' });
    const hash = createHash('sha256').update(sessionSecret).digest();
    await this.db.query('select session_choose($1, $2, $3)', [hash, network.id, personId]);
  }
}
