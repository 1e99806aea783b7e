import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Settings } from '../../core/config/index.js';
import { Glossary } from '../../core/glossary/index.js';
import { page, type PageAnswer } from '../../core/web/index.js';
import type { WordedLink } from '../../core/web/templates/index.js';
import { Districts } from '../../members/index.js';
import { viewFiles } from '../attachments/attachment.view.js';
import { Attachments } from '../attachments/attachments.service.js';
import { fullPiece, itemWords } from '../choosing/index.js';
import { ThisNetwork } from '../this-network.js';
import { itemOf } from './article.digest.js';
import type { Article } from './article.rules.js';
import { ArticleStore } from './article.store.js';
import { viewArticle, viewRow } from './article.view.js';
import { ArticleWordsCheck } from './article.words.js';
import { submissionView } from './submission.view.js';
import { SubmissionStore } from './submission.store.js';

/** The pages on which articles are read. */
@Injectable()
export class ArticleShow {
  constructor(
    private readonly store: ArticleStore,
    private readonly submissions: SubmissionStore,
    private readonly glossary: Glossary,
    private readonly words: ArticleWordsCheck,
    private readonly attachments: Attachments,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
    private readonly settings: Settings,
  ) {}

  /** Returns the page of one article, with what its writers and editors see besides. */
  async page(
    me: Actor | undefined,
    article: Article,
    network: string,
    back: WordedLink,
  ): Promise<PageAnswer> {
    const context = await this.#context();
    const view = viewArticle(me, article, context);
    const sees = me !== undefined && (me.may('articles.draft') || me.personId === article.authorId);
    return page('digest/articles/views/show', {
      title: view.heading,
      section: 'Articles',
      back,
      article: view,
      mayReady: view.mayDecide && article.state !== 'ready',
      files: viewFiles(await this.attachments.of(article.id)),
      ...(sees ? await this.#besides(me, article, network, context.districts) : {}),
    });
  }

  /** Returns a page that lists articles, each short form explained once. */
  async list(
    view: string,
    articles: readonly Article[],
    facts: { title: string; [key: string]: unknown },
  ): Promise<PageAnswer> {
    const context = await this.#context();
    return page(view, { ...facts, rows: articles.map((article) => viewRow(article, context)) });
  }

  async #besides(me: Actor, article: Article, network: string, districts: { id: string; name: string }[]) {
    const submission = await this.submissions.latest(article.id);
    const writes = me.may('articles.draft');
    return {
      submission: submission && submissionView(submission, article, districts),
      canReturn: me.may('articles.write') && article.state === 'submitted' && submission !== undefined,
      check: article.state === 'withdrawn' ? undefined : await this.words.of(me, article),
      text: writes ? await this.#asInMail(article, network) : undefined,
      history: writes ? await this.store.history(article.id) : [],
    };
  }

  async #context() {
    const districts = await this.districts.all();
    return { districts, today: await this.here.today(), explain: await this.glossary.explainer() };
  }

  /** The article as the plain text of a digest has it, but for the reason, which each reader has of their own. */
  async #asInMail(article: Article, network: string): Promise<string> {
    const files = (await this.attachments.forItems([article.id])).get(article.id);
    const words = itemWords({ ...itemOf(article), ...files }, `${this.settings.baseUrl}/${network}`);
    return fullPiece(words, 'as it is for each of them.').text.trim();
  }
}
