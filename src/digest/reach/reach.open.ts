import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import type { Edition } from '../editions/edition.store.js';
import { dayOf } from './reach.rules.js';
import { MEMBERS, TAKEN_CARE_OF } from './reach.queries.js';

/** Finds quickly to whom alone the ledger of an edition need be asked, where most have been reached. */
@Injectable()
export class ReachOpen {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Returns the members that may not have been reached: all for whom that is so, and some for whom it is not. */
  async of({ id, letterId, sendAfter }: Edition): Promise<string[]> {
    const day = dayOf(sendAfter, this.clock.now());
    const members = await this.db.query<{ id: string }>(MEMBERS, [day, null]);
    const done = await this.db.query<{ id: string }>(TAKEN_CARE_OF, [day, id, letterId]);
    const ids = new Set(done.map((one) => one.id));
    return members.flatMap((one) => (ids.has(one.id) ? [] : one.id));
  }
}
