import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { SECTION } from './kind.rules.js';
import { wordsOf, type EditionItem, type ItemFacts } from '../editions/edition.rules.js';

/** What urgent briefings still owe: items, and to whom. */
export interface Owed {
  items: ItemFacts[];
  /** Keys of items by person. */
  byPerson: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Days for which a briefing that somebody was left out of is still worth their reading. */
const WORTH = 35;

/** What was left out of somebody's full week, so that their next digest carries it before everything else. */
@Injectable()
export class BriefingsOwed {
  constructor(private readonly db: Db) {}

  /** Notes that these people were left out of a briefing. */
  async note(letterId: string, itemKey: string, personIds: readonly string[]): Promise<void> {
    await this.db.query(
      `insert into briefing_owed (letter_id, person_id, item_key)
       select $1, unnest($2::uuid[]), $3 on conflict do nothing`,
      [letterId, personIds, itemKey],
    );
  }

  /**
   * Returns what is owed at a moment, whether or not it was paid since: what somebody has been sent is known from the
   * ledger. A briefing that was stopped owes nothing, nor does an article that was withdrawn or has closed.
   */
  async at(moment: Date, today: string): Promise<Owed> {
    const rows = await this.db.query<EditionItem & { personIds: string[] }>(
      `select i.key, i.position, i.item, i.title, i.summary, false as "leftOut", o.person_ids as "personIds"
       from (select letter_id, item_key, array_agg(person_id) as person_ids from briefing_owed group by 1, 2) o
       join edition e on e.letter_id = o.letter_id and e.send_after > $1::timestamptz - make_interval(days => $3)
       join edition_item i on i.network_id = e.network_id and i.edition_id = e.id and i.key = o.item_key
       left join article a on 'article:' || a.id = i.key
       where a.id is null or (a.state = 'ready' and coalesce(a.closes_on >= $2::date, true))
       order by e.send_after, i.key`,
      [moment, today, WORTH],
    );
    const byPerson = new Map<string, Set<string>>();
    for (const { key, personIds } of rows)
      for (const id of personIds) byPerson.set(id, (byPerson.get(id) ?? new Set()).add(key));
    return { items: rows.map(itemOf), byPerson };
  }
}

/** A passage of a briefing is a briefing among the articles of a digest. */
function itemOf(row: EditionItem): ItemFacts {
  const item = wordsOf(row);
  return { ...item, kind: item.kind === SECTION ? 'briefing' : item.kind, mustKnow: true };
}
