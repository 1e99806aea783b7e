import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../database/index.js';
import { Events } from '../../events/index.js';
import { Deliveries } from '../deliveries.js';
import type { SentCopy } from '../inbound/correspondents.js';
import { complaintRate } from './complaint-rate.rules.js';
import { Troubles } from './troubles.js';

/** A failure as a report tells of it. */
export interface BounceFacts {
  how: 'hard' | 'soft';
  source: 'dsn' | 'text';
  status: string | null;
  diagnostic: string;
  relay: string;
}

/** Why nothing goes to a list before somebody has looked at the complaints about it; the count follows. */
export const REVIEW =
  'Too many people have complained about these e-mails. Please look at the complaints first.';

/** Takes down what came back: failures wait to be scored, complaints act at once. */
@Injectable()
export class Bounces {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly troubles: Troubles,
    private readonly deliveries: Deliveries,
  ) {}

  /**
   * Notes a failure of one copy; returns false when it was known. The same failure counts once, however many ways it
   * is told; a soft one that turns out hard waits for its verdict once more (E27 of the mail page).
   */
  async note(copy: SentCopy, facts: BounceFacts): Promise<boolean> {
    const rows = await this.db.query(
      `insert into bounce (id, delivery_id, source, how, status, diagnostic, relay, address_lc) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (network_id, delivery_id, kind) do update
         set source = excluded.source, how = excluded.how, status = excluded.status, diagnostic = excluded.diagnostic,
           relay = excluded.relay, at = app_now(), state = 'waiting', scored_at = null, trouble_id = null
         where coalesce(bounce.how, 'soft') = 'soft' and excluded.how = 'hard' or bounce.state = 'dropped'
       returning id`,
      [
        ...[newId(), copy.id, facts.source, facts.how, facts.status, facts.diagnostic.slice(0, 500)],
        ...[facts.relay.slice(0, 300), copy.address],
      ],
    );
    return rows.length > 0;
  }

  /** A complaint (RFC 5965): that list stops at once for whoever reads there; nobody is deleted. Returns false when it was known. */
  async complain(copy: SentCopy): Promise<boolean> {
    const rows = await this.db.query(
      `insert into bounce (id, delivery_id, kind, source, address_lc, state, scored_at)
       values ($1, $2, 'complaint', 'arf', $3, 'scored', app_now()) on conflict (network_id, delivery_id, kind) do nothing returning id`,
      [newId(), copy.id, copy.address],
    );
    if (rows.length === 0) return false;
    const { address, list, id: deliveryId } = copy;
    for (const personId of copy.readers) {
      await this.events.tell('address.bounced', { personId, address, how: 'complaint', list, deliveryId });
      const { id } = await this.troubles.raise({
        ...{ kind: 'complaint', key: `${personId} ${list ?? ''}`, personId, address, list },
        words: 'Their mail programme reported our e-mail as unwanted.',
      });
      await this.troubles.tell(id, 'Somebody complained about our e-mails', [
        `Whoever reads ${address} has pressed “this is spam” on one of our e-mails${list ? `, so the list “${list}” no longer goes there` : ''}. Nobody was deleted.`,
        'It may have been a slip: a telephone call often helps.',
      ]);
    }
    await this.#weigh(copy);
    return true;
  }

  /** The rate of complaints of a run (E7): a warning, or no further sending to that list before somebody has looked. */
  async #weigh({ letterId, list }: SentCopy): Promise<void> {
    if (list === null) return;
    const row = await this.db.one<{ complaints: number; accepted: number }>(
      `select count(*) filter (where b.id is not null)::integer as complaints, count(*)::integer as accepted
       from delivery d left join bounce b on b.network_id = d.network_id and b.delivery_id = d.id and b.kind = 'complaint'
       where d.letter_id = $1 and (d.state = 'sent' or b.id is not null)`,
      [letterId],
    );
    const { rate, alarm } = complaintRate(row!.complaints, row!.accepted);
    if (alarm === 'none') return;
    const percent = (rate * 100).toFixed(2);
    const count = `${row!.complaints} of ${row!.accepted} have complained: ${percent} %.`;
    const key = alarm === 'block' ? `list:${list}` : `letter:${letterId}`;
    const words = alarm === 'block' ? `${REVIEW} ${count}` : count;
    const { id } = await this.troubles.raise({ kind: 'complaint-rate', key, letterId, list, words });
    if (alarm !== 'block') return;
    await this.#pauseList(list, words);
    await this.troubles.tell(id, `Nothing more goes to the list “${list}” before you have looked`, [
      count,
      'Large mail providers put senders with more than 0.3 % of complaints into the spam folder of everybody. Sending to this list waits until you have looked at the complaints.',
    ]);
  }

  async #pauseList(list: string, because: string): Promise<void> {
    const open = await this.db.query<{ id: string }>(
      `select l.id from letter l where l.list = $1 and l.state = 'open'
         and exists (select 1 from delivery d where d.letter_id = l.id and d.state in ('pending', 'sending'))`,
      [list],
    );
    for (const { id } of open) await this.deliveries.pause(id, because);
  }
}
