import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { Acronyms } from './acronyms.service.js';
import { viewAcronyms } from './acronyms.view.js';
import { acronymsForm } from './edition.input.js';
import { EditionStore } from './edition.store.js';
import { calledOf, nameOf } from './edition.view.js';
import { Missed } from './missed.service.js';
import { Sendings } from './sendings.service.js';
import { Way } from './way.service.js';

interface In {
  network: string;
  key: string;
}

/** What can be done about an edition on its way, about one that missed its day, and about words nobody explained. */
@Can('digest.approve')
@Pages('digest/:key', 'digest')
export class WayPages {
  constructor(
    private readonly way: Way,
    private readonly missed: Missed,
    private readonly acronyms: Acronyms,
    private readonly sendings: Sendings,
    private readonly store: EditionStore,
  ) {}

  @Post('pause')
  async pause(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.way.pause(me, key);
    return redirect(`/digest/${key}`, 'Paused. Nothing more goes out until you let it go on.');
  }

  @Get('cancellation')
  async confirm(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    const { counts, state } = await this.sendings.status(me, key);
    return page('digest/editions/views/cancellation', {
      title: `Cancel the ${calledOf(edition)}?`,
      section: 'Digest',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      ...{ key, counts, had: counts.sent + counts.refused + counts.uncertain },
      isGoing: state === 'sending' && counts.pending > 0,
    });
  }

  @Form('confirm')
  @Post('cancellation')
  async cancel(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.way.cancel(me, key);
    return redirect(`/digest/${key}`, 'Cancelled. Whoever has it is named below; nobody else gets it.');
  }

  /** Leaves an edition that missed its day to the next one. */
  @Post('leaving')
  async leave(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.missed.leave(me, key);
    return redirect('/digest', 'It is left. The next edition brings what was in it.');
  }

  @Can('digest.compose')
  @Get('acronyms')
  async unexplained(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    return page('digest/editions/views/unexplained', {
      title: 'Short forms to explain',
      section: 'Digest',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      edition: { key },
      mayCompose: me.may('digest.compose'),
      ...viewAcronyms(await this.acronyms.undecided(edition), ''),
    });
  }

  /** Takes down what short forms stand for, where the edition shows that nobody has said so. */
  @Can('digest.compose')
  @Form('unexplained')
  @Post('acronyms')
  async explain(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: acronymsForm }) explained: z.output<typeof acronymsForm>,
  ): Promise<RedirectAnswer> {
    const count = await this.acronyms.settle(me, key, explained);
    const notice =
      count === 1 ? 'The glossary knows it from now on.' : 'The glossary knows them from now on.';
    return redirect(`/digest/${key}${explained.back}`, notice);
  }
}
