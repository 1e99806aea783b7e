import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { markdownHtml } from '../../core/text/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime, sayPlural } from '../../core/web/templates/index.js';
import { Districts } from '../../members/index.js';
import { Deputies } from '../handover/deputies.js';
import { KindViews } from '../kinds/kind.views.js';
import { MustKnow } from '../choosing/index.js';
import { ThisNetwork } from '../this-network.js';
import { arrangementForm, introductionForm, rewordingForm } from './edition.input.js';
import { Acronyms } from './acronyms.service.js';
import { viewAcronyms } from './acronyms.view.js';
import { Approvals } from './approvals.service.js';
import type { Edition } from './edition.store.js';
import { viewTags } from './edition.tags.js';
import { nameOf, viewCounts, viewItems, viewWaits } from './edition.view.js';
import { Editions } from './editions.service.js';
import { History } from './history.service.js';
import { Samples } from './samples.js';
import { Seconds } from './seconds.service.js';
import { Sendings } from './sendings.service.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/editions/views';
const SECTION = 'Digest';
/** People offered as examples. */
const SAMPLES = 3;

/** One edition: what is in it, in which order and words, and what became of it. */
@Can('digest.read')
@Pages('digest', 'digest')
export class EditionsPages {
  constructor(
    private readonly editions: Editions,
    private readonly sendings: Sendings,
    private readonly seconds: Seconds,
    private readonly history: History,
    private readonly acronyms: Acronyms,
    private readonly approvals: Approvals,
    private readonly deputies: Deputies,
    private readonly samples: Samples,
    private readonly districts: Districts,
    private readonly kinds: KindViews,
    private readonly here: ThisNetwork,
    private readonly mustKnow: MustKnow,
  ) {}

  @Get(':key')
  async show(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition, items } = await this.editions.read(me, key);
    const status = await this.sendings.statusOf(edition);
    const isComposing = status.state === 'composing';
    const districts = new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
    const mayApprove = me.may('digest.approve');
    const waiting = await this.seconds.waiting(edition);
    return page(`${VIEWS}/show`, {
      title: nameOf(edition),
      section: SECTION,
      back: { href: `/${network}/digest`, words: 'All editions' },
      edition,
      wentOut: sayDateTime(status.begunAt ?? status.sendAfter, (await this.here.facts()).zone).replace(
        ' at ',
        ', from ',
      ),
      subject: status.subject ?? edition.subject,
      intro: edition.intro && markdownHtml(edition.intro, 3),
      status,
      waits: viewWaits(status),
      tags: viewTags(status, { second: waiting !== undefined, missed: edition.missedAt !== null }),
      history: await this.history.of(edition, status),
      isMissed: isComposing && edition.missedAt !== null,
      waitsForSecond: waiting !== undefined,
      maySecond: waiting !== undefined && waiting.firstBy !== me.personId,
      ...(isComposing ? await this.#composing(me, edition) : {}),
      counts: viewCounts(status),
      items: viewItems(items, districts),
      isComposing,
      kind: await this.kinds.of(me, edition),
      isApproved: status.state === 'approved',
      mayStop: mayApprove && status.state === 'approved',
      mayHold: mayApprove && status.state === 'sending' && !status.isCancelled && status.counts.pending > 0,
      mayCompose: me.may('digest.compose') && isComposing,
      mayApprove,
    });
  }

  /** What the page shows besides, while there is something to decide. */
  async #composing(me: Actor, edition: Edition) {
    const { fresh, changed, gone } = await this.editions.differences(me, edition);
    const colleagues = (await this.deputies.colleagues()).filter(({ personId }) => personId !== me.personId);
    return {
      news: { fresh: fresh.length, changed: changed.length, gone: gone.length },
      hasNews: fresh.length + changed.length + gone.length > 0,
      ...viewAcronyms(await this.acronyms.undecided(edition), ''),
      tooMuch: await this.mustKnow.problem(edition),
      colleagues: colleagues.map(({ personId, name }) => ({ value: personId, words: name })),
      samples: await this.samples.some(SAMPLES),
      stopMinutes: sayPlural(this.approvals.stopMinutes, 'minute'),
    };
  }

  /** Takes in what has come, changed and gone since. */
  @Can('digest.compose')
  @Post(':key/renewal')
  async renew(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.editions.read(me, key);
    await this.editions.compose(me, key);
    return redirect(`/digest/${key}`, 'The edition holds what there is now. New items stand at the end.');
  }

  @Can('digest.compose')
  @Post(':key/arrangement')
  async arrange(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: arrangementForm }) pressed: z.output<typeof arrangementForm>,
  ): Promise<RedirectAnswer> {
    const { up, down, out, in: back } = pressed;
    if (up) await this.editions.move(me, key, up, 'up');
    else if (down) await this.editions.move(me, key, down, 'down');
    else if (out) await this.editions.leaveOut(me, key, out, true);
    else if (back) await this.editions.leaveOut(me, key, back, false);
    return redirect(`/digest/${key}#items`);
  }

  @Can('digest.compose')
  @Get(':key/introduction')
  async introduction(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition } = await this.editions.read(me, key);
    const back = { href: `/${network}/digest/${key}`, words: nameOf(edition) };
    return page(`${VIEWS}/introduction`, {
      title: 'Subject and first words',
      section: SECTION,
      back,
      edition,
    });
  }

  @Can('digest.compose')
  @Form('introduction')
  @Post(':key/introduction')
  async introduce(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: introductionForm }) words: z.output<typeof introductionForm>,
  ): Promise<RedirectAnswer> {
    await this.editions.introduce(me, key, words);
    return redirect(`/digest/${key}`, 'The first words are kept.');
  }

  @Can('digest.compose')
  @Get(':key/item')
  async item(
    @Me() me: Actor,
    @Param() { network, key }: In,
    @Query() { item }: { item?: string },
  ): Promise<PageAnswer> {
    const held = await this.editions.item(me, key, String(item ?? ''));
    const back = { href: `/${network}/digest/${key}`, words: 'The edition' };
    return page(`${VIEWS}/item`, { title: 'Words for this edition', section: SECTION, back, key, held });
  }

  @Can('digest.compose')
  @Form('item')
  @Post(':key/item')
  async reword(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: rewordingForm }) { item, ...words }: z.output<typeof rewordingForm>,
  ): Promise<RedirectAnswer> {
    await this.editions.reword(me, key, item, words);
    return redirect(`/digest/${key}#items`, 'The words are kept, for this edition only.');
  }
}
