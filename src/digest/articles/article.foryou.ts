import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { ThisNetwork } from '../this-network.js';
import { weekOfDate } from '../editions/week.rules.js';
import { ArticleQueries } from './article.queries.js';

/** Articles that wait for this week's edition to be composed, and the first one of a new network. */
@ForYou()
@Injectable()
export class ArticlesForYou implements ForYou {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly here: ThisNetwork,
    private readonly db: Db,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    if (me.may('articles.write') && !(await this.#has('article')))
      return [{ words: 'Write your first article', href: '/articles/new', position: 42 }];
    if (!me.may('digest.compose')) return [];
    const today = await this.here.today();
    if (await this.#has('edition', weekOfDate(today).key)) return [];
    const ready = (await this.queries.waiting(today)).length;
    if (ready === 0) return [];
    const are = `${sayPlural(ready, 'article')} ${ready === 1 ? 'is' : 'are'} ready`;
    return [{ words: `Compose this week’s digest: ${are}`, href: '/digest', position: 6 }];
  }

  async #has(table: 'article' | 'edition', key?: string): Promise<boolean> {
    const found =
      table === 'article'
        ? await this.db.one('select 1 from article limit 1')
        : await this.db.one("select 1 from edition where kind = 'digest' and key = $1", [key]);
    return found !== undefined;
  }
}
