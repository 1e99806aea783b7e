import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../core/database/index.js';
import { NotFound } from '../../core/errors/index.js';
import { kindOfKey, type EditionKind } from '../kinds/kind.rules.js';
import { EDITION, type Edition, type NewEdition } from './edition.columns.js';
import type { EditionItem, ItemFacts } from './edition.rules.js';

export type { Edition, NewEdition, PieceFacts } from './edition.columns.js';

/** Where editions and their items are kept. */
@Injectable()
export class EditionStore {
  constructor(private readonly db: Db) {}

  /** Returns an edition of any kind by its key; `lock` holds on to it for a change. @throws NotFound */
  async find(key: string, lock = false): Promise<Edition> {
    const kind = kindOfKey(key);
    const edition = kind
      ? await this.db.one<Edition>(
          `select ${EDITION} from edition where kind = $1 and key = $2 ${lock ? 'for update' : ''}`,
          [kind, key],
        )
      : undefined;
    if (!edition) throw new NotFound();
    return edition;
  }

  /** Returns an edition by its id. @throws NotFound */
  async byId(id: string): Promise<Edition> {
    const edition = await this.db.one<Edition>(`select ${EDITION} from edition where id = $1`, [id]);
    if (!edition) throw new NotFound();
    return edition;
  }

  /** True when a key has its edition already. */
  async has(key: string): Promise<boolean> {
    return (
      (await this.db.one('select 1 from edition where kind = $1 and key = $2', [kindOfKey(key), key])) !==
      undefined
    );
  }

  /** Returns the latest weekly edition, or undefined when there is none. */
  async latest(): Promise<Edition | undefined> {
    return (await this.list(null, 1, ['digest']))[0];
  }

  /** Returns editions, the latest first; `before` is the key of the last one of the page before. */
  async list(before: string | null, most: number, kinds?: readonly EditionKind[]): Promise<Edition[]> {
    return this.db.query<Edition>(
      `select ${EDITION} from edition where ($3::text[] is null or kind = any ($3))
         and ($1::text is null or (week_from, id) < (select b.week_from, b.id from edition b where b.kind = $2 and b.key = $1))
       order by week_from desc, id desc limit $4`,
      [before, before === null ? null : (kindOfKey(before) ?? null), kinds ?? null, most],
    );
  }

  /** Returns the corrections of an edition, the first of them first. */
  async correctionsOf(editionId: string): Promise<Edition[]> {
    return this.db.query<Edition>(`select ${EDITION} from edition where about_id = $1 order by id`, [
      editionId,
    ]);
  }

  /** Returns editions that have been approved and are not all settled as far as anybody knows. */
  async onTheirWay(): Promise<Edition[]> {
    return this.db.query<Edition>(
      `select ${EDITION} from edition where state in ('approved', 'sending') order by key`,
    );
  }

  /** Makes the edition of a key unless there is one; returns whether it was made. */
  async make({ key, from, to, subject, aboutId, audience }: NewEdition): Promise<boolean> {
    const made = await this.db.one(
      `insert into edition (id, kind, key, week_from, week_to, subject, about_id, audience) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (network_id, kind, key) do nothing returning id`,
      [
        newId(),
        kindOfKey(key),
        key,
        from,
        to,
        subject ?? null,
        aboutId ?? null,
        JSON.stringify(audience ?? {}),
      ],
    );
    return made !== undefined;
  }

  /** Takes an edition back as if it had never been: only for one that nobody has seen. */
  async drop(editionId: string): Promise<void> {
    await this.db.query('delete from edition_item where edition_id = $1', [editionId]);
    await this.db.query(`delete from edition where id = $1 and state = 'composing'`, [editionId]);
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
    const values = Object.values(changes).map((value) => (isJson(value) ? JSON.stringify(value) : value));
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

function isJson(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
