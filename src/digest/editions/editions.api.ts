import { Body, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Api, Describe } from '../../core/web/index.js';
import { Approvals } from './approvals.service.js';
import { approvalBody, editionListQuery, secondBody } from './edition.input.js';
import { answerOf, editionAnswer, editionRow, rowOf } from './edition.answer.js';
import { Editions } from './editions.service.js';
import { SecondApprovals } from './second-approvals.service.js';
import { Seconds } from './seconds.service.js';
import { Sendings } from './sendings.service.js';
import { Way } from './way.service.js';

type Answer = z.output<typeof editionAnswer>;

/** Editions for programs. */
@Can('digest.read')
@Api('editions', 'digest')
export class EditionsApi {
  constructor(
    private readonly editions: Editions,
    private readonly sendings: Sendings,
    private readonly approvals: Approvals,
    private readonly twice: SecondApprovals,
    private readonly way: Way,
    private readonly seconds: Seconds,
  ) {}

  @Describe({ summary: 'Lists editions, the latest first', answer: editionRow, list: true })
  @Get()
  async list(
    @Me() me: Actor,
    @Param('network') network: string,
    @Query({ schema: editionListQuery }) { before, most }: z.output<typeof editionListQuery>,
  ): Promise<{ items: z.output<typeof editionRow>[]; next: string | null }> {
    const found = await this.editions.list(me, before, most + 1);
    const items = found.slice(0, most).map(rowOf);
    const next = `/api/v1/${network}/editions?most=${most}&before=${items.at(-1)?.edition}`;
    return { items, next: found.length > most ? next : null };
  }

  @Describe({ summary: 'Gives one edition and what became of it', answer: editionAnswer })
  @Get(':key')
  async show(@Me() me: Actor, @Param('key') key: string): Promise<Answer> {
    const { edition, items } = await this.editions.read(me, key);
    const status = await this.sendings.statusOf(edition);
    const waiting = await this.seconds.waiting(edition);
    return answerOf(edition, status, items, waiting !== undefined);
  }

  @Describe({
    summary:
      'Approves an edition: it goes out after the minutes for stopping, or at the next such day and time',
    answer: editionAnswer,
  })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/approval')
  async approve(
    @Me() me: Actor,
    @Param('key') key: string,
    @Body({ schema: approvalBody }) { at, ...seen }: z.output<typeof approvalBody>,
  ): Promise<Answer> {
    await this.approvals.approve(me, key, at ?? 'soon', seen);
    return this.show(me, key);
  }

  @Describe({
    summary: 'Gives the second approval, where the network wants two people',
    answer: editionAnswer,
  })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/second')
  async second(
    @Me() me: Actor,
    @Param('key') key: string,
    @Body({ schema: secondBody }) { version }: z.output<typeof secondBody>,
  ): Promise<Answer> {
    await this.twice.approve(me, key, version);
    return this.show(me, key);
  }

  @Describe({
    summary: 'Pauses an edition on its way: nothing more is handed over',
    answer: editionAnswer,
  })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/pause')
  async pause(@Me() me: Actor, @Param('key') key: string): Promise<Answer> {
    await this.way.pause(me, key);
    return this.show(me, key);
  }

  @Describe({ summary: 'Lets a paused edition go on', answer: editionAnswer })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/resumption')
  async resume(@Me() me: Actor, @Param('key') key: string): Promise<Answer> {
    await this.way.resume(me, key);
    return this.show(me, key);
  }

  @Describe({
    summary: 'Takes back whatever of an edition has not gone yet; the ledger names who has it',
    answer: editionAnswer,
  })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/cancellation')
  async cancel(@Me() me: Actor, @Param('key') key: string): Promise<Answer> {
    await this.way.cancel(me, key);
    return this.show(me, key);
  }

  @Describe({ summary: 'Stops an approved edition of which nothing has left', answer: editionAnswer })
  @Can('digest.approve')
  @HttpCode(200)
  @Post(':key/stop')
  async stop(@Me() me: Actor, @Param('key') key: string): Promise<Answer> {
    await this.approvals.stop(me, key);
    return this.show(me, key);
  }
}
