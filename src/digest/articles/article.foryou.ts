import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { ThisNetwork } from '../this-network.js';
import { weekOfDate } from '../editions/week.rules.js';
import { ArticleQueries } from './article.queries.js';

/** Articles that wait: for approval, for whoever submitted them, for this week's edition; and a new network's first. */
@ForYou()
@Injectable()
export class ArticlesForYou implements ForYou {
  constructor(
    private readonly queries: ArticleQueries,
    private readonly here: ThisNetwork,
    private readonly db: Db,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    return [...(await this.#toDecide(me)), ...(await this.#sentBack(me)), ...(await this.#toCompose(me))];
  }

  async #toDecide(me: Actor): Promise<Waiting[]> {
    if (!me.may('articles.write')) return [];
    const waiting = await this.queries.submitted();
    if (waiting.length === 0) return [];
    const [{ id, title }] = waiting;
    return waiting.length === 1
      ? [{ words: `Approve an article: ${title}`, href: `/articles/${id}`, position: 5 }]
      : [
          {
            words: `${sayPlural(waiting.length, 'article')} wait for approval`,
            href: '/articles?show=submitted',
            position: 5,
          },
        ];
  }

  async #sentBack(me: Actor): Promise<Waiting[]> {
    const mine = await this.queries.submittedBy(me.personId);
    return mine
      .filter(({ state }) => state === 'returned')
      .map(({ id, title }) => ({
        words: `Your article was sent back: ${title}`,
        href: `/articles/${id}`,
        position: 15,
      }));
  }

  async #toCompose(me: Actor): Promise<Waiting[]> {
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
