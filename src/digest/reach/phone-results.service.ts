import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Db, isId } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { KEEP } from '../print/postings.service.js';
import type { CallResult } from './phone-lists.rules.js';
import { PhoneLists, type PhoneList } from './phone-lists.service.js';

/** What became of calls, and who asked not to be rung again. */
@Injectable()
export class PhoneResults {
  constructor(
    private readonly db: Db,
    private readonly lists: PhoneLists,
    private readonly audit: Audit,
  ) {}

  /**
   * Keeps what a volunteer says became of the calls; an organisation that was reached is marked so in the ledger, and
   * no more when that was a slip. @throws Conflict when the last day is over
   */
  async report(list: PhoneList, results: ReadonlyMap<string, CallResult>): Promise<number> {
    if (!(await this.lists.isOpen(list))) throw new Conflict('The last day of this list is over.');
    let changed = 0;
    for (const [organisationId, result] of results) {
      const rows = await this.db.query(
        `update phone_call set result = $3, at = app_now()
         where list_id = $1 and organisation_id = $2 and result is distinct from $3 returning organisation_id`,
        [list.id, organisationId, result],
      );
      if (rows.length === 0) continue;
      changed += 1;
      await this.#mark(list, organisationId, result === 'reached');
    }
    return changed;
  }

  async #mark({ id, editionId }: PhoneList, organisationId: string, isReached: boolean): Promise<void> {
    if (!isReached) {
      await this.db.query(
        `delete from reach_mark where edition_id = $1 and organisation_id = $2 and channel = 'phoned' and batch = $3`,
        [editionId, organisationId, id],
      );
      return;
    }
    await this.db.query(
      `insert into reach_mark (edition_id, organisation_id, channel, batch, note) values ($1, $2, 'phoned', $3, 'By a volunteer')
       on conflict do nothing`,
      [editionId, organisationId, id],
    );
  }

  /** Returns the organisations that asked not to be rung again, and when; by name. */
  async stopped(): Promise<{ organisationId: string; organisation: string; at: Date }[]> {
    return this.db.query(
      `select c.organisation_id as "organisationId", o.name as organisation, max(c.at) as at from phone_call c
       join organisation o on o.network_id = c.network_id and o.id = c.organisation_id
       where c.result = 'stop' group by 1, 2 order by 2`,
    );
  }

  /** Lets an organisation be rung again that had asked not to be. @throws Conflict when it had not */
  async ringAgain(me: Actor, organisationId: string): Promise<void> {
    allow(me.may(KEEP));
    const rows = isId(organisationId)
      ? await this.db.query(
          `update phone_call set result = null, at = null where organisation_id = $1 and result = 'stop' returning 1`,
          [organisationId],
        )
      : [];
    if (rows.length === 0) throw new Conflict('They have not asked to be left alone.');
    await this.audit.record(me, 'phone-lists.ring-again', { type: 'organisation', id: organisationId }, {});
  }
}
