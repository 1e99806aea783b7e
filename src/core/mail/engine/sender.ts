import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { Job, Sweep } from '../../jobs/index.js';
import { Courier, RELAY_WAIT, type Lane } from './courier.js';
import { Ledger } from './ledger.js';
import type { Claimed } from './rows.rules.js';

/**
 * Sends what is due: claims, asks the gate before each final dot, writes down what became of it. Any number of
 * workers may run; a worker that dies loses nothing that was not past the gate.
 */
@Injectable()
export class Sender implements OnApplicationShutdown {
  readonly #log = new Logger('Sender');
  #running?: Promise<void>;
  #stopping = false;
  #relayDown = false;

  constructor(
    private readonly ledger: Ledger,
    private readonly courier: Courier,
    private readonly settings: Settings,
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
    await this.courier.close();
  }

  async #work(): Promise<void> {
    this.#relayDown = false;
    const networks = await this.ledger.networksWithWork();
    for (const networkId of networks) await this.ledger.expire(networkId);
    const lanes = Array.from({ length: this.settings.FOLKMOOT_MAIL_CONNECTIONS }, (_, at): Lane => ({ at }));
    await this.#sendAll(lanes);
    for (const lane of lanes) await lane.written;
  }

  /** Batch after batch until nothing is due. */
  async #sendAll(lanes: Lane[]): Promise<void> {
    let batch = this.settings.FOLKMOOT_MAIL_CONNECTIONS * 10;
    let ahead = this.#claim(batch);
    for (;;) {
      const claimed = await ahead;
      if (claimed.length === 0) return;
      if (this.#halted) return this.#giveBack(claimed);
      // The next ones are claimed while these go out, so that the connections never wait for the database.
      ahead = this.#claim(batch);
      // Awaited above in the next turn; a database that dies meanwhile must not end the process.
      ahead.catch(() => undefined);
      const begun = performance.now();
      await this.#sendBatch(claimed, lanes).catch((error: unknown) =>
        this.#log.error({ err: error }, 'A batch broke off'),
      );
      batch = this.#nextBatch(batch, (performance.now() - begun) / 1000);
    }
  }

  get #halted(): boolean {
    return this.#stopping || this.#relayDown;
  }

  /** Networks take turns, a share each, so that a large one cannot keep a small one waiting. */
  async #claim(batch: number): Promise<Claimed[]> {
    if (this.#halted) return [];
    const busy = await this.ledger.networksWithWork();
    const share = Math.ceil(batch / Math.max(busy.length, 1));
    const claims = await Promise.all(busy.map((networkId) => this.ledger.claim(networkId, share)));
    return claims.flat();
  }

  /** Larger while the relay is quick; small enough that a slow one cannot outlast the lease. */
  #nextBatch(batch: number, took: number): number {
    const quick = took < this.settings.FOLKMOOT_MAIL_LEASE_SECONDS / 20;
    const least = this.settings.FOLKMOOT_MAIL_CONNECTIONS * 2;
    return quick ? Math.min(batch * 2, least * 100) : Math.max(Math.floor(batch / 2), least);
  }

  async #sendBatch(claimed: Claimed[], lanes: Lane[]): Promise<void> {
    const queue = [...claimed];
    const work = async (lane: Lane) => {
      while (!this.#halted) {
        const copy = queue.shift();
        if (!copy) break;
        if ((await this.courier.send(copy, lane)) === 'relay-down') this.#relayDown = true;
      }
    };
    await Promise.all(lanes.map(work));
    await this.#giveBack(queue);
  }

  async #giveBack(claimed: Claimed[]): Promise<void> {
    if (claimed.length === 0) return;
    await this.ledger.release(
      claimed,
      this.#relayDown ? 'The relay cannot be reached.' : null,
      this.#relayDown ? RELAY_WAIT : 0,
    );
  }
}
