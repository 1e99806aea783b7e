import { Get, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { HandoverStore } from '../handover/handover.store.js';
import { ThisNetwork } from '../this-network.js';
import { Deliveries } from '../../core/mail/index.js';
import { Composing } from './composing.service.js';
import { editionListQuery } from './edition.input.js';
import { EditionStore } from './edition.store.js';
import { TO_NOBODY } from './edition.tags.js';
import { itemsOf, nameOf, tagOf } from './edition.view.js';
import { Editions } from './editions.service.js';
import { weekOfDate } from './week.rules.js';

const PER_PAGE = 26;

/** Editions of every kind, the latest first, and beginning the week's. */
@Can('digest.read')
@Pages('digest', 'digest')
export class EditionListPages {
  constructor(
    private readonly editions: Editions,
    private readonly store: EditionStore,
    private readonly composing: Composing,
    private readonly deliveries: Deliveries,
    private readonly handovers: HandoverStore,
    private readonly here: ThisNetwork,
  ) {}

  @Get()
  async list(
    @Me() me: Actor,
    @Query({ schema: editionListQuery }) { before }: z.output<typeof editionListQuery>,
  ): Promise<PageAnswer> {
    const found = await this.editions.list(me, before, PER_PAGE + 1);
    const shown = found.slice(0, PER_PAGE);
    const week = weekOfDate(await this.here.today());
    const through = shown.filter(({ state }) => state === 'sent').flatMap(({ letterId }) => letterId ?? []);
    const toNobody = await this.deliveries.sentToNobody(through);
    return page('digest/editions/views/list', {
      title: 'Digest',
      week: { ...week, ...(await this.composing.goesOut(week)) },
      isComposed: await this.store.has(week.key),
      mayCompose: me.may('digest.compose'),
      away: await this.#away(),
      editions: shown.map((one) => ({
        ...one,
        name: nameOf(one),
        tag: toNobody.has(one.letterId ?? '') ? TO_NOBODY : tagOf(one.state),
      })),
      older: found.length > PER_PAGE ? shown.at(-1)?.key : undefined,
    });
  }

  /** What is said of the handover that is under way, or that comes next. */
  async #away(): Promise<string | undefined> {
    const next = await this.handovers.next(await this.here.today());
    if (!next) return undefined;
    return `Handed over to ${next.deputy} from ${sayDate(next.fromOn)} to ${sayDate(next.toOn)}`;
  }

  @Can('digest.compose')
  @Post()
  async compose(@Me() me: Actor): Promise<RedirectAnswer> {
    const { key } = await this.editions.compose(me);
    return redirect(
      itemsOf(key),
      'The week is composed. Put it in order, look at it as somebody would, and approve it.',
    );
  }
}
