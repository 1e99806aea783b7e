import { Injectable } from '@nestjs/common';
import { Clock } from '../core/clock/index.js';
import { Db } from '../core/database/index.js';
import type { NetworkFacts } from '../core/network/index.js';

/** The network of the current transaction, for verbs that need its name, zone or settings. */
@Injectable()
export class ThisNetwork {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  async facts(): Promise<NetworkFacts> {
    const row = await this.db.one<{ facts: NetworkFacts }>(
      'select network_facts(n) as facts from network n where n.id = $1',
      [this.db.networkId],
    );
    return row!.facts;
  }

  /** Today's date in the network's zone. */
  async today(): Promise<string> {
    return this.clock.today((await this.facts()).zone);
  }
}
