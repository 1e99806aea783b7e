import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { Db } from '../../database/index.js';
import { Conflict, NotFound } from '../../errors/index.js';
import { Deliveries } from '../deliveries.js';
import { REVIEW } from './bounces.js';
import { Scores, type ScoredFailure } from './scores.js';
import { Troubles, type TroubleRow } from './troubles.js';

/** What was found out about many failures at once. */
export type OutageDecision = 'ours' | 'theirs';

/** What co-ordinators do about trouble with mail. */
@Injectable()
export class TroubleDesk {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly scores: Scores,
    private readonly deliveries: Deliveries,
    private readonly troubles: Troubles,
  ) {}

  /** Somebody has telephoned, looked at a complaint, or let a list go on. @throws NotFound, Conflict */
  async settle(me: Actor, id: string): Promise<void> {
    const trouble = await this.#find(me, id);
    if (trouble.kind === 'outage') throw new Conflict('Say first whose trouble it was.');
    allow(trouble.kind !== 'complaint-rate' || me.may('mail.decide'), 'Only a co-ordinator may say this.');
    await this.#close(me, id, 'seen');
    if (trouble.kind === 'complaint-rate' && trouble.key.startsWith('list:'))
      for (const letterId of await this.#pausedFor(trouble.list)) await this.deliveries.resume(letterId);
  }

  /** Says whether many failures were an outage, and are forgotten, or wrong addresses, and count. @throws NotFound */
  async decide(me: Actor, id: string, decision: OutageDecision): Promise<void> {
    allow(me.may('mail.decide'), 'Only a co-ordinator may say this.');
    const trouble = await this.#find(me, id);
    if (trouble.kind !== 'outage') throw new NotFound();
    if (decision === 'ours') {
      await this.db.query(
        `update bounce set state = 'dropped' where trouble_id = $1 and state = 'suspended'`,
        [id],
      );
    } else for (const failure of await this.#failures(id)) await this.scores.score(failure);
    await this.#close(me, id, decision);
  }

  async #find(me: Actor, id: string): Promise<TroubleRow> {
    allow(me.may('inbox.read'));
    const trouble = await this.troubles.find(id);
    if (!trouble) throw new NotFound();
    if (trouble.doneAt) throw new Conflict('Somebody else has seen to this meanwhile.');
    return trouble;
  }

  async #close(me: Actor, id: string, decision: string): Promise<void> {
    await this.db.query(
      'update mail_trouble set done_at = app_now(), done_by = $2, decision = $3 where id = $1',
      [id, me.personId, decision],
    );
    await this.audit.record(me, 'mail-trouble.settled', { type: 'mail-trouble', id }, { decision });
  }

  #failures(troubleId: string): Promise<ScoredFailure[]> {
    return this.db.query<ScoredFailure>(
      `select b.id, b.delivery_id as "deliveryId", b.address_lc as address, b.how, l.list, b.diagnostic
       from bounce b join delivery d on d.network_id = b.network_id and d.id = b.delivery_id
       join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where b.trouble_id = $1 and b.state = 'suspended' order by b.at, b.id`,
      [troubleId],
    );
  }

  async #pausedFor(list: string | null): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select id from letter where list = $1 and state = 'paused' and starts_with(paused_because, $2)`,
      [list, REVIEW],
    );
    return rows.map(({ id }) => id);
  }
}
