import { Body, Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { Public } from '../../core/access/index.js';
import { page, Pages, redirect, type PageAnswer, type RedirectAnswer } from '../../core/web/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { Drafts } from '../choosing/index.js';
import { secondForm } from '../editions/edition.input.js';
import { calledOf } from '../editions/edition.view.js';
import { Sendings, type Status } from '../editions/sendings.service.js';
import { viewSheet } from '../editions/sheet.view.js';
import { ThisNetwork } from '../this-network.js';
import { DeputyDesk, type Desk } from './deputy-desk.service.js';

interface In {
  token: string;
}

const VIEWS = 'digest/handover/views';

/**
 * Where the links in a deputy's letter lead: looking at what goes out, and stopping it. They work without signing in;
 * looking changes nothing, because mail scanners look.
 */
@Public()
@Pages('handover/edition/:token', 'digest')
export class DeputyPages {
  constructor(
    private readonly desk: DeputyDesk,
    private readonly drafts: Drafts,
    private readonly sendings: Sendings,
    private readonly here: ThisNetwork,
  ) {}

  @Get()
  async look(@Param() { token }: In): Promise<PageAnswer> {
    const desk = await this.desk.open(token);
    if (!desk) return notWhole();
    const draft = await this.drafts.of(desk.edition, desk.edition.sendAfter ?? desk.notice.dueAt);
    const { subject, counts } = await this.sendings.statusOf(desk.edition);
    const sheet = viewSheet(draft);
    const fixed = subject === null ? {} : { subject, copies: counts.sent + counts.pending };
    return page(`${VIEWS}/deputy`, { ...(await this.#frame(token, desk)), sheet: { ...sheet, ...fixed } });
  }

  @Get('stop')
  async ask(@Param() { token }: In): Promise<PageAnswer> {
    const desk = await this.desk.open(token);
    if (!desk) return notWhole();
    return page(`${VIEWS}/stop`, await this.#frame(token, desk));
  }

  @Post('stop')
  async stop(@Param() { token }: In): Promise<PageAnswer | RedirectAnswer> {
    const desk = await this.desk.open(token);
    if (!desk) return notWhole();
    await this.desk.stop(desk);
    return redirect(`/handover/edition/${token}/stop`, 'Stopped.');
  }

  @Post('approval')
  async approve(
    @Param() { token }: In,
    @Body({ schema: secondForm }) { version }: z.output<typeof secondForm>,
  ): Promise<PageAnswer | RedirectAnswer> {
    const desk = await this.desk.open(token);
    if (!desk) return notWhole();
    const { sendAfter } = await this.desk.approve(desk, version);
    const { zone } = await this.here.facts();
    return redirect(
      `/handover/edition/${token}`,
      `Approved. It goes out on ${sayDateTime(sendAfter, zone)}; until then you can stop it here.`,
    );
  }

  async #frame(token: string, desk: Desk) {
    const { edition, handover, waiting } = desk;
    const status = await this.sendings.statusOf(edition);
    const isOpen =
      !desk.isOvertaken &&
      !desk.isStopped &&
      (waiting !== undefined || status.counts.pending > 0) &&
      goesBy(desk);
    return {
      title: `The ${calledOf(edition)}`,
      lead: leadOf(desk, status, (await this.here.facts()).zone),
      ...{ token, handover, isOpen, isGoing: status.state === 'sending', mayApprove: waiting !== undefined },
      version: edition.version,
    };
  }
}

/** True while the edition is approved, or waits for the deputy's approval. */
function goesBy({ edition, waiting }: Desk): boolean {
  return edition.state !== 'composing' || waiting !== undefined;
}

const OVERTAKEN =
  'It was taken back and approved again after the letter with this link, so the link stops and approves nothing any more. If you are still the deputy, you have been written to again. Below is what it is now.';

/** Where the edition stands, in a sentence. */
function leadOf(desk: Desk, { state, counts }: Status, zone: string): string {
  const { edition, notice, waiting } = desk;
  const at = (moment: Date | null) => sayDateTime(moment, zone);
  if (desk.isOvertaken) return OVERTAKEN;
  if (desk.isStopped && state !== 'sending' && state !== 'sent')
    return `Stopped on ${at(notice.stoppedAt)}. Nothing is sent, unless somebody approves it again.`;
  if (desk.isStopped)
    return `Stopped on ${at(notice.stoppedAt)}, when ${counts.sent} had gone. Nothing more is sent.`;
  if (waiting) return `It goes out on ${at(waiting.sendAfter)}, but only if you approve it.`;
  if (state === 'approved') return `It goes out on ${at(edition.sendAfter)}, unless you stop it.`;
  if (state === 'sending')
    return `It is going out now: ${counts.sent} have gone, ${counts.pending} have not.`;
  if (state === 'sent') return `It went out on ${at(edition.sendAfter)}.`;
  return 'Nothing goes out unless somebody approves it.';
}

function notWhole(): PageAnswer {
  return page(`${VIEWS}/not-whole`, { title: 'We could not read this link' }, 404);
}
