import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Conflict } from '../../core/errors/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import { Approvals, UnderWay } from '../editions/approvals.service.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Notices } from '../editions/notices.js';
import { SecondApprovals } from '../editions/second-approvals.service.js';
import { Seconds, type TwoHanded } from '../editions/seconds.service.js';
import { Way } from '../editions/way.service.js';
import { readDeputyToken } from './handover-token.rules.js';
import { HandoverStore, type Handover, type Notice } from './handover.store.js';

/** What a deputy's link leads to. */
export interface Desk {
  edition: Edition;
  handover: Handover;
  notice: Notice;
  /** The approval that waits for the deputy's, where two people are wanted. */
  waiting: TwoHanded | undefined;
}

/** What the deputy does with the link in their letter, without signing in. */
@Injectable()
export class DeputyDesk {
  readonly #key: Buffer;

  constructor(
    private readonly db: Db,
    private readonly store: HandoverStore,
    private readonly editions: EditionStore,
    private readonly seconds: Seconds,
    private readonly twice: SecondApprovals,
    private readonly approvals: Approvals,
    private readonly way: Way,
    private readonly notices: Notices,
    private readonly audienceLock: AudienceLock,
    keys: Keys,
  ) {
    this.#key = keys.for('tokens');
  }

  /** Returns what a link is for; undefined when it is not whole, or was another deputy's. */
  async open(token: string): Promise<Desk | undefined> {
    const link = readDeputyToken(this.#key, this.db.networkId!, token);
    const notice = link && (await this.store.notice(link.editionId));
    const handover = notice && (await this.store.one(notice.handoverId));
    if (!notice || !handover || handover.deputyId !== link.deputyId) return undefined;
    const edition = await this.editions.byId(link.editionId);
    return { edition, handover, notice, waiting: await this.seconds.waiting(edition) };
  }

  /** Stops the edition, or whatever of it has not gone yet. Pressing twice changes nothing. @throws Conflict when all has gone */
  async stop({ edition, handover, notice }: Desk): Promise<void> {
    if (notice.stoppedAt !== null) return;
    const name = await this.notices.nameOf(handover.deputyId);
    try {
      await this.approvals.stopAs('product', name, edition.key);
    } catch (error) {
      if (!(error instanceof UnderWay)) throw error;
      await this.way.cancelAs('product', name, edition.key);
    }
    await this.store.stopped(edition.id, handover.deputyId);
  }

  /** Gives the second approval. @throws Conflict when the edition was changed or stopped since */
  async approve({ edition, handover }: Desk): Promise<Edition> {
    await this.audienceLock.take();
    const locked = await this.editions.find(edition.key, true);
    const waiting = await this.seconds.waiting(locked);
    if (!waiting)
      throw new Conflict('There is nothing to approve any more: it was changed, stopped or approved.');
    const name = await this.notices.nameOf(handover.deputyId);
    return this.twice.complete('product', locked, waiting, handover.deputyId, name);
  }
}
