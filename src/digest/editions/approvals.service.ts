import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import { AudienceLock, Deliveries } from '../../core/mail/index.js';
import { slotOf } from '../digest.settings.js';
import { ThisNetwork } from '../this-network.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Fixing } from './fixing.service.js';
import { nextInstant, type Slot } from './schedule.rules.js';
import { SecondApprovals } from './second-approvals.service.js';
import { Seconds, type TwoHanded } from './seconds.service.js';

/** When an approved edition goes out: in a few minutes, at once (the command line), or at a local day and time. */
export type When = 'soon' | 'at once' | Slot;

/** What whoever approves has looked at. */
export interface Seen {
  version?: number;
  /** Articles that were changed since go out as the edition holds them. */
  keep?: boolean;
  /** That nobody would get a copy is known. */
  nobody?: boolean;
}

/** Copies have left, or may have. */
export class UnderWay extends Conflict {
  constructor() {
    super('It is too late: the first copies have left.');
  }
}

const OVERTAKEN =
  'This edition was changed after you opened this page. Below is what it is now: look at it again, and approve it if it is right.';

const APPROVE = 'digest.approve';

/** Approving an edition, which fixes every copy of it, and stopping it again. */
@Injectable()
export class Approvals {
  constructor(
    private readonly store: EditionStore,
    private readonly fixing: Fixing,
    private readonly seconds: Seconds,
    private readonly twice: SecondApprovals,
    private readonly deliveries: Deliveries,
    private readonly audienceLock: AudienceLock,
    private readonly here: ThisNetwork,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /** Minutes in which an approved edition can still be stopped. */
  get stopMinutes(): number {
    return this.settings.FOLKMOOT_STOP_MINUTES;
  }

  /**
   * Approves an edition: its words, who gets a copy, what is in each and why are fixed in one transaction, and sent
   * from then on. Whoever asks not to get it in between does not. Where the network wants two people, the first
   * approval asks for the second, and the second fixes it. @throws Conflict when it has been approved, is empty,
   * holds something that was withdrawn or changed, or is no longer what was looked at
   */
  async approve(me: Actor, key: string, when: When, seen: Seen = {}): Promise<Edition> {
    allow(me.may(APPROVE));
    await this.audienceLock.take();
    const edition = await this.#composing(key, seen.version);
    const waiting = await this.seconds.waiting(edition);
    if (waiting && waiting.firstBy !== me.personId) {
      if (seen.version === undefined) throw new Conflict(whichWords(waiting));
      await this.twice.approve(me, key, seen.version);
    } else {
      const sendAfter = this.due(when, (await this.here.facts()).zone);
      const fixed = typeof when === 'object' ? sendAfter : null;
      const { keep = false, nobody = false } = seen;
      const first = { by: me.personId, keep, nobody, sendAfter: fixed };
      if (await this.seconds.wanted()) await this.twice.ask(me, edition, first, sendAfter);
      else await this.#approve(me, edition, { ...first, sendAfter });
    }
    return this.store.find(key);
  }

  /**
   * Approves an edition on behalf of somebody who said so beforehand, for a moment that is fixed; where two people
   * are wanted this is the first approval, and whoever may give the second is asked elsewhere. Returns whether it goes
   * out by itself. @throws Conflict as above
   */
  async approveFor(personId: string, key: string, sendAfter: Date): Promise<boolean> {
    await this.audienceLock.take();
    const edition = await this.#composing(key);
    const first = { by: personId, keep: false, nobody: false, sendAfter };
    if (await this.seconds.wanted()) {
      await this.twice.begin('product', edition, first, sendAfter);
      return false;
    }
    await this.#approve('product', edition, first);
    return true;
  }

  /**
   * Sends an approved edition now rather than later, fixed anew so that “closes tomorrow” is true of the day it goes
   * out; it stays approved by whoever approved it. One that is under way is left alone.
   * @throws Conflict when it has not been approved; UnderWay when its first copies leave at this very moment
   */
  async bringForward(me: Actor, key: string): Promise<void> {
    allow(me.may(APPROVE));
    await this.audienceLock.take();
    const edition = await this.store.find(key, true);
    if (edition.state === 'composing') throw new Conflict(`The edition ${key} has not been approved yet.`);
    const now = this.clock.now();
    const { latest, begunAt } = await this.deliveries.letter(edition.letterId!);
    const isOverdue = begunAt === null && latest !== null && latest <= now;
    if (!isOverdue && (edition.state !== 'approved' || now >= edition.sendAfter!)) return;
    if (!(await this.deliveries.cancel(edition.letterId!, 'The edition was brought forward.')))
      throw new UnderWay();
    // Open for this moment, so that its own items count as offered.
    const open = { ...edition, state: 'composing' as const, letterId: null };
    await this.fixing.set(edition, { state: open.state, letterId: null });
    await this.fixing.refuseStale(me, open, true);
    const { approvedBy } = edition;
    const { fixed, audience } = await this.fixing.fix(open, approvedBy ?? me.personId, now);
    await this.fixing.set(open, { ...fixed, state: 'approved' });
    const { letterId } = fixed;
    await this.fixing.note(me, 'edition.brought forward', edition, { approvedBy, audience, letterId });
  }

  /** Stops an edition while nothing of it has left; it can be changed and approved again. @throws Conflict when too late */
  async stop(me: Actor, key: string): Promise<void> {
    allow(me.may(APPROVE));
    await this.stopAs(me, me.name, key);
  }

  /** The same for somebody who may by another right than a role: the deputy in a handover. */
  async stopAs(me: Actor | 'product', name: string, key: string): Promise<void> {
    const edition = await this.store.find(key, true);
    const words = `Stopped by ${name} before anything was sent.`;
    if (edition.state === 'composing' && (await this.seconds.waiting(edition))) {
      await this.fixing.set(edition, { note: words, stoppedAt: this.clock.now() });
      await this.seconds.void(me, edition, words);
      return;
    }
    if (edition.state === 'composing' || !edition.letterId)
      throw new Conflict('This edition has not been approved, so there is nothing to stop.');
    if (this.clock.now() >= edition.sendAfter!) throw new UnderWay();
    const { letterId } = edition;
    if (!(await this.deliveries.cancel(letterId, 'The edition was stopped before it went out.')))
      throw new UnderWay();
    await this.fixing.open(edition, { note: words, stoppedAt: this.clock.now() });
    await this.seconds.void(me, edition, words);
    await this.fixing.note(me, 'edition.stopped', edition, { letterId });
  }

  /** Returns when an edition approved now would go out. */
  due(when: When, zone: string): Date {
    const now = this.clock.now();
    if (when === 'at once') return now;
    const soon = this.twice.soonest();
    return when === 'soon' ? soon : nextInstant(when, soon, zone);
  }

  /** The network's own day and time, where it has fixed one. */
  async usual(): Promise<Slot | undefined> {
    return slotOf((await this.here.facts()).settings);
  }

  /** The zone of the network's clocks. */
  async zone(): Promise<string> {
    return (await this.here.facts()).zone;
  }

  async #composing(key: string, version?: number): Promise<Edition> {
    const edition = await this.store.find(key, true);
    if (edition.state !== 'composing') throw new Conflict('This edition has been approved already.');
    if (version !== undefined && version !== edition.version) throw new Conflict(OVERTAKEN);
    return edition;
  }

  async #approve(
    me: Actor | 'product',
    edition: Edition,
    { keep, ...approval }: { by: string; keep: boolean; nobody: boolean; sendAfter: Date },
  ): Promise<void> {
    await this.fixing.refuseStale(me, edition, keep);
    await this.fixing.approve(me, edition, approval, {});
  }
}

function whichWords({ firstName, version }: TwoHanded): string {
  return `${firstName} has approved version ${version} of this edition. Look at it, and say which version you approve too.`;
}
