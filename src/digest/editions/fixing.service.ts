import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries, Post, SetAside } from '../../core/mail/index.js';
import { Drafts, freeze, freezeForShow, type Draft, MustKnow } from '../choosing/index.js';
import { resendOf } from '../digest.settings.js';
import { DeputyLetters } from '../handover/deputy-letters.service.js';
import { listOfKey } from '../kinds/kind.rules.js';
import { BriefingsOwed } from '../kinds/owed.service.js';
import { refuseWritten } from '../kinds/written-refusals.js';
import { Acronyms } from './acronyms.service.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Editions } from './editions.service.js';
import { nobodyWords, whyNobody } from './nobody.rules.js';
import { Replies } from './replies.js';
import { latestFor } from './schedule.rules.js';

/** Fixes every copy of an edition at the moment of its approval; writes only what the approval will hold. */
@Injectable()
export class Fixing {
  constructor(
    private readonly store: EditionStore,
    private readonly editions: Editions,
    private readonly drafts: Drafts,
    private readonly mustKnow: MustKnow,
    private readonly deliveries: Deliveries,
    private readonly post: Post,
    private readonly aside: SetAside,
    private readonly replies: Replies,
    private readonly acronyms: Acronyms,
    private readonly owed: BriefingsOwed,
    private readonly deputyLetters: DeputyLetters,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  /**
   * `nobody` says that whoever approves knows that nobody would get a copy. @throws Conflict when there is nothing in
   * an edition, nobody to send it to, or something nobody has explained
   */
  async refuseUnready(edition: Edition, sendAfter: Date, nobody = false): Promise<void> {
    const draft = await this.draft(edition, sendAfter);
    const { copies, pieces } = freezeForShow(draft);
    refuseNobody(draft, copies.pending, nobody);
    refuseWritten(draft, pieces);
    await this.acronyms.refuse(edition);
  }

  /** @throws Conflict when there is nothing in an edition, too much to know, or nobody whom it is for */
  async draft(edition: Edition, sendAfter: Date) {
    const draft = await this.drafts.of(edition, sendAfter);
    refuseNobody(draft, draft.mailboxes.length, true);
    await this.mustKnow.refuse(edition);
    return draft;
  }

  /**
   * Fixes the copies; whoever takes the audience lock before can be sure of whom they reach. @throws Conflict where
   * nobody would get one, unless that is known
   */
  async fix(edition: Edition, approver: string, sendAfter: Date, nobody = true) {
    const draft = await this.draft(edition, sendAfter);
    const { name: fromName, settings, zone } = draft.network;
    const replyTo = await this.replies.to(approver, draft.network);
    const mark = this.post.newMark();
    const { baseUrl } = this.settings;
    const { subject, pieces, copies, pieceFacts, terms } = freeze(draft, {
      mark,
      baseUrl,
      repliesTo: replyTo,
    });
    refuseNobody(draft, copies.pending, nobody);
    refuseWritten(draft, pieces);
    const list = listOfKey(edition.key);
    const { letterId } = await this.post.freeze(
      {
        ...{ kind: list, list, fromLocal: list, resend: resendOf(settings) },
        ...{ subject, fromName, replyTo, sendAfter, mark, terms },
        archive: { list: '/digest/archive', copy: `/digest/archive/${edition.key}` },
      },
      pieces,
      copies,
    );
    await this.deliveries.notBegunAfter(letterId, latestFor(sendAfter, zone));
    await this.#noteOwed(letterId, draft);
    await this.#noteCorrected(edition);
    return {
      fixed: { letterId, pieces: pieceFacts, sendAfter, note: null, missedAt: null, stoppedAt: null },
      audience: copies.length,
    };
  }

  /** Whoever an urgent briefing leaves out gets it with their next digest. */
  async #noteOwed(letterId: string, { edition, items, apart }: Draft): Promise<void> {
    if (edition.kind !== 'urgent') return;
    for (const { key } of items) await this.owed.note(letterId, key, [...apart.keys()]);
  }

  /** What never went is not sent late any more as it was: a correction would not follow it. */
  async #noteCorrected({ aboutId }: Edition): Promise<void> {
    if (!aboutId) return;
    const { letterId } = await this.store.byId(aboutId);
    if (letterId) await this.aside.forgetLetter(letterId);
  }

  /** Fixes an edition and sets it on its way; `more` goes into the audit log. */
  async approve(
    me: Actor | 'product',
    edition: Edition,
    { by, sendAfter, nobody }: { by: string; sendAfter: Date; nobody: boolean },
    more: { secondBy?: string },
  ): Promise<void> {
    await this.acronyms.refuse(edition);
    const { fixed, audience } = await this.fix(edition, by, sendAfter, nobody);
    const approvedAt = this.clock.now();
    await this.set(edition, { ...fixed, state: 'approved', approvedBy: by, approvedAt });
    const { letterId } = fixed;
    await this.note(me, 'edition.approved', edition, { sendAfter, audience, letterId, ...more });
    await this.deputyLetters.again(await this.store.find(edition.key), more.secondBy);
  }

  /** The row is held, so that only what goes round these verbs can have changed it. */
  async set(edition: Edition, changes: Partial<Edition>): Promise<void> {
    if (!(await this.store.set(edition, changes)))
      throw new Conflict('Somebody else has just changed this edition.');
  }

  /** Opens an edition again of which nothing has left: it can be changed and approved anew. */
  async open(edition: Edition, changes: Partial<Edition>): Promise<void> {
    await this.set(edition, {
      ...{ state: 'composing', letterId: null, pieces: [], sendAfter: null },
      ...{ approvedBy: null, approvedAt: null, ...changes },
    });
  }

  /** Writes an act on an edition into the audit log. */
  async note(me: Actor | 'product', action: string, { id, key }: Edition, details: object): Promise<void> {
    await this.audit.record(me, action, { type: 'edition', id }, { key, ...details });
  }

  /** @throws Conflict when something in it was withdrawn, or was changed and is not to go out as it is held */
  async refuseStale(me: Actor | 'product', edition: Edition, keep: boolean): Promise<void> {
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

function refuseNobody(draft: Draft, copies: number, isKnown: boolean): void {
  const { edition, items, people, mailboxes, flood, apart } = draft;
  const counts = { items: items.length, people: people.length, mailboxes: mailboxes.length, copies };
  const nobody = whyNobody({ kind: edition.kind, ...counts, over: flood ? apart.size : 0 });
  if (nobody && (nobody.isFinal || !isKnown)) throw new Conflict(nobodyWords(nobody));
}
