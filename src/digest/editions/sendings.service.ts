import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries, Uncertain, type LetterState } from '../../core/mail/index.js';
import { Jobs } from '../../core/jobs/index.js';
import { DryRuns, type DryRun } from '../choosing/index.js';
import { stateOf, sumOf, type Counts } from './edition.rules.js';
import { EditionStore, type Edition } from './edition.store.js';
import { minutesLate } from './schedule.rules.js';

/** What became of an edition, or, while it is being composed, what would. */
export interface Status {
  edition: string;
  state: Edition['state'];
  audience: number;
  counts: Counts;
  sendAfter: Date | null;
  /** As it was fixed at the approval. */
  subject: string | null;
  /** Why nothing goes out just now, in words: the relay is down, or the letter is paused. */
  waits: string | null;
  isPaused: boolean;
  /** A person has taken back what had not gone. */
  isCancelled: boolean;
  begunAt: Date | null;
  /** By how many minutes it began too late; 0 when in its time. */
  late: number;
}

const READ = 'digest.read';
const SETTLE = 'digest.approve';

/** What became of editions that were approved, and what a person can do about it. */
@Injectable()
export class Sendings {
  constructor(
    private readonly store: EditionStore,
    private readonly dryRuns: DryRuns,
    private readonly deliveries: Deliveries,
    private readonly uncertain: Uncertain,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Returns how an edition stands; the counts add up to the audience. */
  async status(me: Actor, key: string): Promise<Status> {
    allow(me.may(READ));
    return this.statusOf(await this.store.find(key));
  }

  /**
   * The same for an edition at hand, and for what it would come to where that is known. Writes down a state that the
   * ledger has reached meanwhile.
   */
  async statusOf(edition: Edition, foreseen?: DryRun): Promise<Status> {
    if (!edition.letterId) return this.#forecast(edition, foreseen ?? (await this.dryRuns.of(edition)));
    const letter = await this.deliveries.letter(edition.letterId);
    if (letter.state === 'cancelled') await this.deliveries.settleCancelled(edition.letterId);
    const counts = await this.deliveries.counts(edition.letterId);
    const state = stateOf(this.clock.now(), letter.sendAfter, counts);
    if (state !== edition.state) await this.#advance(edition, state);
    return {
      edition: edition.key,
      state,
      audience: sumOf(counts),
      counts,
      sendAfter: letter.sendAfter,
      subject: letter.subject,
      waits: waitsOf(letter, counts),
      isPaused: letter.state === 'paused',
      isCancelled: letter.state === 'cancelled',
      begunAt: letter.begunAt,
      late: letter.begunAt === null ? 0 : minutesLate(letter.sendAfter, letter.begunAt),
    };
  }

  /** Sends uncertain copies again, all of them or those named: a person's decision. Returns how many. */
  async sendAgain(me: Actor, key: string, ids?: string[]): Promise<number> {
    const edition = await this.#sent(me, key);
    if ((await this.deliveries.letter(edition.letterId!)).state === 'cancelled')
      throw new Conflict('This edition was cancelled, so nothing of it is sent any more.');
    const count = await this.uncertain.sendAgain(edition.letterId!, ids);
    this.jobs.later('mail.send', { letterId: edition.letterId! });
    await this.#note(me, 'edition.resent', edition, { count });
    await this.statusOf(edition);
    return count;
  }

  /** Counts uncertain copies as arrived: somebody has asked the people. Returns how many. */
  async countAsArrived(me: Actor, key: string, ids: string[]): Promise<number> {
    const edition = await this.#sent(me, key);
    const count = await this.uncertain.countAsSent(edition.letterId!, ids);
    await this.#note(me, 'edition.arrived', edition, { count });
    return count;
  }

  /** Lets a letter that was paused go on. */
  async resume(me: Actor, key: string): Promise<void> {
    const edition = await this.#sent(me, key);
    if (!(await this.deliveries.resume(edition.letterId!))) throw new Conflict('This edition is not paused.');
    await this.#note(me, 'edition.resumed', edition, {});
  }

  /** Brings the states of editions that are on their way up to date. */
  async advanceAll(): Promise<void> {
    for (const edition of await this.store.onTheirWay()) await this.statusOf(edition);
  }

  async #sent(me: Actor, key: string): Promise<Edition> {
    allow(me.may(SETTLE));
    const edition = await this.store.find(key, true);
    if (!edition.letterId) throw new Conflict('This edition has not been approved yet.');
    return edition;
  }

  async #advance(edition: Edition, state: Edition['state']): Promise<void> {
    const sentAt = state === 'sent' ? this.clock.now() : null;
    // Whoever has moved it on meanwhile knows better.
    await this.store.set(edition, { state, sentAt });
  }

  #forecast(edition: Edition, foreseen: DryRun): Status {
    const counts = { sent: 0, refused: 0, uncertain: 0, ...foreseen.counts };
    return {
      edition: edition.key,
      state: edition.state,
      audience: sumOf(counts),
      counts,
      sendAfter: null,
      subject: null,
      waits: null,
      isPaused: false,
      isCancelled: false,
      begunAt: null,
      late: 0,
    };
  }

  async #note(me: Actor, action: string, { id, key }: Edition, details: object): Promise<void> {
    await this.audit.record(me, action, { type: 'edition', id }, { key, ...details });
  }
}

function waitsOf({ state, pausedBecause, waitsBecause }: LetterState, { pending }: Counts): string | null {
  if (pending === 0) return null;
  return state === 'paused' ? pausedBecause : waitsBecause;
}
