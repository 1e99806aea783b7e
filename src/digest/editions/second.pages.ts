import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Me, Self, type Actor } from '../../core/access/index.js';
import { NotFound } from '../../core/errors/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { Drafts } from '../choosing/index.js';
import { ThisNetwork } from '../this-network.js';
import { secondForm, sendingBackForm } from './edition.input.js';
import { EditionStore } from './edition.store.js';
import { calledOf, nameOf } from './edition.view.js';
import { SecondApprovals } from './second-approvals.service.js';
import { Seconds } from './seconds.service.js';
import { viewSheet } from './sheet.view.js';

interface In {
  network: string;
  key: string;
}

/** Where the second of two people sees exactly what the first approved, and says yes or no. */
@Self()
@Pages('digest/:key/second', 'digest')
export class SecondPages {
  constructor(
    private readonly store: EditionStore,
    private readonly seconds: Seconds,
    private readonly twice: SecondApprovals,
    private readonly drafts: Drafts,
    private readonly here: ThisNetwork,
  ) {}

  @Get()
  async show(@Me() me: Actor, @Param() { network, key }: In): Promise<PageAnswer> {
    const edition = await this.store.find(key);
    const held = await this.seconds.held(edition);
    if (!held && !me.may('digest.read')) throw new NotFound();
    if (held) await this.seconds.allowSecond(me, held);
    const waiting = await this.seconds.waiting(edition);
    const { zone } = await this.here.facts();
    return page('digest/editions/views/second', {
      title: `Approve the ${calledOf(edition)} too`,
      section: 'Digest',
      back: me.may('digest.read')
        ? { href: `/${network}/digest/${key}`, words: nameOf(edition) }
        : { href: `/${network}`, words: 'Home' },
      key,
      version: edition.version,
      mayRead: me.may('digest.read'),
      waiting: waiting && {
        first: waiting.firstName,
        at: sayDateTime(waiting.firstAt, zone),
        when: await this.twice.whenOf(waiting),
        keep: waiting.keep,
      },
      sheet: waiting && viewSheet(await this.drafts.of(edition, waiting.sendAfter ?? this.twice.soonest())),
    });
  }

  @Form('show')
  @Post()
  async approve(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: secondForm }) { version }: z.output<typeof secondForm>,
  ): Promise<RedirectAnswer> {
    const { sendAfter } = await this.twice.approve(me, key, version);
    const { zone } = await this.here.facts();
    const notice = `Approved by two people. It goes out on ${sayDateTime(sendAfter, zone)}.`;
    return redirect(me.may('digest.read') ? `/digest/${key}` : '/', notice);
  }

  @Form('show')
  @Post('return')
  async sendBack(
    @Me() me: Actor,
    @Param() { key }: In,
    @Body({ schema: sendingBackForm }) { version, why }: z.output<typeof sendingBackForm>,
  ): Promise<RedirectAnswer> {
    await this.twice.sendBack(me, key, version, why);
    return redirect(me.may('digest.read') ? `/digest/${key}` : '/', 'Sent back. Nothing goes out.');
  }
}
