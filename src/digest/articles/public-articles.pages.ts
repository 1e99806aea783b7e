import { Get, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Me, Public, type Actor } from '../../core/access/index.js';
import { defineOpenPage, Pages, type PageAnswer } from '../../core/web/index.js';
import { pagerOf } from '../../core/web/templates/index.js';
import { ThisNetwork } from '../this-network.js';
import { articleQuery } from './article.input.js';
import { ArticleQueries } from './article.queries.js';
import { ArticleShow } from './article.show.js';
import { Articles } from './articles.service.js';

const PER_PAGE = 50;
const TITLE = 'Articles for everybody';

defineOpenPage({ path: 'articles/public', words: TITLE, position: 20, module: 'digest' });

/** Articles for the open web: those that say so, to whoever comes. */
@Public()
@Pages('articles/public', 'digest')
export class PublicArticlesPages {
  constructor(
    private readonly articles: Articles,
    private readonly queries: ArticleQueries,
    private readonly shows: ArticleShow,
    private readonly here: ThisNetwork,
  ) {}

  @Get()
  async list(
    @Param('network') network: string,
    @Query({ schema: articleQuery }) { page }: z.output<typeof articleQuery>,
  ): Promise<PageAnswer> {
    const filter = { show: 'ready' as const, isPublic: true };
    const from = (page - 1) * PER_PAGE;
    const { articles, total } = await this.queries.list(filter, await this.here.today(), from, PER_PAGE);
    const path = `/${network}/articles/public`;
    return this.shows.list('digest/articles/views/public', articles, {
      title: TITLE,
      section: 'Articles',
      pager: pagerOf({ path, query: {}, page, size: PER_PAGE, total }),
    });
  }

  @Get(':id')
  async show(
    @Me() me: Actor | undefined,
    @Param() { network, id }: { network: string; id: string },
  ): Promise<PageAnswer> {
    const article = await this.articles.read(undefined, id);
    return this.shows.page(me, article, network, { href: `/${network}/articles/public`, words: TITLE });
  }
}
