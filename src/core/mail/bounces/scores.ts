import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { Db } from '../../database/index.js';
import { Events } from '../../events/index.js';
import { treatmentOf, type Learned } from './score.rules.js';
import { Troubles } from './troubles.js';

/** A failure that counts against an address. */
export interface ScoredFailure {
  id: string;
  deliveryId: string;
  address: string;
  how: 'hard' | 'soft' | null;
  list: string | null;
  diagnostic: string;
}

const TELEPHONE = 'E-mails to them have failed three times over ten days or more. Please telephone.';

/** Counts failures against addresses, and says what follows. */
@Injectable()
export class Scores {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly troubles: Troubles,
  ) {}

  /** Counts one failure, once. A hard one holds the address, through the event; soft ones may make somebody telephone. */
  async score({ id, deliveryId, address, how, list, diagnostic }: ScoredFailure): Promise<void> {
    const rows = await this.db.query(
      `update bounce set state = 'scored', scored_at = app_now() where id = $1 and state in ('waiting', 'suspended') returning id`,
      [id],
    );
    if (rows.length === 0 || how === null) return;
    const readers = await this.#readers(deliveryId);
    for (const personId of readers)
      await this.events.tell('address.bounced', { personId, address, how, list, deliveryId });
    const treatment = treatmentOf(await this.#learned(address, readers), this.clock.now().getTime());
    if (treatment !== 'telephone') return;
    const words =
      diagnostic === '' ? TELEPHONE : `${TELEPHONE} Their server says: “${diagnostic.slice(0, 200)}”`;
    for (const personId of readers)
      await this.troubles.raise({
        kind: 'telephone',
        key: `${personId} ${address}`,
        personId,
        address,
        words,
      });
  }

  async #readers(deliveryId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      'select person_id as id from delivery_reader where delivery_id = $1 order by person_id',
      [deliveryId],
    );
    return rows.map(({ id }) => id);
  }

  /** What is known of an address in the last month: failures that count, and copies that nothing came back for. */
  async #learned(address: string, readers: string[]): Promise<Learned[]> {
    const rows = await this.db.query<{ at: number; what: Learned['what'] }>(
      `select (extract(epoch from b.at) * 1000)::float8 as at, b.how as what from bounce b
       where b.address_lc = $1 and b.kind = 'bounce' and b.state = 'scored' and b.at > app_now() - interval '31 days'
       union all
       select (extract(epoch from d.finished_at) * 1000)::float8, 'delivered' from delivery_reader r
       join delivery d on d.network_id = r.network_id and d.id = r.delivery_id
       where r.person_id = any ($2::uuid[]) and d.address_lc = $1 and d.state = 'sent'
         and d.finished_at > app_now() - interval '31 days'
         and not exists (select 1 from bounce b where b.delivery_id = d.id)`,
      [address, readers],
    );
    return rows;
  }
}
