import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import type { NetworkFacts } from '../../core/network/index.js';
import type { Mailbox } from '../../members/index.js';
import { budgetOf } from '../digest.settings.js';
import type { Edition } from '../editions/edition.columns.js';
import { instantOf, localDate } from '../editions/schedule.rules.js';
import { daysLater, weekOfDate } from '../editions/week.rules.js';
import { floodOf, type Budget, type Flood } from './flood.rules.js';
import type { EditionKind } from './kind.rules.js';

interface Sent {
  id: string;
  kind: EditionKind;
  address: string | null;
  personId: string;
}

/** Days after its time within which a copy has arrived, if ever: a bound on what has to be read. */
const LATEST = 35;

/** What editions have put into people's mailboxes this week, and what one more would. */
@Injectable()
export class Floods {
  constructor(private readonly db: Db) {}

  /** Returns whose budget an edition would exceed in the week in which it goes out. */
  async of(edition: Edition, mailboxes: readonly Mailbox[], at: Date, network: NetworkFacts): Promise<Flood> {
    const budget = this.budget(network);
    const mailed = await this.#mailed(edition, mailboxes, at, network.zone);
    const addresses = mailboxes.map(({ address }) => address);
    return floodOf(edition.kind, addresses, mailed, budget);
  }

  /** How many newsletters and urgent briefings a mailbox may get in a week; null is any number. */
  budget({ settings }: Pick<NetworkFacts, 'settings'>): Budget {
    return budgetOf(settings);
  }

  /** By address, whoever read it: neither a new address nor a new reader makes room. */
  async #mailed(
    edition: Edition,
    mailboxes: readonly Mailbox[],
    at: Date,
    zone: string,
  ): Promise<Map<string, EditionKind[]>> {
    const week = weekOfDate(localDate(at, zone));
    const sent = await this.db.query<Sent>(
      `select d.id, e.kind, d.address_lc as address, r.person_id as "personId"
       from edition e join delivery d on d.network_id = e.network_id and d.letter_id = e.letter_id
       join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id
       where e.id <> $1 and e.send_after > $2::timestamptz - make_interval(days => $4) and e.send_after < $3
         and coalesce(d.finished_at, e.send_after) >= $2 and coalesce(d.finished_at, e.send_after) < $3
         and d.state not in ('held', 'skipped', 'refused')`,
      [
        ...[edition.id, instantOf(week.from, '00:00', zone), instantOf(daysLater(week.to, 1), '00:00', zone)],
        LATEST,
      ],
    );
    const [byAddress, byPerson] = [grouped(sent, 'address'), grouped(sent, 'personId')];
    return new Map(
      mailboxes.map(({ address, readers }) => {
        const mine = [
          ...(byAddress.get(address.toLowerCase()) ?? []),
          ...readers.flatMap(({ personId }) => byPerson.get(personId) ?? []),
        ];
        return [address, [...new Map(mine.map(({ id, kind }) => [id, kind])).values()]];
      }),
    );
  }
}

function grouped(sent: Sent[], by: 'address' | 'personId'): Map<string, Sent[]> {
  const groups = new Map<string, Sent[]>();
  for (const one of sent) {
    const key = one[by] ?? '';
    const others = groups.get(key);
    if (others) others.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
