import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { ArticlesForDigest } from '../articles/article.digest.js';
import { wordsOf, type EditionItem, type ItemFacts } from '../editions/edition.rules.js';
import { articleOf, SECTION } from './kind.rules.js';

/** What urgent briefings still owe: items, and to whom. */
export interface Owed {
  items: ItemFacts[];
  /** Keys of items by person. */
  byPerson: ReadonlyMap<string, ReadonlySet<string>>;
}

interface OwedRow extends EditionItem {
  personIds: string[];
  /** What was corrected since, in the words of the corrections. */
  corrected: string[];
}

/** Days for which a briefing that somebody was left out of is still worth their reading. */
const WORTH = 35;

/** What was left out of somebody's full week, so that their next digest carries it before everything else. */
@Injectable()
export class BriefingsOwed {
  constructor(
    private readonly db: Db,
    private readonly articles: ArticlesForDigest,
  ) {}

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
   * ledger. A briefing that was stopped or may still be stopped owes nothing, nor does an article that was withdrawn or
   * has closed; one that was corrected brings the correction, and an article comes in its words of today.
   */
  async at(moment: Date, today: string): Promise<Owed> {
    const rows = await this.db.query<OwedRow>(
      `select i.key, i.position, i.item, i.title, i.summary, false as "leftOut", o.person_ids as "personIds",
         array(select ci.item->>'body' from edition c join edition_item ci on ci.network_id = c.network_id and ci.edition_id = c.id
               where c.about_id = e.id and c.kind = 'correction' and c.send_after <= $1 and not ci.left_out order by c.id) as corrected
       from (select letter_id, item_key, array_agg(person_id) as person_ids from briefing_owed group by 1, 2) o
       join edition e on e.letter_id = o.letter_id and e.send_after <= $1
         and e.send_after > $1::timestamptz - make_interval(days => $3)
       join letter l on l.network_id = e.network_id and l.id = e.letter_id and l.state <> 'cancelled'
       join edition_item i on i.network_id = e.network_id and i.edition_id = e.id and i.key = o.item_key
       left join article a on 'article:' || a.id = i.key
       where a.id is null or (a.state = 'ready' and coalesce(a.closes_on >= $2::date, true))
       order by e.send_after, i.key`,
      [moment, today, WORTH],
    );
    const byPerson = new Map<string, Set<string>>();
    for (const { key, personIds } of rows)
      for (const id of personIds) byPerson.set(id, (byPerson.get(id) ?? new Set()).add(key));
    const current = await this.#todays(rows);
    return { items: rows.map((row) => itemOf(row, current.get(row.key))), byPerson };
  }

  /** The articles among what is owed, in their words of today. */
  async #todays(rows: readonly OwedRow[]): Promise<Map<string, ItemFacts>> {
    if (!rows.some(({ key }) => articleOf(key))) return new Map();
    return new Map((await this.articles.itemsFor()).map((item) => [item.key, item]));
  }
}

/** A passage of a briefing is a briefing among the articles of a digest. */
function itemOf(row: OwedRow, current?: ItemFacts): ItemFacts {
  const item = current ?? wordsOf(row);
  const body = [...row.corrected.map((words) => `**Corrected since:** ${words}`), item.body].join('\n\n');
  return { ...item, body, kind: item.kind === SECTION ? 'briefing' : item.kind, mustKnow: true };
}
