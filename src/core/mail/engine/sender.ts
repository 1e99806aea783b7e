import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { Db } from '../../database/index.js';
import { Job, Sweep } from '../../jobs/index.js';
import { MailRelay } from '../mail-relay.js';
import { GateBook } from '../relay/gate-book.js';
import type { Outcome } from '../relay/outcome.rules.js';
import { Brake } from './brake.js';
import { Ledger } from './ledger.js';
import { Letters } from './letters.js';
import { resultOf } from './outcome.rules.js';
import type { Claimed, GateRow, ResultRow } from './rows.js';
import { Uncertain } from './uncertain.js';

/** Tries of a copy that cannot be made, before a person has to look at it. */
const MOST_RENDERINGS = 3;

/** How long the edition waits when the relay is out of reach, in seconds. */
const RELAY_WAIT = 15;

type Book = GateBook<GateRow, ResultRow>;

/**
 * Sends what is due: claims, asks the gate before each final dot, writes down what became of it. Any number of
 * workers may run; a worker that dies loses nothing that was not past the gate.
 */
@Injectable()
export class Sender implements OnApplicationShutdown {
  readonly #log = new Logger('Sender');
  readonly #books = new Map<string, Book>();
  readonly #brake = new Brake();
  #running?: Promise<void>;
  readonly #writing = new Set<Promise<void>>();
  #stopping = false;
  #relayDown = false;

  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
    private readonly letters: Letters,
    private readonly relay: MailRelay,
    private readonly settings: Settings,
    private readonly uncertain: Uncertain,
  ) {}

  /** Sends until nothing is due any more; a second call while one runs waits for the same run, then looks again. */
  @Job('mail.send', { ownTransactions: true })
  async run(): Promise<void> {
    while (this.#running) await this.#running;
    this.#running = this.#work().finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** Finds what no wake-up call told of: due letters, ended leases, uncertain messages that have settled. */
  @Sweep('mail.send', 'FOLKMOOT_MAIL_SWEEP_SECONDS')
  async sweep(): Promise<void> {
    if (this.#running || this.#stopping) return;
    await this.run();
  }

  /** No new claims; what is in flight ends by itself. */
  async onApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    await this.#running?.catch(() => undefined);
    await this.relay.close();
  }

  async #work(): Promise<void> {
    this.#relayDown = false;
    const networks = await this.ledger.networksWithWork();
    await this.uncertain.settle();
    for (const networkId of networks) await this.ledger.expire(networkId);
    // Networks take turns, a handful of messages each, so that a large one cannot keep a small one waiting.
    let busy = networks.length > 0 ? await this.ledger.networksWithWork() : [];
    let batch = this.settings.FOLKMOOT_MAIL_CONNECTIONS * 10;
    while (busy.length > 0 && !this.#stopping && !this.#relayDown) {
      const share = Math.max(1, Math.ceil(batch / busy.length));
      const claims = await Promise.all(busy.map((networkId) => this.ledger.claim(networkId, share)));
      const claimed = claims.flat();
      if (claimed.length === 0) break;
      const begun = performance.now();
      await this.#sendAll(claimed);
      batch = this.#nextBatch(batch, (performance.now() - begun) / 1000);
      if (claims.some((rows) => rows.length < share)) busy = await this.ledger.networksWithWork();
    }
  }

  /** Larger while the relay is quick; small enough that a slow one cannot outlast the lease. */
  #nextBatch(batch: number, took: number): number {
    const quick = took < this.settings.FOLKMOOT_MAIL_LEASE_SECONDS / 20;
    const least = this.settings.FOLKMOOT_MAIL_CONNECTIONS * 2;
    return quick ? Math.min(batch * 2, least * 100) : Math.max(Math.floor(batch / 2), least);
  }

  async #sendAll(claimed: Claimed[]): Promise<void> {
    const queue = [...claimed];
    const lane = async () => {
      for (let copy = queue.shift(); copy; copy = queue.shift()) {
        if (this.#stopping || this.#relayDown) {
          queue.unshift(copy);
          return;
        }
        await this.#sendOne(copy);
      }
    };
    await Promise.all(Array.from({ length: this.settings.FOLKMOOT_MAIL_CONNECTIONS }, lane));
    await Promise.all(this.#writing);
    this.#writing.clear();
    if (queue.length > 0)
      await this.ledger.release(
        queue,
        this.#relayDown ? 'The relay cannot be reached.' : null,
        this.#relayDown ? RELAY_WAIT : 0,
      );
  }

  async #sendOne(copy: Claimed): Promise<void> {
    const book = this.#book(copy.network_id);
    const outcome = await this.#carry(copy, book);
    if (outcome.kind === 'unmade') return this.#unmade(copy, book, outcome.reason);
    if (outcome.kind === 'not-tried' && outcome.because === 'relay') {
      this.#relayDown = true;
      this.#log.warn(`The relay cannot be reached: ${outcome.reason}`);
      return this.ledger.release([copy], `The relay cannot be reached: ${outcome.reason}`, RELAY_WAIT);
    }
    const result = resultOf(outcome, copy, this.settings.FOLKMOOT_MAIL_RETRY_SECONDS);
    if (!result) return;
    // If this cannot be written the lease runs out and the message counts as uncertain: never as unsent.
    await book
      .record(result)
      .catch((error: Error) => this.#log.error(`A result was not written: ${error.message}`));
    const taken = this.#brake.note(copy.id, outcome);
    if (taken) await this.#pause(copy, taken);
  }

  async #carry(copy: Claimed, book: Book): Promise<Outcome | { kind: 'unmade'; reason: string }> {
    let made: Awaited<ReturnType<Letters['render']>>;
    try {
      made = await this.letters.render(copy);
    } catch (error) {
      return { kind: 'unmade', reason: (error as Error).message };
    }
    const sha256 = createHash('sha256').update(made.bytes).digest();
    const gate = () => book.ask({ key: copy.id, token: copy.lease_token, sha256 });
    return this.relay.send({ envelope: { from: made.from, to: made.to }, bytes: made.bytes, gate });
  }

  async #unmade(copy: Claimed, book: Book, reason: string): Promise<void> {
    const last = copy.attempts >= MOST_RENDERINGS;
    this.#log.error(`The copy ${copy.id} cannot be made: ${reason}`);
    await book.record({
      id: copy.id,
      token: copy.lease_token,
      state: last ? 'held' : 'pending',
      reply: null,
      reason: last ? `Needs attention: the copy could not be made (${reason})` : reason,
      waitSeconds: this.settings.FOLKMOOT_MAIL_RETRY_SECONDS,
    });
  }

  /** Everybody refused in the same words: take the refusals back and wait for a person. */
  async #pause(copy: Claimed, taken: string[]): Promise<void> {
    const because = 'The relay refused one message after another in the same words, so the rest waits.';
    this.#log.error(because);
    await this.db.inNetwork(copy.network_id, async () => {
      const paused = await this.db.query(
        `update letter set state = 'paused', paused_because = $2
         where list is not null and state = 'open' and id in (select letter_id from delivery where id = any ($1::uuid[])) returning id`,
        [taken, because],
      );
      await this.db.query(
        `update delivery set state = 'pending', reason = $2, finished_at = null
         where id = any ($1::uuid[]) and letter_id = any ($3::uuid[]) and state = 'refused'`,
        [taken, because, paused.map(({ id }) => id)],
      );
    });
  }

  #book(networkId: string): Book {
    let book = this.#books.get(networkId);
    if (!book) {
      book = new GateBook<GateRow, ResultRow>((gates, results) =>
        this.ledger.commit(networkId, gates, results),
      );
      this.#books.set(networkId, book);
    }
    return book;
  }
}
