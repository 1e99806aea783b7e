import { Injectable } from '@nestjs/common';
import { Keys } from '../../core/config/index.js';
import { Db } from '../../core/database/index.js';
import { Conflict, Forbidden } from '../../core/errors/index.js';
import { AudienceLock } from '../../core/mail/index.js';
import { Approvals, UnderWay } from '../editions/approvals.service.js';
import { EditionStore, type Edition } from '../editions/edition.store.js';
import { Notices } from '../editions/notices.js';
import { SecondApprovals } from '../editions/second-approvals.service.js';
import { refuseSecond } from '../editions/second.rules.js';
import { Seconds, type TwoHanded } from '../editions/seconds.service.js';
import { Way } from '../editions/way.service.js';
import { ThisNetwork } from '../this-network.js';
import { Deputies } from './deputies.js';
import { readDeputyToken } from './handover-token.rules.js';
import { HandoverStore, type Handover, type Notice } from './handover.store.js';

const OTHER =
  'It was taken back and approved again after the letter with this link, so the link does nothing any more. If you are still the deputy, you have been written to again.';
const OVER = 'The handover is over, so this link approves nothing any more.';

/** What a deputy's link leads to. */
export interface Desk {
  edition: Edition;
  handover: Handover;
  notice: Notice;
  /** The approval that waits for the deputy's, where two people are wanted. */
  waiting: TwoHanded | undefined;
  /** When the approval was given that the letter with the link told of. */
  toldOf: Date;
  /** The edition has been approved anew since, so that the link is of something else. */
  isOvertaken: boolean;
  /** The deputy has stopped what the letter told of. */
  isStopped: boolean;
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
    private readonly deputies: Deputies,
    private readonly here: ThisNetwork,
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
    const waiting = await this.seconds.waiting(edition);
    const toldOf = link.approvedAt;
    const isOvertaken = await this.#isOvertaken(edition, toldOf, waiting);
    const isStopped = notice.stoppedAt !== null && notice.stoppedAt >= toldOf;
    return { edition, handover, notice, waiting, toldOf, isOvertaken, isStopped };
  }

  /**
   * Stops the edition, or whatever of it has not gone yet. Pressing twice changes nothing. @throws Conflict when all
   * has gone, or when it is another approval than the letter told of
   */
  async stop({ edition, handover, toldOf, isStopped }: Desk): Promise<void> {
    const locked = await this.editions.find(edition.key, true);
    if (await this.#isOvertaken(locked, toldOf, await this.seconds.waiting(locked)))
      throw new Conflict(OTHER);
    if (isStopped) return;
    const name = await this.notices.nameOf(handover.deputyId);
    try {
      await this.approvals.stopAs('product', name, edition.key);
    } catch (error) {
      if (!(error instanceof UnderWay)) throw error;
      await this.way.cancelAs('product', name, edition.key);
    }
    await this.store.stopped(edition.id, handover.deputyId);
  }

  /**
   * Gives the second approval, to the version that stood on the page. @throws Conflict when the edition was changed or
   * stopped since, Forbidden when the handover is over or the deputy may not be the second
   */
  async approve({ edition, handover, toldOf }: Desk, version: number): Promise<Edition> {
    await this.audienceLock.take();
    const locked = await this.editions.find(edition.key, true);
    const waiting = await this.seconds.waiting(locked);
    if (await this.#isOvertaken(locked, toldOf, waiting)) throw new Conflict(OTHER);
    if (waiting?.version !== version)
      throw new Conflict('There is nothing to approve any more: it was changed, stopped or approved.');
    await this.#allow(handover, waiting);
    const name = await this.notices.nameOf(handover.deputyId);
    return this.twice.complete('product', locked, waiting, handover.deputyId, name);
  }

  /** True when an approval holds, and it is not the one the letter told of. */
  async #isOvertaken(edition: Edition, toldOf: Date, waiting: TwoHanded | undefined): Promise<boolean> {
    if (edition.state === 'composing' && !waiting) return false;
    const held = await this.seconds.held(edition);
    return ![edition.approvedAt, held?.firstAt].some((at) => at?.getTime() === toldOf.getTime());
  }

  async #allow({ deputyId, toOn, endedAt }: Handover, { firstBy, firstAccount }: TwoHanded): Promise<void> {
    if (endedAt !== null || (await this.here.today()) > toOn) throw new Forbidden(OVER);
    const deputy = (await this.deputies.colleagues()).find(({ personId }) => personId === deputyId);
    if (!deputy) throw new Forbidden('You have no role in the network any more, so somebody else approves.');
    const refusal = refuseSecond({ personId: firstBy, accountId: firstAccount }, deputy);
    if (refusal) throw new Forbidden(refusal);
  }
}
