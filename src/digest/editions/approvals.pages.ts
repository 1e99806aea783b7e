import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { KindFacts } from '../kinds/kind-facts.service.js';
import { WEEKDAY_CHOICES } from '../digest.settings.js';
import { Acronyms } from './acronyms.service.js';
import { viewAcronyms } from './acronyms.view.js';
import { Approvals, type When } from './approvals.service.js';
import { Composing } from './composing.service.js';
import { approvalForm } from './edition.input.js';
import type { Edition } from './edition.store.js';
import { nameOf, viewNothing, weekOf } from './edition.view.js';
import { Editions } from './editions.service.js';
import { DryRuns, MustKnow } from '../choosing/index.js';
import type { Slot } from './schedule.rules.js';
import { Seconds } from './seconds.service.js';
import { Sendings } from './sendings.service.js';

interface In {
  network: string;
  key: string;
}

type Typed = z.output<typeof approvalForm>;

/** The last look before an edition goes out, and the way back while there is one. */
@Can('digest.approve')
@Pages('digest/:key', 'digest')
export class ApprovalsPages {
  constructor(
    private readonly approvals: Approvals,
    private readonly editions: Editions,
    private readonly dryRuns: DryRuns,
    private readonly mustKnow: MustKnow,
    private readonly sendings: Sendings,
    private readonly seconds: Seconds,
    private readonly acronyms: Acronyms,
    private readonly kinds: KindFacts,
    private readonly composing: Composing,
  ) {}

  @Get('approval')
  async check(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const { edition } = await this.editions.read(me, key);
    const foreseen = edition.letterId ? undefined : await this.dryRuns.of(edition);
    const status = await this.sendings.statusOf(edition, foreseen);
    const { changed } = await this.editions.stale(me, edition);
    const slot = await this.approvals.usual();
    const reach = await this.kinds.reach(edition);
    const outlook = foreseen && (await this.composing.outlook(edition, foreseen, reach));
    const usual = outlook?.usual?.is;
    return page('digest/editions/views/approval', {
      title: `Approve the ${weekOf(edition)}`,
      section: 'Digest',
      back: { href: `/${network}/digest/${key}`, words: nameOf(edition) },
      ...outlook,
      ...{ key, status, reach, nothing: foreseen && viewNothing(foreseen) },
      tooMuch: await this.mustKnow.problem(edition),
      version: edition.version,
      changed: changed.length,
      keeping: [{ value: 'yes', words: 'Send them as they stand in this edition' }],
      knowing: [{ value: 'yes', words: 'Approve it, although nobody gets a copy by e-mail' }],
      mayCompose: me.may('digest.compose'),
      choices: this.#choices(slot, await this.approvals.zone(), usual === 'over'),
      when: usual === 'ahead' ? 'usual' : 'soon',
      isLate: usual === 'over',
      weekdays: WEEKDAY_CHOICES,
      usualTime: slot?.time ?? '09:30',
      isComposing: status.state === 'composing',
      edition: { key },
      ...viewAcronyms(await this.acronyms.undecided(edition), '/approval'),
      ...(await this.#second(me, edition)),
    });
  }

  /** When it may go out; `isOver` when the usual day of its own week has passed. */
  #choices(usual: Slot | undefined, zone: string, isOver: boolean) {
    const minutes = this.approvals.stopMinutes;
    const soon = {
      value: 'soon',
      words: minutes === 0 ? 'Now' : `In ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      hint: minutes === 0 ? undefined : 'Until then it can be stopped.',
    };
    const atUsual = usual && {
      value: 'usual',
      words: `On ${sayDateTime(this.approvals.due(usual, zone), zone)}`,
      hint: isOver
        ? 'The usual day of the week after, when that week’s own edition goes out too.'
        : 'The network’s usual day and time. Until then it can be stopped.',
    };
    return [
      soon,
      ...(atUsual ? [atUsual] : []),
      { value: 'other', words: 'At another day and time', hint: 'Fill in the two boxes below.' },
    ];
  }

  /** Who is asked to approve it too, where the network wants two people. */
  async #second(me: Actor, edition: Edition) {
    if (!(await this.seconds.wanted())) return {};
    const others = await this.seconds.others({ personId: me.personId, accountId: me.accountId ?? null });
    const waiting = await this.seconds.waiting(edition);
    return {
      wantsSecond: true,
      seconds: others.map(({ name }) => name).join(', '),
      waits: waiting !== undefined,
      maySecond: waiting !== undefined && waiting.firstBy !== me.personId,
    };
  }

  @Form('check')
  @Post('approval')
  async approve(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: approvalForm }) typed: Typed,
  ): Promise<RedirectAnswer> {
    const { state, sendAfter } = await this.approvals.approve(me, key, await this.#when(typed), typed.seen);
    if (state === 'composing')
      return redirect(
        `/digest/${key}`,
        'Approved once. A second person has been asked by e-mail; it goes out when they have approved it too.',
      );
    if (typed.when === 'soon' && this.approvals.stopMinutes === 0)
      return redirect(`/digest/${key}`, 'Approved. It goes out now.');
    const zone = await this.approvals.zone();
    return redirect(
      `/digest/${key}`,
      `Approved. It goes out on ${sayDateTime(sendAfter, zone)}. Until then you can stop it here.`,
    );
  }

  @Post('stop')
  async stop(@Me() me: Actor, @Param() { key }: In): Promise<RedirectAnswer> {
    await this.approvals.stop(me, key);
    return redirect(
      `/digest/${key}`,
      'Stopped. Nothing has been sent, and the edition can be changed again.',
    );
  }

  async #when(typed: Typed): Promise<When> {
    if (typed.when === 'other') return typed.slot;
    return typed.when === 'usual' ? ((await this.approvals.usual()) ?? 'soon') : 'soon';
  }
}
