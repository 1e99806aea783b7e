import { Injectable } from '@nestjs/common';
import { Contributions, DigestSource } from '../../core/contracts/index.js';
import type { ItemFacts } from '../editions/edition.rules.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { isWritten } from './kind.rules.js';
import { Writings } from './writings.service.js';

/** What there is just now for an edition to hold. */
@Injectable()
export class Offers {
  constructor(
    private readonly store: EditionStore,
    private readonly contributions: Contributions,
    private readonly writings: Writings,
  ) {}

  /** What all modules offer for the days of a digest, the first offer of a key; of a written edition its own items. */
  async of({ id, kind, weekFrom, weekTo }: Edition): Promise<ItemFacts[]> {
    if (isWritten(kind)) return this.writings.offered(await this.store.items(id));
    return this.within(weekFrom, weekTo);
  }

  /** What all modules offer for these days, the first offer of a key. */
  async within(from: string, to: string): Promise<ItemFacts[]> {
    const offered = new Map<string, ItemFacts>();
    for (const source of this.contributions.all<DigestSource>(DigestSource)) {
      for (const item of await source.itemsFor({ from, to }))
        if (!offered.has(item.key)) offered.set(item.key, item);
    }
    return [...offered.values()];
  }
}
