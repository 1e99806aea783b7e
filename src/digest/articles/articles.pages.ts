import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Districts } from '../../members/index.js';
import { itemWords } from '../editions/item-words.js';
import { fullPiece } from '../editions/letter.rules.js';
import { ThisNetwork } from '../this-network.js';
import { itemOf } from './article.digest.js';
import { articleForm } from './article.input.js';
import { mayChange, type Article } from './article.rules.js';
import { ArticleStore } from './article.store.js';
import { KIND_CHOICES, THEME_CHOICES, viewArticle } from './article.view.js';
import { Articles } from './articles.service.js';

interface In {
  network: string;
  id: string;
}

type Typed = z.output<typeof articleForm>;

const VIEWS = 'digest/articles/views';
const SECTION = 'Articles';

/** One article: reading it, writing it, making it ready, taking it back. */
@Can('articles.draft')
@Pages('articles', 'digest')
export class ArticlesPages {
  constructor(
    private readonly articles: Articles,
    private readonly store: ArticleStore,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
    private readonly settings: Settings,
  ) {}

  @Get('new')
  async add(@Me() me: Actor): Promise<PageAnswer> {
    return this.#form(me, { title: 'Write an article', act: 'Keep as a draft', action: '' });
  }

  @Form('add')
  @Post()
  async create(@Me() me: Actor, @Body({ schema: articleForm }) typed: Typed): Promise<RedirectAnswer> {
    const id = await this.articles.write(me, typed);
    return redirect(`/articles/${id}`, savedWords(typed.state));
  }

  @Can('articles.read')
  @Get(':id')
  async show(@Me() me: Actor, @Param() params: In): Promise<PageAnswer> {
    const article = await this.articles.read(me, params.id);
    const districts = await this.districts.all();
    return page(`${VIEWS}/show`, {
      title: article.title,
      section: SECTION,
      back: { href: `/${params.network}/articles`, words: 'Articles' },
      article: viewArticle(me, article, districts, await this.here.today()),
      text: me.may('articles.draft') ? this.#asInMail(article, params.network) : undefined,
      history: me.may('articles.draft') ? await this.store.history(params.id) : [],
    });
  }

  @Get(':id/edit')
  async edit(@Me() me: Actor, @Param() params: In, @Query() _query: unknown): Promise<PageAnswer> {
    const article = await this.articles.read(me, params.id);
    if (!mayChange(me, article)) throw new NotFound();
    return this.#form(me, { title: `Change “${article.title}”`, article, action: `/${params.id}` });
  }

  @Form('edit')
  @Post(':id')
  async save(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: articleForm }) typed: Typed,
  ): Promise<RedirectAnswer> {
    await this.articles.edit(me, id, typed);
    return redirect(`/articles/${id}`, savedWords(typed.state));
  }

  @Can('articles.write')
  @Post(':id/readiness')
  async makeReady(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    await this.articles.makeReady(me, id);
    return redirect(`/articles/${id}`, savedWords('ready'));
  }

  @Post(':id/withdrawal')
  async withdraw(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    await this.articles.withdraw(me, id);
    return redirect(`/articles/${id}`, 'The article is withdrawn. No digest will carry it.');
  }

  /** The article as the plain text of a digest has it, but for the reason, which each reader has of their own. */
  #asInMail(article: Article, network: string): string {
    const words = itemWords(itemOf(article), `${this.settings.baseUrl}/${network}`);
    return fullPiece(words, 'as it is for each of them.').text.trim();
  }

  async #form(
    me: Actor,
    facts: { title: string; article?: Article; [key: string]: unknown },
  ): Promise<PageAnswer> {
    const { article } = facts;
    const today = await this.here.today();
    const districts = (await this.districts.all()).filter(
      (one) => one.validTo === null || one.validTo > today || article?.districtIds.includes(one.id),
    );
    return page(`${VIEWS}/form`, {
      section: SECTION,
      ...facts,
      article: article && viewArticle(me, article, districts, today),
      kinds: KIND_CHOICES,
      themes: THEME_CHOICES,
      districts: districts.map(({ id, name }) => ({ value: id, words: name })),
      mustKnow: [{ value: 'yes', words: 'Everybody it is for must know this' }],
      states: statesFor(me),
    });
  }
}

function statesFor(me: Actor) {
  const draft = { value: 'draft', words: 'Draft', hint: 'Only those who write articles see it.' };
  const ready = {
    value: 'ready',
    words: 'Ready',
    hint: 'Members can read it, and the next digest takes it in.',
  };
  return me.may('articles.write') ? [ready, draft] : [draft];
}

function savedWords(state: 'draft' | 'ready'): string {
  return state === 'ready'
    ? 'The article is ready. The next digest will offer it.'
    : 'The draft is kept. No digest takes it in until it is made ready.';
}
