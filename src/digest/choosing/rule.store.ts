import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { AS_IT_WAS, sameOrder, standingOf, type Standing } from './precedence.rules.js';

/** Where a network's own order of the rules is kept; the usual one is kept as nothing. */
@Injectable()
export class RuleStore {
  constructor(private readonly db: Db) {}

  /** Returns the order of the rules in this network. */
  async order(): Promise<Standing[]> {
    const rows = await this.db.query<{ name: string; on: boolean }>(
      'select name, is_on as "on" from choosing_rule order by position, name',
    );
    return standingOf(rows);
  }

  async keep(order: readonly Standing[]): Promise<void> {
    await this.db.query('delete from choosing_rule');
    if (sameOrder(order, AS_IT_WAS)) return;
    await this.db.query(
      `insert into choosing_rule (name, position, is_on)
       select name, place, is_on from unnest($1::text[], $2::boolean[]) with ordinality as r (name, is_on, place)`,
      [order.map(({ name }) => name), order.map(({ on }) => on)],
    );
  }
}
