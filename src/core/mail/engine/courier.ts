import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { Db } from '../../database/index.js';
import { MailRelay } from '../mail-relay.js';
import { putBack } from '../open-copies.js';
import { GateBook } from '../relay/gate-book.js';
import type { Outcome } from '../relay/outcome.rules.js';
import { Brake } from './brake.js';
import { Ledger } from './ledger.js';
import { Letters } from './letters.js';
import { resultOf } from './outcome.rules.js';
import type { Claimed, GateRow, ResultRow } from './rows.rules.js';

/** Tries of a copy that cannot be made, before a person has to look at it. */
const MOST_RENDERINGS = 3;

/** Why a letter is paused that the own-outage brake has stopped. */
export const SAME_WORDS = 'The relay refused one message after another in the same words, so the rest waits.';

/** How long an edition waits when the relay is out of reach, in seconds. */
export const RELAY_WAIT = 15;

/** Enough to fill a commit; the lanes beyond keep another book, so that two commits can wait for the disk at once. */
const LANES_OF_A_BOOK = 10;

/** One connection's worth of work; it has never more than one message in doubt. */
export interface Lane {
  /** Which of the connections, from nought: a lane keeps to one book in each network. */
  at: number;
  /** The result of the message before, while it is being written, and in which network's book. */
  written?: Promise<void>;
  networkId?: string;
}

type Book = GateBook<GateRow, ResultRow>;
type Carried = Outcome | { kind: 'unmade'; reason: string };

/** Carries one claimed copy to the relay, past the gate, and writes down what became of it. */
@Injectable()
export class Courier {
  readonly #log = new Logger('Courier');
  readonly #books = new Map<string, Book>();
  readonly #brake = new Brake();

  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
    private readonly letters: Letters,
    private readonly relay: MailRelay,
    private readonly settings: Settings,
  ) {}

  /** Sends one copy; the lane goes on while the result is being written. Says when the relay is out of reach. */
  async send(copy: Claimed, lane: Lane): Promise<'relay-down' | undefined> {
    if (this.#brake.holds(copy.letter_id, copy.claimed_at)) {
      await this.ledger.release([copy], SAME_WORDS, 0);
      return undefined;
    }
    const book = this.#book(copy.network_id, lane.at);
    // A book is first in, first out: the result before is in the commit of this gate, or in an earlier one.
    const before = lane.networkId === copy.network_id ? undefined : lane.written;
    const outcome = await this.#carry(copy, book, before);
    if (outcome.kind === 'not-tried' && outcome.because === 'relay') {
      const because = `The relay cannot be reached: ${outcome.reason}`;
      this.#log.warn(because);
      await this.ledger.release([copy], because, RELAY_WAIT);
      return 'relay-down';
    }
    const result =
      outcome.kind === 'unmade' ? this.#unmade(copy, outcome.reason) : this.#resultOf(outcome, copy);
    // A shut gate leaves nothing to write: the row is somebody else's now.
    if (!result) return undefined;
    lane.written = this.#write(book, result);
    lane.networkId = copy.network_id;
    const taken = this.#brake.note(copy.letter_id, copy.id, outcome, performance.now());
    if (taken) await lane.written.then(() => this.#pause(copy, taken));
    return undefined;
  }

  /** Waits for nothing more to come and lets go of the relay's connections. */
  close(): Promise<void> {
    return this.relay.close();
  }

  async #carry(copy: Claimed, book: Book, before: Promise<void> | undefined): Promise<Carried> {
    let made: Awaited<ReturnType<Letters['render']>>;
    try {
      made = await this.letters.render(copy);
    } catch (error) {
      this.#log.error(`The copy ${copy.id} cannot be made: ${(error as Error).message}`);
      return { kind: 'unmade', reason: (error as Error).message };
    }
    const sha256 = createHash('sha256').update(made.bytes).digest();
    const gate = async () => {
      await before;
      return book.ask({ key: copy.id, token: copy.lease_token, sha256 });
    };
    return this.relay.send({ envelope: { from: made.from, to: made.to }, bytes: made.bytes, gate });
  }

  #resultOf(outcome: Outcome, copy: Claimed): ResultRow | undefined {
    const result = resultOf(outcome, copy, this.settings.FOLKMOOT_MAIL_RETRY_SECONDS);
    // Refused while the brake came on: no more this person's fault than the ten before.
    if (result?.state !== 'refused' || !this.#brake.holds(copy.letter_id, copy.claimed_at)) return result;
    return { ...result, state: 'pending', reason: SAME_WORDS, waitSeconds: 0 };
  }

  #unmade(copy: Claimed, reason: string): ResultRow {
    const row = { id: copy.id, token: copy.lease_token, reply: null };
    if (copy.attempts < MOST_RENDERINGS) {
      return { ...row, state: 'pending', reason, waitSeconds: this.settings.FOLKMOOT_MAIL_RETRY_SECONDS };
    }
    return {
      ...row,
      state: 'held',
      reason: `Needs attention: the copy could not be made (${reason})`,
      waitSeconds: 0,
    };
  }

  async #write(book: Book, result: ResultRow): Promise<void> {
    try {
      await book.record(result);
    } catch (error) {
      // The lease runs out and the message counts as uncertain: never as unsent.
      this.#log.error(`A result was not written: ${(error as Error).message}`);
    }
  }

  /** Everybody refused in the same words: take the refusals back and wait for a person. */
  async #pause(copy: Claimed, taken: string[]): Promise<void> {
    this.#log.error(SAME_WORDS);
    await this.db.inNetwork(copy.network_id, async () => {
      await this.db.query(
        `update letter set state = 'paused', paused_because = $2 where id = $1 and state = 'open'`,
        [copy.letter_id, SAME_WORDS],
      );
      await this.db.query(
        `update delivery set ${putBack('$2', false)}
         where id = any ($1::uuid[]) and letter_id = $3 and state = 'refused'`,
        [taken, SAME_WORDS, copy.letter_id],
      );
    });
  }

  #book(networkId: string, lane: number): Book {
    const key = `${networkId} ${Math.floor(lane / LANES_OF_A_BOOK)}`;
    let book = this.#books.get(key);
    if (!book) {
      book = new GateBook<GateRow, ResultRow>((gates, results) =>
        this.ledger.commit(networkId, gates, results),
      );
      this.#books.set(key, book);
    }
    return book;
  }
}
