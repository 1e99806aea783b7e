import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Api, Describe } from '../../core/web/index.js';
import { Districts } from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import { answerOf, articleAnswer } from './article.answer.js';
import { articleBody, articleListQuery } from './article.input.js';
import { ArticleQueries } from './article.queries.js';
import { readerOf } from './article.rules.js';

import { Articles } from './articles.service.js';

type Answer = z.output<typeof articleAnswer>;

/** Articles for programs. */
@Can('articles.read')
@Api('articles', 'digest')
export class ArticlesApi {
  constructor(
    private readonly articles: Articles,
    private readonly queries: ArticleQueries,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
  ) {}

  @Describe({
    summary: 'Lists articles, the newest first; drafts only for those who write',
    answer: articleAnswer,
    list: true,
  })
  @Get()
  async list(
    @Me() me: Actor,
    @Param('network') network: string,
    @Query({ schema: articleListQuery }) query: z.output<typeof articleListQuery>,
  ): Promise<{ items: Answer[]; next: string | null }> {
    const { after, most, ...filter } = query;
    const own = { ...filter, reader: readerOf(me) };
    const found = await this.queries.after(own, await this.here.today(), after ?? null, most + 1);
    const shown = found.slice(0, most);
    const districts = await this.districts.all();
    const items = shown.map((article) => answerOf(article, districts));
    const last = found.length > most ? shown.at(-1) : undefined;
    return { items, next: last ? nextOf(network, { ...filter, most, after: last.id }) : null };
  }

  @Describe({ summary: 'Gives one article', answer: articleAnswer })
  @Get(':id')
  async show(@Me() me: Actor, @Param('id') id: string): Promise<Answer> {
    return answerOf(await this.articles.read(me, id), await this.districts.all());
  }

  @Describe({ summary: 'Writes an article, as a draft unless told', answer: articleAnswer, status: 201 })
  @Can('articles.draft')
  @Post()
  async write(
    @Me() me: Actor,
    @Body({ schema: articleBody }) input: z.output<typeof articleBody>,
  ): Promise<Answer> {
    const id = await this.articles.write(me, input);
    return answerOf(await this.articles.read(me, id), await this.districts.all());
  }
}

function nextOf(network: string, query: Record<string, string | number | undefined>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(
    kept.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return `/api/v1/${network}/articles?${text}`;
}
