import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { Contributions, Searchable, type Hit, type SearchEntry } from '../contracts/index.js';
import { Db } from '../database/index.js';
import { searchQuery, searchText } from '../text/index.js';

/** The network's search index: modules put words in, and say what of a find a person may see. */
@Injectable()
export class Search {
  constructor(
    private readonly db: Db,
    private readonly contributions: Contributions,
  ) {}

  /** Puts entries in the index, or renews them. */
  async put(entries: SearchEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const plain = entries.map((one) => ({
      ...one,
      title: searchText(one.title),
      body: searchText(one.body),
    }));
    await this.db.query('select search_put($1::jsonb)', [JSON.stringify(plain)]);
  }

  /** Takes entries out. */
  async drop(kind: string, ids: string[]): Promise<void> {
    if (ids.length > 0) await this.db.query('select search_drop($1, $2::uuid[])', [kind, ids]);
  }

  /** Returns what this person may see of the best `most` finds, best first. */
  async find(me: Actor, text: string, most = 50): Promise<Hit[]> {
    const query = searchQuery(text);
    if (!query) return [];
    const searchables = this.contributions.all<Searchable>(Searchable);
    const kinds = searchables.flatMap(({ kinds }) => [...kinds]);
    const found = await this.db.query<{ kind: string; id: string }>(
      'select kind, id from search_find($1, $2, $3)',
      [kinds, query, most],
    );
    const hits = new Map<string, Hit>();
    for (const searchable of searchables) {
      for (const kind of searchable.kinds) {
        const ids = found.filter((one) => one.kind === kind).map(({ id }) => id);
        if (ids.length === 0) continue;
        for (const hit of await searchable.show(me, kind, ids)) hits.set(`${kind} ${hit.id}`, hit);
      }
    }
    return found.flatMap(({ kind, id }) => hits.get(`${kind} ${id}`) ?? []);
  }

  /** Builds the index of the current network again; returns how many entries it holds. */
  async rebuild(): Promise<number> {
    let count = 0;
    for (const searchable of this.contributions.all<Searchable>(Searchable)) {
      for await (const entries of searchable.entries()) {
        await this.put(entries);
        count += entries.length;
      }
    }
    return count;
  }
}
