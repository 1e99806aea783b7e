import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import { Jobs } from '../jobs/index.js';
import { fillHoles } from './letter-holes.rules.js';
import { firstUse, type LetterTerm } from './letter-terms.rules.js';

/** What became of a copy, in the words of the ledger; `pending` is also what is being sent just now. */
export const FATES = ['sent', 'refused', 'uncertain', 'held', 'skipped', 'pending'] as const;
export type Fate = (typeof FATES)[number];

/** A letter on its way. `waitsBecause` is the reason most of its pending copies give, when they give one. */
export interface LetterState {
  state: 'open' | 'paused' | 'cancelled';
  subject: string;
  pausedBecause: string | null;
  sendAfter: Date;
  /** When it was to be begun at the latest without a person's word; null means whenever. */
  latest: Date | null;
  begunAt: Date | null;
  waitsBecause: string | null;
  nextAt: Date | null;
}

/** One line of the ledger. */
export interface DeliveryLine {
  id: string;
  personId: string | null;
  name: string;
  address: string | null;
  state: string;
  reason: string | null;
  attempts: number;
  finishedAt: Date | null;
}

/** A copy as it can be read again. */
export interface CopyShown {
  state: string;
  reason: string | null;
  /** Numbers of the letter's pieces. */
  pieces: number[];
  texts: string[];
}

/** The fate of a state: whatever may still go out by itself is pending. */
const FATE = `case when d.state in ('sending', 'committed') then 'pending' else d.state end`;
// Copies of a list letter are somebody's, and only with that condition does the index by person serve.
const OF_LETTER = 'd.letter_id = $1 and d.person_id is not null';

