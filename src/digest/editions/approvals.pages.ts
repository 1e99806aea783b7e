import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { WEEKDAY_CHOICES } from '../digest.settings.js';
import { Approvals, type When } from './approvals.service.js';
import { approvalForm } from './edition.input.js';
import { nameOf, viewNothing, weekOf } from './edition.view.js';
import { Editions } from './editions.service.js';
import { freezeForShow } from './frozen.js';
import { Previews } from './previews.service.js';
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
    private readonly previews: Previews,
    private readonly sendings: Sendings,
  ) {}

  @Get('approval')
  async check(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const draft = await this.previews.draft(me, key);
    const status = await this.sendings.statusOf(draft.edition);
    const { changed } = await this.editions.stale(me, draft.edition);
    const usual = await this.approvals.usual();
    const { zone } = draft.network;
    const minutes = this.approvals.stopMinutes;
    const soon = {
      value: 'soon',
      words: minutes === 0 ? 'Now' : `In ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      hint: minutes === 0 ? undefined : 'Until then it can be stopped.',
    };
    const atUsual = usual && {
      value: 'usual',
      words: `On ${sayDateTime(this.approvals.due(usual, zone), zone)}`,
      hint: 'The network’s usual day and time. Until then it can be stopped.',
    };
    return page('digest/editions/views/approval', {
      title: `Approve the ${weekOf(draft.edition)}`,
      section: 'Digest',
      back: { href: `/${network}/digest/${key}`, words: nameOf(draft.edition) },
      ...{ key, status, nothing: viewNothing(draft) },
      subject: freezeForShow(draft).subject,
      items: draft.items.length,
      version: draft.edition.version,
      changed: changed.length,
      keeping: [{ value: 'yes', words: 'Send them as they stand in this edition' }],
      mayCompose: me.may('digest.compose'),
      choices: [
        soon,
        ...(atUsual ? [atUsual] : []),
        { value: 'other', words: 'At another day and time', hint: 'Fill in the two boxes below.' },
      ],
      weekdays: WEEKDAY_CHOICES,
      usualTime: usual?.time ?? '09:30',
      isComposing: status.state === 'composing',
    });
  }

  @Form('check')
  @Post('approval')
  async approve(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: approvalForm }) typed: Typed,
  ): Promise<RedirectAnswer> {
    const { sendAfter } = await this.approvals.approve(me, key, await this.#when(typed), typed.seen);
    if (typed.when === 'soon' && this.approvals.stopMinutes === 0)
      return redirect(`/digest/${key}`, 'Approved. It goes out now, once to everybody.');
    const zone = await this.approvals.zone();
    return redirect(
      `/digest/${key}`,
      `Approved. It goes out on ${sayDateTime(sendAfter, zone)}, once to everybody. Until then you can stop it here.`,
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
