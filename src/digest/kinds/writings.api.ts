import { Body, HttpCode, Param, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Api, Describe } from '../../core/web/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { answerOf, editionAnswer } from '../editions/edition.answer.js';
import { Sendings } from '../editions/sendings.service.js';
import { Corrections } from './corrections.service.js';
import { audienceBody, briefingBody, correctionBody, newsletterBody } from './written.input.js';
import { Writings } from './writings.service.js';

type Answer = z.output<typeof editionAnswer>;

/** Newsletters, urgent briefings and corrections for programs; approving and sending them is the same as for a week. */
@Can('digest.compose')
@Api('editions', 'digest')
export class WritingsApi {
  constructor(
    private readonly writings: Writings,
    private readonly corrections: Corrections,
    private readonly store: EditionStore,
    private readonly sendings: Sendings,
  ) {}

  @Describe({ summary: 'Begins a newsletter of passages and articles', answer: editionAnswer, status: 201 })
  @Post('newsletters')
  async newsletter(
    @Me() me: Actor,
    @Body({ schema: newsletterBody }) { subject, intro, parts, audience }: z.output<typeof newsletterBody>,
  ): Promise<Answer> {
    const key = await this.writings.newsletter(me, { subject, intro });
    const articles: string[] = [];
    for (const part of parts) {
      if ('body' in part) await this.writings.addPassage(me, key, part);
      else await this.writings.pick(me, key, articles.concat(part.article));
      if ('article' in part) articles.push(part.article);
    }
    await this.writings.address(me, key, audience);
    return this.#show(key);
  }

  @Describe({ summary: 'Begins an urgent briefing', answer: editionAnswer, status: 201 })
  @Post('briefings')
  async briefing(
    @Me() me: Actor,
    @Body({ schema: briefingBody }) { subject, article, body, audience }: z.output<typeof briefingBody>,
  ): Promise<Answer> {
    const key = await this.writings.urgent(me, { subject, articleId: article ?? '', body });
    await this.writings.address(me, key, audience);
    return this.#show(key);
  }

  @Describe({ summary: 'Says whom a newsletter or an urgent briefing is for', answer: editionAnswer })
  @Put(':key/audience')
  async address(
    @Me() me: Actor,
    @Param('key') key: string,
    @Body({ schema: audienceBody }) audience: z.output<typeof audienceBody>,
  ): Promise<Answer> {
    await this.writings.address(me, key, audience);
    return this.#show(key);
  }

  @Describe({
    summary: 'Begins a correction, which goes to those who had the first and to nobody else',
    answer: editionAnswer,
    status: 201,
  })
  @HttpCode(201)
  @Post(':key/correction')
  async correct(
    @Me() me: Actor,
    @Param('key') key: string,
    @Body({ schema: correctionBody }) words: z.output<typeof correctionBody>,
  ): Promise<Answer> {
    return this.#show(await this.corrections.begin(me, key, words));
  }

  async #show(key: string): Promise<Answer> {
    const edition = await this.store.find(key);
    return answerOf(
      edition,
      await this.sendings.statusOf(edition),
      await this.store.items(edition.id),
      false,
    );
  }
}
