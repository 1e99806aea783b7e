import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { ThisNetwork } from '../this-network.js';
import { ArticleShow } from './article.show.js';
import { returnForm, versionForm } from './article.input.js';
import { mayChange, mayDecide, readerOf } from './article.rules.js';
import { savedWords } from './articles.pages.js';
import { Articles } from './articles.service.js';
import { Submissions } from './submissions.service.js';

interface In {
  network: string;
  id: string;
}

/** One article: reading it, and deciding about it. */
@Can('articles.write')
@Pages('articles', 'digest')
export class ArticlePages {
  constructor(
    private readonly articles: Articles,
    private readonly submissions: Submissions,
    private readonly shows: ArticleShow,
    private readonly here: ThisNetwork,
  ) {}

  /** What the reader has submitted, and where it stands. */
  @Can('articles.submit')
  @Get('submissions')
  async mine(@Me() me: Actor, @Param('network') network: string): Promise<PageAnswer> {
    return this.shows.list('digest/articles/views/submissions', await this.submissions.mine(me), {
      title: 'What you sent',
      section: 'Articles',
      back: { href: `/${network}/articles`, words: 'Articles' },
    });
  }

  @Can('articles.read')
  @Get(':id')
  async show(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const back = readerOf(me) ? 'Articles' : 'All articles';
    return this.shows.page(me, await this.articles.read(me, id), network, {
      href: `/${network}/articles`,
      words: back,
    });
  }

  @Post(':id/readiness')
  async makeReady(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: versionForm }) { version }: z.output<typeof versionForm>,
  ): Promise<RedirectAnswer> {
    await this.articles.makeReady(me, id, version);
    const { closesOn } = await this.articles.read(me, id);
    return redirect(`/articles/${id}`, savedWords('ready', closesOn, await this.here.today()));
  }

  @Can('articles.submit')
  @Get(':id/withdrawal')
  async confirmWithdrawal(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const article = await this.articles.read(me, id);
    if (!mayChange(me, article)) throw new NotFound();
    return page('digest/articles/views/withdrawal', {
      title: 'Withdraw this article?',
      section: 'Articles',
      back: { href: `/${network}/articles/${id}`, words: article.title },
      article,
    });
  }

  @Can('articles.submit')
  @Post(':id/withdrawal')
  async withdraw(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    await this.articles.withdraw(me, id);
    return redirect(`/articles/${id}`, 'The article is withdrawn. No digest will carry it.');
  }

  @Get(':id/return')
  async askReason(@Me() me: Actor, @Param() { network, id }: In): Promise<PageAnswer> {
    const article = await this.articles.read(me, id);
    const submission = await this.submissions.latest(id);
    if (!mayDecide(me) || article.state !== 'submitted' || !submission) throw new NotFound();
    return page('digest/articles/views/return', {
      title: 'Send it back',
      section: 'Articles',
      back: { href: `/${network}/articles/${id}`, words: article.title },
      article,
      who: submission.who,
    });
  }

  @Form('askReason')
  @Post(':id/return')
  async sendBack(
    @Me() me: Actor,
    @Param() { id }: In,
    @Body({ schema: returnForm }) { reason }: z.output<typeof returnForm>,
  ): Promise<RedirectAnswer> {
    await this.submissions.sendBack(me, id, reason);
    return redirect(`/articles/${id}`, 'The article is sent back. Whoever sent it is told why.');
  }
}
