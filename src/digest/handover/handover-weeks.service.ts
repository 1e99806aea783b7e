import { Injectable } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Conflict } from '../../core/errors/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { slotOf } from '../digest.settings.js';
import { Approvals } from '../editions/approvals.service.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Editions } from '../editions/editions.service.js';
import { Fixing } from '../editions/fixing.service.js';
import { Missed } from '../editions/missed.service.js';
import { lastInstant, latestFor, localDate, minutesLate, nextInstant } from '../editions/schedule.rules.js';
import { weekOfDate } from '../editions/week.rules.js';
import { ThisNetwork } from '../this-network.js';
import { Deputies } from './deputies.js';
import { DeputyLetters } from './deputy-letters.service.js';
import { sendingAfter, tellAt } from './handover.rules.js';
import { HandoverStore, type Handover } from './handover.store.js';

const STOPPED = 'it was stopped or sent back, and nobody has approved it again since.';

/** What the week's edition is about to be, in a handover. */
interface Plan {
  handover: Handover;
  key: string;
  /** By the network's own day and time. */
  due: Date;
}

/**
 * The digest in weeks in which the co-ordinator is away: composes itself of what is approved, tells the deputy, and
 * goes out unless somebody stops it. What nobody has approved is held.
 */
@Injectable()
export class HandoverWeeks {
  constructor(
    private readonly store: HandoverStore,
    private readonly editionStore: EditionStore,
    private readonly editions: Editions,
    private readonly approvals: Approvals,
    private readonly fixing: Fixing,
    private readonly missed: Missed,
    private readonly letters: DeputyLetters,
    private readonly deputies: Deputies,
    private readonly audienceLock: AudienceLock,
    private readonly here: ThisNetwork,
    private readonly clock: Clock,
  ) {}

  /** Looks after the edition that is due and the one before, in case nothing ran; safe in any number of workers. */
  async sweep(): Promise<void> {
    const { zone, modules, settings } = await this.here.facts();
    const slot = slotOf(settings);
    if (!slot || !modules.includes('digest')) return;
    const now = this.clock.now();
    for (const due of [lastInstant(slot, now, zone), nextInstant(slot, now, zone)]) {
      const date = localDate(due, zone);
      const handover = await this.store.covering(date);
      // What was handed over afterwards was somebody's own to send.
      if (!handover || handover.madeAt > due || now < tellAt(due, zone)) continue;
      await this.#lookAfter({ handover, due, key: weekOfDate(date).key }, zone);
    }
  }

  async #lookAfter(plan: Plan, zone: string): Promise<void> {
    const edition = await this.#composed(plan.key);
    if (!edition) return;
    const now = this.clock.now();
    if (edition.state === 'composing' && edition.stoppedAt !== null)
      return this.#hold(plan, edition, plan.due, STOPPED);
    if (edition.state === 'composing' && now >= latestFor(plan.due, zone)) return this.#miss(plan, edition);
    if (edition.state === 'composing') return this.#send(plan, edition, sendingAfter(plan.due, now));
    if (edition.state === 'approved' && edition.sendAfter! > now) {
      // It is theirs who approved it; a deputy who has left is no longer told.
      if (await this.deputies.lapse(plan.handover)) return;
      await this.#keep(plan, edition, 'approved', edition.sendAfter!);
      await this.letters.going(edition, plan.handover);
    }
  }

  /** Composes the edition and holds on to it, so that two workers take turns; undefined when it was looked after. */
  async #composed(key: string): Promise<Edition | undefined> {
    if ((await this.editionStore.has(key)) && (await this.#isDone(key))) return undefined;
    await this.audienceLock.take();
    await this.editions.compose('product', key);
    const edition = await this.editionStore.find(key, true);
    return (await this.#isDone(key)) ? undefined : edition;
  }

  async #isDone(key: string): Promise<boolean> {
    return (await this.store.notice((await this.editionStore.find(key)).id)) !== undefined;
  }

  async #send(plan: Plan, edition: Edition, sendAfter: Date): Promise<void> {
    const { handover, key } = plan;
    const lapse = await this.deputies.lapse(handover);
    if (lapse) return this.#hold(plan, edition, sendAfter, lapse.why, lapse.people);
    const refusal = await this.#refusal(edition, sendAfter, handover);
    if (refusal !== undefined) return this.#hold(plan, edition, sendAfter, refusal);
    const goes = await this.approvals.approveFor(handover.awayId, key, sendAfter);
    const now = await this.editionStore.find(key);
    if (goes && minutesLate(plan.due, sendAfter) > 0) await this.#late(now, plan.due);
    await this.#keep(plan, now, goes ? 'approved' : 'asked', sendAfter);
    if (goes) await this.letters.going(now, handover);
    else await this.letters.asking(now, handover, sendAfter);
  }

  async #late(edition: Edition, due: Date): Promise<void> {
    const when = sayDateTime(due, (await this.here.facts()).zone);
    const note = `It was to go out on ${when}. Nothing ran that morning, so the deputy was told later, and it goes out late.`;
    await this.fixing.set(edition, { note });
  }

  /** Nothing is sent of which the deputy cannot be told, or that could not be approved either. */
  async #refusal(edition: Edition, sendAfter: Date, { deputyId }: Handover): Promise<string | undefined> {
    if (!(await this.letters.reaches(deputyId))) return 'the deputy has no e-mail address to be told at.';
    try {
      await this.fixing.refuseUnready(edition, sendAfter);
      return undefined;
    } catch (error) {
      if (error instanceof Conflict) return lower(error.message);
      throw error;
    }
  }

  async #hold(plan: Plan, edition: Edition, due: Date, why: string, people?: string[]): Promise<void> {
    await this.#keep(plan, edition, 'nothing', due, why);
    await this.letters.nothing(edition, plan.handover, due, why, people);
  }

  async #miss(plan: Plan, edition: Edition): Promise<void> {
    await this.#keep(plan, edition, 'missed', plan.due);
    await this.missed.ask(edition, plan.due);
  }

  async #keep(
    { handover }: Plan,
    edition: Edition,
    outcome: 'approved' | 'asked' | 'nothing' | 'missed',
    dueAt: Date,
    why: string | null = null,
  ): Promise<void> {
    await this.store.keep({ editionId: edition.id, handoverId: handover.id, outcome, why, dueAt });
    await this.fixing.note('product', 'edition.handed over', edition, {
      ...{ outcome, dueAt, handoverId: handover.id, deputyId: handover.deputyId },
    });
  }
}

/** A sentence as the second half of one. */
function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
