import { Injectable } from '@nestjs/common';
import { Db, newId } from '../database/index.js';
import { STARTING_EXCUSED, STARTING_TERMS } from './starting-terms.rules.js';
import { withAmbiguity, type Term } from './term.rules.js';

/** What a person writes of a term. */
export type TermWords = Required<Pick<Term, 'short' | 'long' | 'meaning' | 'usedFor'>>;

/** A term on record, with the number of its version. */
export type KeptTerm = Term & { version: number };

/** Where terms and excused capitals are kept. A network's glossary begins with our starting terms, on first use. */
@Injectable()
export class GlossaryStore {
  constructor(private readonly db: Db) {}

  /** Returns every term, in the order of the alphabet. */
  async terms(): Promise<KeptTerm[]> {
    await this.#begin();
    const rows = await this.db.query<Omit<KeptTerm, 'isAmbiguous'>>(
      `select id, short, long, meaning, used_for as "usedFor", version from term order by lower(short), short, lower(long), id`,
    );
    return withAmbiguity(rows) as KeptTerm[];
  }

  async excused(): Promise<string[]> {
    await this.#begin();
    const rows = await this.db.query<{ word: string }>(
      'select word from excused_capital order by lower(word), word',
    );
    return rows.map(({ word }) => word);
  }

  /** Returns what the network itself is called. */
  async network(): Promise<{ name: string; slug: string }> {
    const row = await this.db.one<{ name: string; slug: string }>(
      'select name, slug from network where id = $1',
      [this.db.networkId],
    );
    return row!;
  }

  async insert(terms: readonly (TermWords & { id?: string })[]): Promise<void> {
    const rows = terms.map((one) => ({ ...one, id: one.id ?? newId() }));
    await this.db.query(
      `insert into term (id, short, long, meaning, used_for)
       select (t->>'id')::uuid, t->>'short', t->>'long', t->>'meaning', t->>'usedFor' from jsonb_array_elements($1::jsonb) t
       on conflict (network_id, short, long) do nothing`,
      [JSON.stringify(rows)],
    );
  }

  async update(id: string, { short, long, meaning, usedFor }: TermWords): Promise<void> {
    await this.db.query(
      `update term set short = $2, long = $3, meaning = $4, used_for = $5, version = version + 1, updated_at = app_now() where id = $1`,
      [id, short, long, meaning, usedFor],
    );
  }

  async remove(id: string): Promise<void> {
    await this.db.query('delete from term where id = $1', [id]);
  }

  async excuse(words: readonly string[]): Promise<void> {
    await this.db.query(
      'insert into excused_capital (word) select unnest($1::text[]) on conflict do nothing',
      [words],
    );
  }

  async excuseNoMore(word: string): Promise<void> {
    await this.db.query('delete from excused_capital where word = $1', [word]);
  }

  async #begin(): Promise<void> {
    if (await this.db.one('select 1 from glossary')) return;
    // Of two first uses at once the second waits here for the first, and then finds the terms.
    const begun = await this.db.one(
      'insert into glossary default values on conflict do nothing returning begun_at',
    );
    if (!begun) return;
    await this.insert(STARTING_TERMS.map((one) => ({ ...one, usedFor: '' })));
    await this.excuse(STARTING_EXCUSED);
  }
}