/** What became of a list letter, copy by copy, and the few things a person can still do about it. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
  ) {}

  /** Returns how many copies met which fate; together they are the audience. */
  async counts(letterId: string): Promise<Record<Fate, number>> {
    const rows = await this.db.query<{ fate: Fate; count: string }>(
      `select ${FATE} as fate, count(*) as count from delivery d where ${OF_LETTER} group by 1`,
      [letterId],
    );
    const none = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
    return { ...none, ...Object.fromEntries(rows.map(({ fate, count }) => [fate, Number(count)])) };
  }

  /** Returns those of these letters of which no copy went to anybody, or may have. */
  async sentToNobody(letterIds: string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ id: string }>(
      `select l.id from letter l where l.id = any ($1::uuid[]) and not exists (
         select 1 from delivery d where d.network_id = l.network_id and d.letter_id = l.id
           and d.state in ('sent', 'committed', 'uncertain'))`,
      [letterIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Returns the lines of one fate, or of all, by name; `most` undefined means every one. */
  async lines(letterId: string, fate?: Fate, from = 0, most?: number): Promise<DeliveryLine[]> {
    return this.db.query<DeliveryLine>(
      `select d.id, d.person_id as "personId", d.to_name as name, d.address, d.state, d.reason, d.attempts, d.finished_at as "finishedAt"
       from delivery d where ${OF_LETTER} and ($2::text is null or ${FATE} = $2)
       order by d.to_name, d.id limit $4 offset $3`,
      [letterId, fate ?? null, from, most ?? null],
    );
  }

  /** Returns how a letter stands. */
  async letter(letterId: string): Promise<LetterState> {
    const row = await this.db.one<LetterState>(
      `select l.state, l.subject, l.paused_because as "pausedBecause", l.send_after as "sendAfter",
         l.latest, l.begun_at as "begunAt", w.reason as "waitsBecause", w.next_at as "nextAt"
       from letter l left join lateral (
         select d.reason, min(d.next_at) as next_at from delivery d
         where ${OF_LETTER} and d.state = 'pending' and d.reason is not null group by d.reason order by count(*) desc, d.reason limit 1) w on true
       where l.id = $1`,
      [letterId],
    );
    return row!;
  }

  /** Returns the copy that a person reads, with its passages as text in their order; undefined when there is none. */
  async copyOf(letterId: string, personId: string): Promise<CopyShown | undefined> {
    const copy = await this.db.one<
      Omit<CopyShown, 'texts'> & { mark: string; holes: Record<string, string>; terms: LetterTerm[] | null }
    >(
      `select d.state, d.reason, d.pieces, d.holes, l.mark, l.frame->'terms' as terms
       from delivery_reader r
       join delivery d on d.network_id = r.network_id and d.id = r.delivery_id
       join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where r.letter_id = $1 and r.person_id = $2`,
      [letterId, personId],
    );
    if (!copy) return undefined;
    const rows = await this.db.query<{ text: string }>(
      `select p.text from unnest($2::integer[]) with ordinality as w (number, place)
       join letter_piece p on p.letter_id = $1 and p.number = w.number order by w.place`,
      [letterId, copy.pieces],
    );
    const isFirst = firstUse();
    const { mark, holes, terms } = copy;
    const texts = rows.map(({ text }) => fillHoles(text, mark, holes, terms ?? [], isFirst));
    return { state: copy.state, reason: copy.reason, pieces: copy.pieces, texts };
  }

  /**
   * Takes a letter back before any copy of it has left; returns false, with nothing changed for good, when one has.
   * The caller throws then, so that the transaction rolls back.
   */
  async cancel(letterId: string, why: string): Promise<boolean> {
    await this.db.query(`update letter set state = 'cancelled' where id = $1`, [letterId]);
    await this.db.query(
      `update delivery d set state = 'skipped', reason = $2, finished_at = app_now()
       where ${OF_LETTER} and d.state in ('pending', 'sending')`,
      [letterId, why],
    );
    const { sent, refused, uncertain, pending } = await this.counts(letterId);
    return sent + refused + uncertain + pending === 0;
  }

  /** Says until when a letter may be begun by itself; past it, it waits for a person. */
  async notBegunAfter(letterId: string, latest: Date): Promise<void> {
    await this.db.query('update letter set latest = $2 where id = $1', [letterId, latest]);
  }

  /** Pauses a letter, and takes back what was claimed and has not passed the gate; returns whether it was open. */
  async pause(letterId: string, because: string): Promise<boolean> {
    // Whoever claims holds on to the letter, so after this line every claim is there to be taken back.
    const rows = await this.db.query(
      `update letter set state = 'paused', paused_because = $2 where id = $1 and state = 'open' returning id`,
      [letterId, because],
    );
    if (rows.length === 0) return false;
    await this.db.query(
      `update delivery set state = 'pending', attempts = greatest(attempts - 1, 0), lease_token = null, lease_until = null
       where letter_id = $1 and state = 'sending'`,
      [letterId],
    );
    return true;
  }

  /** Takes back whatever of a letter has not passed the gate; returns how many copies, or undefined when it had ended. */
  async cancelRest(letterId: string, why: string): Promise<number | undefined> {
    const rows = await this.db.query(
      `update letter set state = 'cancelled', paused_because = $2 where id = $1 and state <> 'cancelled' returning id`,
      [letterId, why],
    );
    return rows.length === 0 ? undefined : this.settleCancelled(letterId);
  }

  /** Takes back what a mail server has put off since its letter was cancelled; returns how many copies. */
  async settleCancelled(letterId: string): Promise<number> {
    const taken = await this.db.query(
      `update delivery d set state = 'skipped', reason = l.paused_because, finished_at = app_now(), lease_token = null, lease_until = null
       from letter l where ${OF_LETTER} and l.id = $1 and l.state = 'cancelled' and d.state in ('pending', 'sending') returning d.id`,
      [letterId],
    );
    return taken.length;
  }

  /** Lets a letter that was paused, by the own-outage brake or by a person, go on; returns whether there was one. */
  async resume(letterId: string): Promise<boolean> {
    const rows = await this.db.query(
      `update letter set state = 'open', paused_because = null where id = $1 and state = 'paused' returning id`,
      [letterId],
    );
    this.jobs.later('mail.send', { letterId });
    return rows.length > 0;
  }
}
