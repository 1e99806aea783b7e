import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import type { PieceFacts } from '../editions/edition.store.js';
import { Sets } from './history.rules.js';

/** Copies that arrived, may have arrived, or are on their way. */
const REACHED = `('pending', 'sending', 'committed', 'uncertain', 'sent')`;

interface Carrier {
  letterId: string;
  pieces: PieceFacts[];
}

/** Somebody who reads a mailbox together with others, and the point from which it is theirs. */
interface Sharer {
  personId: string;
  address: string;
  /** Its id is older than those of letters that went to the mailbox since. */
  pointId: string;
}

/** People who read one mailbox with others; whoever reads no e-mail there is not among them. */
const SHARERS = `with shared as (select value_key from contact_point where kind = 'email'
    group by value_key having min(person_id::text) <> max(person_id::text))
  select c.person_id as "personId", c.value_key as address, c.id as "pointId"
  from shared join contact_point c on c.kind = 'email' and c.value_key = shared.value_key
  join person p on p.network_id = c.network_id and p.id = c.person_id
  where c.held_since is null and p.erased_at is null and p.preferred_channel <> 'post'
    and ($1::uuid[] is null or c.person_id = any ($1))
  order by c.id`;

/** What to look for: only these items, and not in this edition. */
export interface Asked {
  keys?: readonly string[];
  except?: string;
  /** Only editions that were approved before then. */
  before?: Date | null;
}

/**
 * What people have been sent, read from the ledger itself: who was a reader of which copy, and what the pieces of that
 * copy were. So a changed frequency, district or address makes neither a hole nor a repeat. What came to a mailbox, all
 * have had who read it then, whichever of them it was for.
 */
@Injectable()
export class SentBefore {
  constructor(private readonly db: Db) {}

  /**
   * Returns the keys of the items that people have been sent, in full or in one line, in any edition of any kind; all
   * people unless told. Who has been sent none is not there. Equal sets are one object.
   */
  async alreadySent(
    personIds: readonly string[] | null,
    asked: Asked = {},
  ): Promise<Map<string, ReadonlySet<string>>> {
    const sets = new Sets();
    const sent = new Map<string, ReadonlySet<string>>();
    const wanted = asked.keys && new Set(asked.keys);
    const sharers = await this.db.query<Sharer>(SHARERS, [personIds]);
    for (const { letterId, pieces } of await this.#carriers(asked)) {
      const own = await this.#readers(letterId, personIds);
      const shared = sharers.length > 0 ? await this.#sharing(letterId, sharers) : [];
      for (const { numbers, readers } of [...own, ...shared]) {
        const keys = sets.of(keysOf(numbers, pieces, wanted));
        if (keys.size === 0) continue;
        for (const id of readers.split(',')) {
          const before = sent.get(id);
          sent.set(id, before ? sets.union(before, keys) : keys);
        }
      }
    }
    return sent;
  }

  /** Editions that have any of these items; what was owed to somebody stands in no list of items. */
  async #carriers({ keys, except, before }: Asked): Promise<Carrier[]> {
    return this.db.query<Carrier>(
      `select e.letter_id as "letterId", e.pieces from edition e
       where e.letter_id is not null and e.id is distinct from $2 and ($3::timestamptz is null or e.approved_at < $3)
         and ($1::text[] is null
           or exists (select 1 from edition_item i where i.edition_id = e.id and i.key = any ($1))
           or exists (select 1 from briefing_owed o join letter l on l.network_id = o.network_id and l.id = o.letter_id
                      where o.item_key = any ($1) and l.send_after <= e.send_after))
       order by e.id`,
      [keys ?? null, except ?? null, before ?? null],
    );
  }

  /** The readers of a letter, grouped by what their copies hold: one row for each readership, however many they are. */
  async #readers(letterId: string, personIds: readonly string[] | null) {
    return this.db.query<{ numbers: number[]; readers: string }>(
      `select d.pieces as numbers, string_agg(r.person_id::text, ',') as readers
       from delivery d join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id
       where d.letter_id = $1 and d.state in ${REACHED} and ($2::uuid[] is null or r.person_id = any ($2))
       group by d.pieces`,
      [letterId, personIds],
    );
  }

  /** The same of those to whose mailbox a copy went that was another's. */
  async #sharing(letterId: string, sharers: readonly Sharer[]) {
    return this.db.query<{ numbers: number[]; readers: string }>(
      `select d.pieces as numbers, string_agg(s.person_id::text, ',') as readers
       from unnest($2::uuid[], $3::text[], $4::uuid[]) as s (person_id, address, point_id)
       join delivery d on d.letter_id = $1 and d.address_lc = s.address and d.state in ${REACHED}
       where s.point_id < $1::uuid group by d.pieces`,
      [
        letterId,
        sharers.map(({ personId }) => personId),
        sharers.map(({ address }) => address),
        sharers.map(({ pointId }) => pointId),
      ],
    );
  }
}

function keysOf(numbers: readonly number[], pieces: PieceFacts[], wanted?: ReadonlySet<string>): string[] {
  return numbers.flatMap((number) => {
    const facts = pieces[number];
    return facts && 'key' in facts && (!wanted || wanted.has(facts.key)) ? [facts.key] : [];
  });
}
