import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries, Post } from '../../core/mail/index.js';
import { slotOf, resendOf } from '../digest.settings.js';
import { Drafts, LIST, type Draft } from './drafts.service.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Editions } from './editions.service.js';
import { freeze } from './frozen.js';
import { Replies } from './replies.js';
import { nextInstant, type Slot } from './schedule.rules.js';

/** When an approved edition goes out: in a few minutes, at once (the command line), or at a local day and time. */
export type When = 'soon' | 'at once' | Slot;

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
   * empty, or holds something that was withdrawn
   */
  async approve(me: Actor, key: string, when: When): Promise<Edition> {
    allow(me.may(APPROVE));
    const edition = await this.store.find(key, true);
    if (edition.state !== 'composing') throw new Conflict('This edition has been approved already.');
    const at = this.clock.now();
    const network = await this.drafts.network();
    const sendAfter = this.#due(at, when, network.zone);
    const draft = await this.drafts.of(edition, sendAfter);
    await this.#refuseStale(edition, draft);
    const repliesTo = await this.replies.to(me, network);
    const mark = this.post.newMark();
    const frozen = freeze(draft, { mark, baseUrl: this.settings.baseUrl, repliesTo });
    const { letterId } = await this.post.freeze(
      {
        kind: LIST,
        list: LIST,
        subject: frozen.subject,
        fromName: network.name,
        fromLocal: LIST,
        replyTo: repliesTo,
        resend: resendOf(network.settings),
        sendAfter,
        mark,
      },
      frozen.pieces,
      frozen.copies,
    );
    const approval = { state: 'approved' as const, letterId, pieces: frozen.pieceFacts, sendAfter };
    await this.store.set(edition.id, { ...approval, approvedBy: me.personId, approvedAt: at, note: null });
    await this.audit.record(
      me,
      'edition.approved',
      { type: 'edition', id: edition.id },
      { key, sendAfter, audience: frozen.copies.length, letterId },
    );
    return this.store.find(key);
  }

  /** Stops an edition while nothing of it has left; it can be changed and approved again. @throws Conflict when too late */
  async stop(me: Actor, key: string): Promise<void> {
    allow(me.may(APPROVE));
    const edition = await this.store.find(key, true);
    if (edition.state === 'composing' || !edition.letterId)
      throw new Conflict('This edition has not been approved, so there is nothing to stop.');
    const late = 'It is too late: the first copies have left.';
    if (this.clock.now() >= edition.sendAfter!) throw new Conflict(late);
    const stopped = await this.deliveries.cancel(
      edition.letterId,
      'The edition was stopped before it went out.',
    );
    if (!stopped) throw new Conflict(late);
    const note = `Stopped by ${me.name} before anything was sent.`;
    await this.store.set(edition.id, {
      ...{ state: 'composing', letterId: null, pieces: [], sendAfter: null },
      ...{ approvedBy: null, approvedAt: null, note },
    });
    await this.audit.record(
      me,
      'edition.stopped',
      { type: 'edition', id: edition.id },
      { key, letterId: edition.letterId },
    );
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

  async #refuseStale(edition: Edition, { items, mailboxes }: Draft): Promise<void> {
    if (items.length === 0) throw new Conflict('There is nothing in this edition yet.');
    if (mailboxes.length === 0) throw new Conflict('There is nobody to send this edition to yet.');
    const gone = (await this.editions.differences(edition)).gone.filter(({ leftOut }) => !leftOut);
    if (gone.length > 0) {
      const titles = gone.map(({ item }) => `“${item.title}”`).join(', ');
      throw new Conflict(
        `${titles} has been withdrawn or has closed since. Look at the edition again, and take the changes in.`,
      );
    }
  }
}
