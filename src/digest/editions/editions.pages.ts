import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { markdownHtml } from '../../core/text/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { Districts } from '../../members/index.js';
import { DryRuns } from '../choosing/index.js';
import { KindFacts } from '../kinds/kind-facts.service.js';
import { isDigest } from '../kinds/kind.rules.js';
import { ThisNetwork } from '../this-network.js';
import { arrangementForm, introductionForm, rewordingForm } from './edition.input.js';
import { Composing } from './composing.service.js';
import { viewTags } from './edition.tags.js';
import { itemsOf, nameOf, viewCounts, viewItems, viewWaits } from './edition.view.js';
import { Editions } from './editions.service.js';
import { FixedEditions } from './fixed-editions.service.js';
import { History } from './history.service.js';
import { Ledgers } from './ledgers.service.js';
import { Seconds } from './seconds.service.js';
import { Sendings, type Status } from './sendings.service.js';

interface In {
  network: string;
  key: string;
}

const VIEWS = 'digest/editions/views';
const SECTION = 'Digest';
const SUBJECT_HINT =
  'Everybody gets the same subject. Left empty, it names the first item that everybody gets.';

/** One edition: what is in it, in which order and words, and what became of it. */
@Can('digest.read')
@Pages('digest', 'digest')
export class EditionsPages {
  constructor(
    private readonly editions: Editions,
    private readonly sendings: Sendings,
    private readonly seconds: Seconds,
    private readonly history: History,
    private readonly ledgers: Ledgers,
    private readonly dryRuns: DryRuns,
    private readonly composing: Composing,
    private readonly fixed: FixedEditions,
    private readonly districts: Districts,
    private readonly kinds: KindFacts,
    private readonly here: ThisNetwork,
  ) {}

  @Get(':key')
  async show(
    @Me() me: Actor,
    @Param() { network, key }: In,
    @Query() { open }: { open?: string },
  ): Promise<PageAnswer> {
    const { edition, items } = await this.editions.read(me, key);
    const foreseen = edition.letterId ? undefined : await this.dryRuns.of(edition);
    const status = await this.sendings.statusOf(edition, foreseen);
    const isComposing = status.state === 'composing';
    const districts = new Map((await this.districts.all()).map(({ id, name }) => [id, name]));
    const waiting = await this.seconds.waiting(edition);
    const kind = await this.kinds.of(me, edition);
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
      ...(foreseen ? await this.composing.of(me, edition, foreseen, kind.reach) : {}),
      counts: viewCounts(status, kind.reach?.over ?? (await this.ledgers.atLimit(edition))),
      items: viewItems(items, districts),
      isItemsOpen: open === 'items',
      ...{ isComposing, kind },
      isApproved: status.state === 'approved',
      ...actsOf(me, status),
    });
  }

  /** Takes in what has come, changed and gone since. */
  @Can('digest.compose')
  @Post(':key/renewal')
  async renew(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.editions.read(me, key);
    await this.editions.compose(me, key);
    return redirect(itemsOf(key), 'The edition holds what there is now. New items stand at the end.');
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
    return redirect(itemsOf(key));
  }

  @Can('digest.compose')
  @Get(':key/introduction')
  async introduction(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition } = await this.editions.read(me, key);
    const back = { href: `/${network}/digest/${key}`, words: nameOf(edition) };
    return page(`${VIEWS}/introduction`, {
      title: 'Subject and first words',
      section: SECTION,
      ...{ back, edition, isDigest: isDigest(edition.kind) },
      subjectHint: isDigest(edition.kind) ? SUBJECT_HINT : 'Everybody gets the same subject.',
      fixed: await this.fixed.of(me, edition, back.href),
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
    const { edition } = await this.editions.read(me, key);
    const back = { href: `/${network}/digest/${key}`, words: nameOf(edition) };
    const fixed = await this.fixed.of(me, edition, back.href);
    return page(`${VIEWS}/item`, {
      title: 'Words for this edition',
      section: SECTION,
      back,
      key,
      held,
      fixed,
    });
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
    return redirect(itemsOf(key), 'The words are kept, for this edition only.');
  }
}

/** What somebody may do about an edition as it stands. */
function actsOf(me: Actor, { state, isCancelled, counts }: Status) {
  const mayApprove = me.may('digest.approve');
  return {
    mayApprove,
    mayCompose: me.may('digest.compose') && state === 'composing',
    mayStop: mayApprove && state === 'approved',
    mayHold: mayApprove && state === 'sending' && !isCancelled && counts.pending > 0,
  };
}
