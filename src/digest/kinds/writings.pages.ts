import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { ArticleQueries } from '../articles/article.queries.js';
import { kindWords } from '../articles/article.view.js';
import { itemsOf, nameOf } from '../editions/edition.view.js';
import { ThisNetwork } from '../this-network.js';
import {
  briefingForm,
  messageForm,
  newsletterForm,
  passageForm,
  picksForm,
  removalForm,
} from './written.input.js';
import { articleOf, SECTION } from './kind.rules.js';
import { Writings } from './writings.service.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/kinds/views';
const FRAME = { section: 'Digest' };
/** Ready articles that are offered for choosing, the newest first. */
const MOST_OFFERED = 200;

/** Writing a newsletter or an urgent briefing. */
@Can('digest.compose')
@Pages('digest', 'digest')
export class WritingsPages {
  constructor(
    private readonly writings: Writings,
    private readonly articles: ArticleQueries,
    private readonly here: ThisNetwork,
  ) {}

  @Get('newsletters/new')
  newsletter(@Me() _me: Actor, @Param() { network }: In): PageAnswer {
    return page(`${VIEWS}/newsletter`, { ...FRAME, title: 'Write a newsletter', back: toDigest(network) });
  }

  @Form('newsletter')
  @Post('newsletters')
  async beginNewsletter(
    @Me() me: Actor,
    @Body({ schema: newsletterForm }) words: z.output<typeof newsletterForm>,
  ): Promise<RedirectAnswer> {
    const key = await this.writings.newsletter(me, words);
    return redirect(
      `/digest/${key}`,
      'The newsletter is begun. Add passages and articles, and say whom it is for.',
    );
  }

  @Get('briefings/new')
  async briefing(@Me() _me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    return page(`${VIEWS}/briefing`, {
      ...FRAME,
      title: 'Write an urgent briefing',
      back: toDigest(network),
      articles: (await this.#ready()).map(({ id, title }) => ({ value: id, words: title })),
    });
  }

  @Form('briefing')
  @Post('briefings')
  async beginBriefing(
    @Me() me: Actor,
    @Body({ schema: briefingForm }) { subject, article, body }: z.output<typeof briefingForm>,
  ): Promise<RedirectAnswer> {
    const key = await this.writings.urgent(me, { subject, articleId: article, body });
    return redirect(
      `/digest/${key}`,
      'The briefing is kept. Nothing is sent before somebody has approved it.',
    );
  }

  @Get(':key/passage')
  async passage(
    @Me() me: Actor,
    @Param() { network, key }: In,
    @Query() { item }: { item?: string },
  ): Promise<PageAnswer> {
    const { edition, items } = await this.writings.open(me, key);
    const held = items.find((one) => one.key === item && one.item.kind === SECTION);
    if (item && !held) throw new NotFound();
    const isNewsletter = edition.kind === 'newsletter';
    return page(`${VIEWS}/${isNewsletter ? 'passage' : 'message'}`, {
      ...FRAME,
      title: isNewsletter ? (held ? 'Change a passage' : 'Add a passage') : 'Change the text',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      ...{ key, item, subject: edition.subject },
      passage: held?.item,
      action: `${key}/${isNewsletter ? 'passage' : 'message'}?item=${item ?? ''}`,
    });
  }

  @Form('passage')
  @Post(':key/passage')
  async keepPassage(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: passageForm }) { item, ...passage }: z.output<typeof passageForm>,
  ): Promise<RedirectAnswer> {
    if (item === '') await this.writings.addPassage(me, key, passage);
    else await this.writings.rewrite(me, key, item, passage);
    return redirect(itemsOf(key), 'The passage is kept.');
  }

  /** The text of a briefing or a correction, with the subject for its heading. */
  @Form('passage')
  @Post(':key/message')
  async keepMessage(
    @Me() me: Actor,
    @Param() { key }: In,
    @Query() { item }: { item?: string },
    @Body({ schema: messageForm }) { subject, body }: z.output<typeof messageForm>,
  ): Promise<RedirectAnswer> {
    await this.writings.rewrite(me, key, item ?? '', { heading: subject, body });
    return redirect(`/digest/${key}`, 'The text is kept.');
  }

  @Post(':key/passage-removal')
  async dropPassage(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: removalForm }) { item }: z.output<typeof removalForm>,
  ): Promise<RedirectAnswer> {
    await this.writings.dropPassage(me, key, item);
    return redirect(itemsOf(key), 'The passage is gone.');
  }

  @Get(':key/articles')
  async picks(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition, items } = await this.writings.open(me, key, ['newsletter']);
    const chosen = items.flatMap(({ key: item }) => articleOf(item) ?? []);
    const ready = await this.#ready();
    const known = new Set(ready.map(({ id }) => id));
    const more = await this.articles.some(chosen.filter((id) => !known.has(id)));
    return page(`${VIEWS}/picks`, {
      ...FRAME,
      title: 'Articles of this newsletter',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      ...{ key, chosen },
      articles: [...ready, ...more].map(({ id, title, kind, summary }) => ({
        value: id,
        words: title,
        hint: [kindWords(kind), summary].filter((part) => part !== '').join('. '),
      })),
    });
  }

  @Form('picks')
  @Post(':key/articles')
  async pick(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: picksForm }) { articles }: z.output<typeof picksForm>,
  ): Promise<RedirectAnswer> {
    await this.writings.pick(me, key, articles);
    return redirect(itemsOf(key), 'The articles are chosen. New ones stand at the end.');
  }

  async #ready() {
    return this.articles.after({ show: 'ready' }, await this.here.today(), null, MOST_OFFERED);
  }
}

function toDigest(network: string): { href: string; words: string } {
  return { href: `/${network}/digest`, words: 'All editions' };
}
