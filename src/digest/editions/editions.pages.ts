import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { markdownHtml } from '../../core/text/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { Districts } from '../../members/index.js';
import { ThisNetwork } from '../this-network.js';
import { arrangementForm, editionListQuery, introductionForm, rewordingForm } from './edition.input.js';
import { EditionStore } from './edition.store.js';
import { nameOf, tagOf, viewCounts, viewItems, viewWaits } from './edition.view.js';
import { Editions } from './editions.service.js';
import { Sendings } from './sendings.service.js';
import { weekOfDate } from './week.rules.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/editions/views';
const SECTION = 'Digest';
const PER_PAGE = 26;

/** Editions: the list, one of them, and composing it. */
@Can('digest.read')
@Pages('digest', 'digest')
export class EditionsPages {
  constructor(
    private readonly editions: Editions,
    private readonly store: EditionStore,
    private readonly sendings: Sendings,
    private readonly districts: Districts,
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
    return page(`${VIEWS}/list`, {
      title: 'Digest',
      week: { key: week.key, name: nameOf({ weekFrom: week.from }) },
      isComposed: await this.store.has(week.key),
      mayCompose: me.may('digest.compose'),
      editions: shown.map((one) => ({ ...one, name: nameOf(one), tag: tagOf(one.state) })),
      older: found.length > PER_PAGE ? shown.at(-1)?.key : undefined,
    });
  }

  @Can('digest.compose')
  @Post()
  async compose(@Me() me: Actor): Promise<RedirectAnswer> {
    const { key } = await this.editions.compose(me);
    return redirect(
      `/digest/${key}`,
      'The week is composed. Put it in order, look at it as somebody would, and approve it.',
    );
  }

  @Get(':key')
  async show(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition, items } = await this.editions.read(me, key);
    const status = await this.sendings.statusOf(edition);
    const isComposing = status.state === 'composing';
    const districts = new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
    const news = isComposing ? await this.editions.differences(me, edition) : undefined;
    const late = edition.sendAfter !== null && status.state !== 'approved';
    return page(`${VIEWS}/show`, {
      title: nameOf(edition),
      section: SECTION,
      back: { href: `/${network}/digest`, words: 'All editions' },
      edition,
      wentOut: sayDateTime(status.sendAfter, (await this.here.facts()).zone).replace(' at ', ', from '),
      subject: status.subject ?? edition.subject,
      intro: edition.intro && markdownHtml(edition.intro, 3),
      status,
      waits: viewWaits(status),
      tag: tagOf(status.state),
      counts: viewCounts(status),
      items: viewItems(items, districts),
      news: news && { fresh: news.fresh.length, changed: news.changed.length, gone: news.gone.length },
      hasNews: news && news.fresh.length + news.changed.length + news.gone.length > 0,
      isComposing,
      isApproved: status.state === 'approved',
      isPaused: !isComposing && status.waits !== null && (await this.sendings.isPaused(edition)),
      mayStop: me.may('digest.approve') && !isComposing && !late,
      mayCompose: me.may('digest.compose') && isComposing,
      mayApprove: me.may('digest.approve'),
    });
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
