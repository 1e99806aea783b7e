import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import { AudienceLock, Deliveries, Post } from '../../core/mail/index.js';
import { slotOf, resendOf } from '../digest.settings.js';
import { Drafts, LIST } from './drafts.service.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Editions } from './editions.service.js';
import { freeze } from './frozen.js';
import { Replies } from './replies.js';
import { nextInstant, type Slot } from './schedule.rules.js';

/** When an approved edition goes out: in a few minutes, at once (the command line), or at a local day and time. */
export type When = 'soon' | 'at once' | Slot;

/** What whoever approves has looked at. */
export interface Seen {
  version?: number;
  /** Articles that were changed since go out as the edition holds them. */
  keep?: boolean;
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
const MINUTE = 60_000;

/** Approving an edition, which fixes every copy of it, and stopping it again. */
@Injectable()
export class Approvals {
  constructor(
    private readonly store: EditionStore,
    private readonly editions: Editions,
    private readonly drafts: Drafts,
    private readonly deliveries: Deliveries,
    private readonly audienceLock: AudienceLock,
    private readonly post: Post,
    private readonly replies: Replies,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  /** Minutes in which an approved edition can still be stopped. */
  get stopMinutes(): number {
    return this.settings.FOLKMOOT_STOP_MINUTES;
  }

  /**
   * Approves an edition: its words, who gets a copy, what is in each and why are fixed in one transaction, and sent
   * from then on. Whoever asks not to get it in between does not. @throws Conflict when it has been approved, is
   * empty, holds something that was withdrawn or changed, or is no longer what was looked at
   */
  async approve(me: Actor, key: string, when: When, seen: Seen = {}): Promise<Edition> {
    allow(me.may(APPROVE));
    await this.audienceLock.take();
    const edition = await this.store.find(key, true);
    if (edition.state !== 'composing') throw new Conflict('This edition has been approved already.');
    if (seen.version !== undefined && seen.version !== edition.version) throw new Conflict(OVERTAKEN);
    await this.#refuseStale(me, edition, seen.keep ?? false);
    const at = this.clock.now();
    const sendAfter = this.#due(at, when, await this.zone());
    const { fixed, audience } = await this.#freeze(edition, me.personId, sendAfter);
    await this.#set(edition, { ...fixed, state: 'approved', approvedBy: me.personId, approvedAt: at });
    await this.#note(me, 'edition.approved', edition, { sendAfter, audience, letterId: fixed.letterId });
    return this.store.find(key);
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
    if (edition.state !== 'approved' || now >= edition.sendAfter!) return;
    if (!(await this.deliveries.cancel(edition.letterId!, 'The edition was brought forward.')))
      throw new UnderWay();
    // Open for this moment, so that its own items count as offered.
    const open = { ...edition, state: 'composing' as const, letterId: null };
    await this.#set(edition, { state: open.state, letterId: null });
    await this.#refuseStale(me, open, true);
    const { approvedBy } = edition;
    const { fixed, audience } = await this.#freeze(open, approvedBy ?? me.personId, now);
    await this.#set(open, { ...fixed, state: 'approved' });
    const { letterId } = fixed;
    await this.#note(me, 'edition.brought forward', edition, { approvedBy, audience, letterId });
  }

  /** Stops an edition while nothing of it has left; it can be changed and approved again. @throws Conflict when too late */
  async stop(me: Actor, key: string): Promise<void> {
    allow(me.may(APPROVE));
    const edition = await this.store.find(key, true);
    if (edition.state === 'composing' || !edition.letterId)
      throw new Conflict('This edition has not been approved, so there is nothing to stop.');
    if (this.clock.now() >= edition.sendAfter!) throw new UnderWay();
    const stopped = await this.deliveries.cancel(
      edition.letterId,
      'The edition was stopped before it went out.',
    );
    if (!stopped) throw new UnderWay();
    const note = `Stopped by ${me.name} before anything was sent.`;
    await this.#set(edition, {
      ...{ state: 'composing', letterId: null, pieces: [], sendAfter: null },
      ...{ approvedBy: null, approvedAt: null, note },
    });
    await this.#note(me, 'edition.stopped', edition, { letterId: edition.letterId });
  }

  /** Returns when an edition approved now would go out. */
  due(when: When, zone: string): Date {
    return this.#due(this.clock.now(), when, zone);
  }

  /** The network's own day and time, where it has fixed one. */
  async usual(): Promise<Slot | undefined> {
    return slotOf((await this.drafts.network()).settings);
  }

  /** The zone of the network's clocks. */
  async zone(): Promise<string> {
    return (await this.drafts.network()).zone;
  }

  #due(now: Date, when: When, zone: string): Date {
    if (when === 'at once') return now;
    const soon = new Date(now.getTime() + this.stopMinutes * MINUTE);
    return when === 'soon' ? soon : nextInstant(when, soon, zone);
  }

  /** Fixes every copy of an edition; whoever takes the audience lock before can be sure of whom it reaches. */
  async #freeze(edition: Edition, approver: string, sendAfter: Date) {
    const draft = await this.drafts.of(edition, sendAfter);
    if (draft.items.length === 0) throw new Conflict('There is nothing in this edition yet.');
    if (draft.mailboxes.length === 0) throw new Conflict('There is nobody to send this edition to yet.');
    const { name: fromName, settings } = draft.network;
    const replyTo = await this.replies.to(approver, draft.network);
    const mark = this.post.newMark();
    const { baseUrl } = this.settings;
    const { subject, pieces, copies, pieceFacts } = freeze(draft, { mark, baseUrl, repliesTo: replyTo });
    const { letterId } = await this.post.freeze(
      {
        ...{ kind: LIST, list: LIST, fromLocal: LIST, resend: resendOf(settings) },
        ...{ subject, fromName, replyTo, sendAfter, mark },
      },
      pieces,
      copies,
    );
    return { fixed: { letterId, pieces: pieceFacts, sendAfter, note: null }, audience: copies.length };
  }

  /** The row is held, so that only what goes round these verbs can have changed it. */
  async #set(edition: Edition, changes: Partial<Edition>): Promise<void> {
    if (!(await this.store.set(edition, changes)))
      throw new Conflict('Somebody else has just changed this edition.');
  }

  async #note(me: Actor, action: string, { id, key }: Edition, details: object): Promise<void> {
    await this.audit.record(me, action, { type: 'edition', id }, { key, ...details });
  }

  async #refuseStale(me: Actor, edition: Edition, keep: boolean): Promise<void> {
    const { gone, changed } = await this.editions.stale(me, edition);
    if (gone.length > 0) {
      const titles = gone.map(({ item }) => `“${item.title}”`).join(', ');
      throw new Conflict(
        `${titles} has been withdrawn or has closed since. Look at the edition again, and take the changes in.`,
      );
    }
    if (changed.length === 0 || keep) return;
    const were = changed.length === 1 ? '1 article was' : `${changed.length} articles were`;
    throw new Conflict(
      `${were} changed since. Take the changes in first, or say that the edition goes out as it is.`,
    );
  }
}
