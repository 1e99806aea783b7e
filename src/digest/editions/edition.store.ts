import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import type { Group } from './choose.rules.js';
import type { EditionItem, EditionState, ItemFacts } from './edition.rules.js';
import { weekOfKey, type Week } from './week.rules.js';

/** What a piece of an edition's letter is: an item with its reason, a heading, or null for the first and last words. */
export type PieceFacts = { key: string; reason: string; brief: boolean } | { group: Group } | null;

/** An edition as it is kept. `pieces` says of each piece of its letter what it is. */
export interface Edition {
  id: string;
  key: string;
  weekFrom: string;
  weekTo: string;
  state: EditionState;
  /** Raised by every change, so that an approval can say what it is of. */
  version: number;
  subject: string | null;
  intro: string;
  note: string | null;
  letterId: string | null;
  pieces: PieceFacts[];
  sendAfter: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  sentAt: Date | null;
}

const EDITION = `id, key, week_from::text as "weekFrom", week_to::text as "weekTo", state, version, subject, intro, note, letter_id as "letterId", pieces,
  send_after as "sendAfter", approved_by as "approvedBy", approved_at as "approvedAt", sent_at as "sentAt"`;

/** Where editions and their items are kept. */
@Injectable()
export class EditionStore {
  constructor(private readonly db: Db) {}

  /** Returns an edition by its week; `lock` holds on to it for a change. @throws NotFound */
  async find(key: string, lock = false): Promise<Edition> {
    const edition = weekOfKey(key)
      ? await this.db.one<Edition>(
          `select ${EDITION} from edition where kind = 'digest' and key = $1 ${lock ? 'for update' : ''}`,
          [key],
        )
      : undefined;
    if (!edition) throw new NotFound();
    return edition;
  }

  /** True when a week has its edition already. */
  async has(key: string): Promise<boolean> {
    return (
      (await this.db.one(`select 1 from edition where kind = 'digest' and key = $1`, [key])) !== undefined
    );
  }

  /** Returns the latest edition, or undefined when there is none. */
  async latest(): Promise<Edition | undefined> {
    return (await this.list(null, 1))[0];
  }

  /** Returns editions, the latest first; `before` is the key of the last one of the page before. */
  async list(before: string | null, most: number): Promise<Edition[]> {
    return this.db.query<Edition>(
      `select ${EDITION} from edition where kind = 'digest' and ($1::text is null or key < $1) order by key desc limit $2`,
      [before, most],
    );
  }

  /** Returns editions that have been approved and are not all settled as far as anybody knows. */
  async onTheirWay(): Promise<Edition[]> {
    return this.db.query<Edition>(
      `select ${EDITION} from edition where state in ('approved', 'sending') order by key`,
    );
  }

  /** Makes the edition of a week unless there is one; returns whether it was made. */
  async make(week: Week): Promise<boolean> {
    const made = await this.db.one(
      'insert into edition (id, key, week_from, week_to) values ($1, $2, $3, $4) on conflict (network_id, kind, key) do nothing returning id',
      [newId(), week.key, week.from, week.to],
    );
    return made !== undefined;
  }

  /** Returns the items in the co-ordinator's order. */
  async items(editionId: string): Promise<EditionItem[]> {
    return this.db.query<EditionItem>(
      `select key, position, item, title, summary, left_out as "leftOut" from edition_item
       where edition_id = $1 order by position, key`,
      [editionId],
    );
  }

  async addItems(editionId: string, items: ItemFacts[], from: number): Promise<void> {
    if (items.length === 0) return;
    await this.db.query(
      `insert into edition_item (edition_id, key, position, item)
       select $1, i->>'key', $3 + ordinality::integer, i from jsonb_array_elements($2::jsonb) with ordinality as t (i, ordinality)
       on conflict do nothing`,
      [editionId, JSON.stringify(items), from],
    );
    await this.#raise(editionId);
  }

  async renewItems(editionId: string, items: ItemFacts[]): Promise<void> {
    if (items.length === 0) return;
    await this.db.query(
      `update edition_item e set item = i from jsonb_array_elements($2::jsonb) i where e.edition_id = $1 and e.key = i->>'key'`,
      [editionId, JSON.stringify(items)],
    );
    await this.#raise(editionId);
  }

  async dropItems(editionId: string, keys: string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.db.query('delete from edition_item where edition_id = $1 and key = any ($2::text[])', [
      editionId,
      keys,
    ]);
    await this.#raise(editionId);
  }

  /** Puts the items in this order. */
  async order(editionId: string, keys: string[]): Promise<void> {
    await this.db.query(
      `update edition_item e set position = o.position from unnest($2::text[]) with ordinality as o (key, position)
       where e.edition_id = $1 and e.key = o.key and e.position <> o.position`,
      [editionId, keys],
    );
    await this.#raise(editionId);
  }

  async setItem(
    editionId: string,
    key: string,
    facts: Pick<EditionItem, 'title' | 'summary' | 'leftOut'>,
  ): Promise<void> {
    await this.db.query(
      'update edition_item set title = $3, summary = $4, left_out = $5 where edition_id = $1 and key = $2',
      [editionId, key, facts.title, facts.summary, facts.leftOut],
    );
    await this.#raise(editionId);
  }

  /**
   * Changes columns of an edition; `changes` names them as they are kept. Returns false, with nothing changed, when
   * the edition is no longer in the state, or of the letter, that it was read in.
   */
  async set({ id, state, letterId }: Edition, changes: Partial<Edition>): Promise<boolean> {
    const names = Object.keys(changes).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    const values = Object.values(changes).map((value) =>
      Array.isArray(value) ? JSON.stringify(value) : value,
    );
    const sets = names.map((name, at) => `${name} = $${at + 4}`).join(', ');
    const rows = await this.db.query(
      `update edition set ${sets}, version = version + 1
       where id = $1 and state = $2 and letter_id is not distinct from $3 returning id`,
      [id, state, letterId, ...values],
    );
    return rows.length > 0;
  }

  async #raise(editionId: string): Promise<void> {
    await this.db.query('update edition set version = version + 1 where id = $1', [editionId]);
  }
}
