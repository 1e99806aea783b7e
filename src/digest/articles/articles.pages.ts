import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Limits, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { ThisNetwork } from '../this-network.js';
import { askedWords } from './article-form.rules.js';
import { ArticleForms } from './article.forms.js';
import { articleForm, submissionForm } from './article.input.js';
import { mayChange, type Article, type WrittenState } from './article.rules.js';
import { ArticleWordsCheck } from './article.words.js';
import { Articles } from './articles.service.js';
import { Submissions } from './submissions.service.js';

interface In {
  network: string;
  id: string;
}

type Typed = z.output<typeof articleForm>;
type Submitted = z.output<typeof submissionForm>;

/** Writing articles: in the office, or as somebody who submits one. */
@Can('articles.submit')
@Pages('articles', 'digest')
export class ArticlesPages {
  constructor(
    private readonly articles: Articles,
    private readonly submissions: Submissions,
    private readonly forms: ArticleForms,
    private readonly words: ArticleWordsCheck,
    private readonly limits: Limits,
    private readonly here: ThisNetwork,
  ) {}

  @Get('new')
  async add(@Me() me: Actor): Promise<PageAnswer> {
    return this.forms.of(me);
  }

  /** Looks at the words of a new article; nothing is kept but what is said of short forms. */
  @Form('add')
  @Post('check')
  async checkNew(@Me() me: Actor, @Body() body: Record<string, unknown>): Promise<PageAnswer> {
    await this.words.learn(me, askedWords(body));
    return this.forms.of(me, undefined, body);
  }

  @Can('articles.draft')
  @Form('add')
  @Post()
  async create(@Me() me: Actor, @Body({ schema: articleForm }) typed: Typed): Promise<RedirectAnswer> {
    await this.words.learn(me, typed.asked);
    const id = await this.articles.write(me, typed);
    return redirect(`/articles/${id}`, savedWords(typed.state, typed.closesOn, await this.here.today()));
  }

  @Form('add')
  @Post('submissions')
  async submit(@Me() me: Actor, @Body({ schema: submissionForm }) typed: Submitted): Promise<RedirectAnswer> {
    await this.limits.spend('upload', me.personId);
    const id = await this.submissions.submit(me, typed);
    return redirect(`/articles/${id}`, savedWords('submitted'));
  }

  @Get(':id/edit')
  async edit(@Me() me: Actor, @Param() { id }: In, @Query() _query: unknown): Promise<PageAnswer> {
    return this.forms.of(me, await this.#mine(me, id));
  }

  @Form('edit')
  @Post(':id/check')
  async check(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body() body: Record<string, unknown>,
  ): Promise<PageAnswer> {
    const article = await this.#mine(me, id);
    await this.words.learn(me, askedWords(body));
    return this.forms.of(me, article, body);
  }

  @Can('articles.draft')
  @Form('edit')
  @Post(':id')
  async save(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: articleForm }) typed: Typed,
  ): Promise<RedirectAnswer> {
    await this.words.learn(me, typed.asked);
    await this.articles.edit(me, id, typed);
    return redirect(`/articles/${id}`, savedWords(typed.state, typed.closesOn, await this.here.today()));
  }

  @Form('edit')
  @Post(':id/submission')
  async submitAgain(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: submissionForm }) typed: Submitted,
  ): Promise<RedirectAnswer> {
    await this.limits.spend('upload', me.personId);
    await this.submissions.again(me, id, typed);
    return redirect(`/articles/${id}`, savedWords('submitted'));
  }

  async #mine(me: Actor, id: string): Promise<Article> {
    const article = await this.articles.read(me, id);
    if (!mayChange(me, article)) throw new NotFound();
    return article;
  }
}

/** What is said once an article is saved in a state; a closing date is held against today's. */
export function savedWords(state: WrittenState, closesOn: string | null = null, today = ''): string {
  if (state === 'ready' && closesOn !== null && closesOn < today)
    return `It closed on ${sayDate(closesOn)}, so no digest will offer it. Change the date if that is wrong.`;
  if (state === 'ready') return 'The article is ready. The next digest will offer it.';
  if (state === 'submitted')
    return 'The article waits for approval. Whoever sent it is told by e-mail what becomes of it.';
  return 'The draft is kept. No digest will carry it until you make it ready.';
}
