import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Nameable } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';
import { kindOfKey, sentenceNameOfKey } from '../kinds/kind.rules.js';

/** Names editions wherever they are only known by their ids, such as in the log. */
@Nameable()
@Injectable()
export class EditionsNamed implements Nameable {
  readonly kinds = ['edition'];

  constructor(private readonly db: Db) {}

  async show(me: Actor, _kind: string, ids: string[]) {
    if (!me.may('digest.read')) return [];
    const editions = await this.db.query<{ id: string; key: string; from: string }>(
      'select id, key, week_from::text as "from" from edition where id = any ($1::uuid[])',
      [ids],
    );
    return editions.map(({ id, key, from }) => ({
      id,
      title: `the ${kindOfKey(key) === 'digest' ? 'digest for the ' : ''}${sentenceNameOfKey(key, from)}`,
      href: `/digest/${key}`,
    }));
  }
}
