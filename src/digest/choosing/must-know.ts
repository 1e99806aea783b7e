import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { wordsOf, type ItemFacts } from '../editions/edition.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { MOST_MUST_KNOW, mustKnowProblem } from './must-know.rules.js';

/** Keeps what everybody must know to two items a week, so that it goes on meaning something. */
@Injectable()
export class MustKnow {
  constructor(
    private readonly db: Db,
    private readonly store: EditionStore,
  ) {}

  /** Returns why an edition has too much of it, in words, or undefined. Only the weekly one is asked. */
  async problem(edition: Edition): Promise<string | undefined> {
    if (edition.kind !== 'digest' || edition.letterId) return undefined;
    const inside = (await this.store.items(edition.id)).filter(({ leftOut }) => !leftOut).map(wordsOf);
    const own = inside.filter(({ mustKnow }) => mustKnow);
    const before = await this.#before(
      edition,
      own.map(({ key }) => key),
    );
    return mustKnowProblem(
      own.map(({ title }) => title),
      before,
    );
  }

  /** @throws Conflict when an edition has more of it than a week may have */
  async refuse(edition: Edition): Promise<void> {
    const problem = await this.problem(edition);
    if (problem) throw new Conflict(problem);
  }

  /**
   * Returns items for an edition that goes out by itself between two instants, the bounds of its week: what the week
   * has no room for any more is told like everything else. What was must-know this week stays so.
   */
  async demoted(items: readonly ItemFacts[], from: Date, until: Date): Promise<ItemFacts[]> {
    if (!items.some(({ mustKnow }) => mustKnow)) return [...items];
    const told = await this.#toldBetween(from, until);
    return items.map((item) => {
      if (!item.mustKnow || told.has(item.key)) return item;
      if (told.size >= MOST_MUST_KNOW) return { ...item, mustKnow: false };
      told.add(item.key);
      return item;
    });
  }

  /** What everybody had to know, and what urgent briefings owe to some. */
  async #toldBetween(from: Date, until: Date): Promise<Set<string>> {
    const rows = await this.db.query<{ key: string }>(
      `select distinct i.key from edition e join edition_item i on i.network_id = e.network_id and i.edition_id = e.id
       where e.letter_id is not null and e.send_after >= $1 and e.send_after < $2 and not i.left_out
         and (i.item->>'mustKnow' = 'true'
           or exists (select 1 from briefing_owed o where o.letter_id = e.letter_id and o.item_key = i.key))`,
      [from, until],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Other items that were must-know in editions of the same week; whatever kind, and each once. */
  async #before({ id, weekFrom, weekTo }: Edition, own: string[]): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `select count(distinct i.key)::integer as count
       from edition e join edition_item i on i.network_id = e.network_id and i.edition_id = e.id
       where e.id <> $1 and e.letter_id is not null and e.week_from between $2 and $3
         and not i.left_out and i.item->>'mustKnow' = 'true' and not i.key = any ($4::text[])`,
      [id, weekFrom, weekTo, own],
    );
    return row!.count;
  }
}
