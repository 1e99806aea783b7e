import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Searchable, type Hit, type SearchEntry } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';
import { Glossary } from '../../core/glossary/index.js';
import { ArticleQueries } from './article.queries.js';
import { mayRead } from './article.rules.js';
import { searchEntry } from './article.search-entry.js';

const PER_PAGE = 200;

/** Articles in the search box: each person finds what they may read. */
@Searchable()
@Injectable()
export class ArticlesSearchable implements Searchable {
  readonly kinds = ['article'];

  constructor(
    private readonly db: Db,
    private readonly queries: ArticleQueries,
    private readonly glossary: Glossary,
  ) {}

  async show(me: Actor, kind: string, ids: string[]): Promise<Hit[]> {
    const articles = await this.queries.some(ids);
    const explain = await this.glossary.explainer();
    return articles
      .filter((article) => mayRead(me, article))
      .map(({ id, title, summary, meanings }) => ({
        id,
        kind,
        kindWords: 'Article',
        title: explain.plain(title, meanings),
        href: `/articles/${id}`,
        summary: explain.plain(summary, meanings),
      }));
  }

  async *entries(): AsyncIterable<SearchEntry[]> {
    let last: string | null = null;
    for (;;) {
      const rows: { id: string }[] = await this.db.query(
        'select id from article where $1::uuid is null or id > $1 order by id limit $2',
        [last, PER_PAGE],
      );
      if (rows.length === 0) return;
      const articles = await this.queries.some(rows.map(({ id }) => id));
      yield articles.map((article) => searchEntry(article.id, article));
      last = rows.at(-1)!.id;
    }
  }
}
