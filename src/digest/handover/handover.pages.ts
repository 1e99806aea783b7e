import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, Self, type Actor } from '../../core/access/index.js';
import { Form, page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDate, sayDateTime } from '../../core/web/templates/index.js';
import { slotOf, WEEKDAY_CHOICES } from '../digest.settings.js';
import { weekOf } from '../editions/edition.view.js';
import { ThisNetwork } from '../this-network.js';
import { deputyForm, handoverForm } from './handover.input.js';
import type { Gone, Notice } from './handover.store.js';
import { Handovers } from './handovers.service.js';

interface In {
  network: string;
  id: string;
}

type Typed = z.output<typeof handoverForm>;

/** The deputy, weeks in which they look after the digest, and what came of those weeks. */
@Can('digest.approve')
@Pages('handover', 'digest')
export class HandoverPages {
  constructor(
    private readonly handovers: Handovers,
    private readonly here: ThisNetwork,
  ) {}

  @Self()
  @Get()
  async show(@Me() me: Actor, @Param() { network }: In): Promise<PageAnswer> {
    const { mayManage, deputyId, candidates, handovers } = await this.handovers.shown(me);
    const { zone, settings } = await this.here.facts();
    const today = await this.here.today();
    const slot = slotOf(settings);
    return page('digest/handover/views/handover', {
      title: 'The digest while you are away',
      section: 'Digest',
      back: me.may('digest.read') ? { href: `/${network}/digest`, words: 'All editions' } : undefined,
      mayManage,
      deputyId,
      deputies: candidates.map(({ personId, name }) => ({ value: personId, words: name })),
      usual: slot && `${WEEKDAY_CHOICES[slot.weekday - 1].words} at ${slot.time}`,
      maySet: me.may('network.settings'),
      handovers: handovers.map((one) => ({
        ...one,
        days: `${sayDate(one.fromOn)} to ${sayDate(one.toOn)}`,
        goesOut: one.dues.flatMap(({ at, gone }) => (gone ? [] : sayDateTime(at, zone))),
        gone: one.dues.flatMap(({ gone }) => (gone ? goneWords(gone, zone) : [])),
        isOpen: one.endedAt === null && one.toOn >= today,
        isOver: one.endedAt === null && one.toOn >= today && one.dues.length === 0,
        notices: one.notices.map((notice) => ({
          key: notice.key,
          week: weekOf(notice),
          said: saidOf(notice, zone),
        })),
      })),
    });
  }

  @Form('show')
  @Post()
  async make(@Me() me: Actor, @Body({ schema: handoverForm }) typed: Typed): Promise<RedirectAnswer> {
    const { deputy: deputyId, ...days } = typed;
    await this.handovers.make(me, { deputyId, ...days });
    return redirect(
      '/handover',
      'Handed over. What is approved goes out by itself on these days, and your deputy is told before.',
    );
  }

  @Form('show')
  @Post('deputy')
  async name(
    @Me() me: Actor,
    @Body({ schema: deputyForm }) { deputy }: z.output<typeof deputyForm>,
  ): Promise<RedirectAnswer> {
    await this.handovers.name(me, deputy);
    return redirect('/handover', 'Your deputy is named.');
  }

  @Post(':id/end')
  async end(@Me() me: Actor, @Param() { id }: In): Promise<RedirectAnswer> {
    await this.handovers.end(me, id);
    return redirect(
      '/handover',
      'Ended. Nothing more goes out by itself; what is approved already still does.',
    );
  }
}

/** What is said of a digest that was sent before its day. */
function goneWords({ weekFrom, at, by }: Gone, zone: string): string {
  const who = by ? `, sent by ${by}` : '';
  return `The digest of the ${weekOf({ weekFrom })} has gone already, on ${sayDateTime(at, zone)}${who}. It does not go out again.`;
}

/** What came of one edition, in a sentence. */
function saidOf({ outcome, why, dueAt, toldAt, stoppedAt, stoppedBy }: Notice, zone: string): string {
  const at = (moment: Date) => sayDateTime(moment, zone);
  const told = `The deputy was told on ${at(toldAt)}`;
  if (stoppedAt) return `${told}, and ${stoppedBy} stopped it on ${at(stoppedAt)}.`;
  if (outcome === 'nothing') return `It did not go out, and ${told.toLowerCase()}: ${why}`;
  if (outcome === 'missed') return `Nothing ran when it was to go out on ${at(dueAt)}, so it was not sent.`;
  if (outcome === 'asked') return `${told} that it goes out on ${at(dueAt)} only with their approval.`;
  return `${told} that it goes out on ${at(dueAt)}.`;
}
