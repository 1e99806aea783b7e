import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { page, type PageAnswer } from '../../core/web/index.js';
import { AUDIENCE_ROLES, Districts } from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import { chosenMeanings, withoutAsked } from './article-form.rules.js';
import type { Article } from './article.rules.js';
import { KIND_CHOICES, READERS_CHOICES, SIZE_CHOICES, THEME_CHOICES, viewForm } from './article.view.js';
import { ArticleWordsCheck } from './article.words.js';

type Typed = Record<string, unknown>;

const STAGE_CHOICES = [1, 2, 3].map((stage) => ({ value: String(stage), words: `Stage ${stage}` }));

/** The pages on which articles are written: the office's form, and the shorter one of whoever submits. */
@Injectable()
export class ArticleForms {
  constructor(
    private readonly words: ArticleWordsCheck,
    private readonly districts: Districts,
    private readonly here: ThisNetwork,
  ) {}

  /** Returns the form, empty or of an article; with something typed, with that and a look at its words. */
  async of(me: Actor, article?: Article, typed?: Typed): Promise<PageAnswer> {
    const writes = me.may('articles.draft');
    const texts = typed ? textsOf(typed) : article;
    return page('digest/articles/views/form', {
      title: titleOf(article, writes),
      section: 'Articles',
      writes,
      action: actionOf(article, writes),
      checkAction: article ? `articles/${article.id}/check` : 'articles/check',
      article: article && viewForm(article),
      check: texts && (await this.words.of(me, texts)),
      answers: typed && withoutAsked(typed),
      ...(await this.#choices(article)),
      states: statesFor(me, article),
    });
  }

  async #choices(article?: Article) {
    const today = await this.here.today();
    const districts = (await this.districts.all()).filter(
      (one) => one.validTo === null || one.validTo > today || article?.districtIds.includes(one.id),
    );
    return {
      kinds: KIND_CHOICES,
      themes: THEME_CHOICES,
      districts: districts.map(({ id, name }) => ({ value: id, words: name })),
      sizes: SIZE_CHOICES,
      stages: STAGE_CHOICES,
      roles: AUDIENCE_ROLES,
      readers: READERS_CHOICES,
      mustKnow: [{ value: 'yes', words: 'Everybody it is for must know this' }],
    };
  }
}

function titleOf(article: Article | undefined, writes: boolean): string {
  if (article) return `Change “${article.title}”`;
  return writes ? 'Write an article' : 'Send us an article';
}

function actionOf(article: Article | undefined, writes: boolean): string {
  if (writes) return article ? `articles/${article.id}` : 'articles';
  return article ? `articles/${article.id}/submission` : 'articles/submissions';
}

function textsOf(typed: Typed) {
  const text = (name: string) => (typeof typed[name] === 'string' ? typed[name].slice(0, 25_000) : '');
  return {
    title: text('title'),
    summary: text('summary'),
    body: text('body'),
    whatItMeans: text('whatItMeans'),
    meanings: chosenMeanings(typed),
  };
}

const DRAFT = { value: 'draft', words: 'Draft', hint: 'Only those who write articles see it.' };
const READY = {
  value: 'ready',
  words: 'Ready',
  hint: 'Those who may read it can, and the next digest takes it in.',
};
const ASK = { value: 'submitted', words: 'Ask for approval', hint: 'An editor looks at it, and tells you.' };
const APPROVE = { ...READY, words: 'Approve it', hint: `${READY.hint} Whoever sent it is told.` };
const WAIT = { ...ASK, words: 'Leave it waiting', hint: 'Your changes are kept. Nobody is told.' };

function statesFor(me: Actor, article?: Article) {
  const isSent = article?.state === 'submitted' || article?.state === 'returned';
  if (isSent) return me.may('articles.write') ? [APPROVE, WAIT] : [ASK];
  return me.may('articles.write') ? [READY, DRAFT] : [DRAFT, ASK];
}
