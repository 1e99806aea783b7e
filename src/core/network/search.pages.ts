import { Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { formText, Here, Limits, Me, Self, type Actor } from '../access/index.js';
import { Search } from '../search/index.js';
import { defineNav, page, Pages } from '../web/index.js';
import type { NetworkFacts } from './facts.rules.js';
import { inside } from './inside.rules.js';

defineNav({ path: 'search', words: 'Search', position: 70 });

const MOST = 50;
const searchInput = z.object({ q: formText(200) });

/** One box that looks through everything a person may see. */
@Pages('search')
export class SearchPages {
  constructor(
    private readonly search: Search,
    private readonly limits: Limits,
  ) {}

  @Self()
  @Get()
  async find(
    @Me() me: Actor,
    @Here() { slug }: NetworkFacts,
    @Query({ schema: searchInput }) { q }: z.output<typeof searchInput>,
  ) {
    if (q !== '') await this.limits.spend('search', me.personId);
    const found = q === '' ? [] : await this.search.find(me, q, MOST);
    const hits = found.map((hit) => ({ ...hit, href: inside(slug, hit.href) }));
    const model = { title: 'Search', q, hits, full: found.length === MOST };
    return page('core/network/views/search', model);
  }
}
