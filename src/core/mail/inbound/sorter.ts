import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Db, HOUSE } from '../../database/index.js';
import { Job, Sweep } from '../../jobs/index.js';
import { SAME_WORDS } from '../engine/courier.js';
import { Housing } from './housing.js';
import { Sorting, type Incoming } from './sorting.js';

/** Tries of a message that something keeps going wrong with; then it is put before a person unread. */
const MOST_TRIES = 5;

/**
 * Looks at what has come in, message by message, each in a transaction of its own that also marks it as done: a
 * process that dies on the way leaves it as it was. Any number of workers may run.
 */
@Injectable()
export class Sorter implements BeforeApplicationShutdown {
  readonly #log = new Logger('Sorter');
  #running?: Promise<void>;
  #again = false;
  #stopping = false;

  constructor(
    private readonly db: Db,
    private readonly sorting: Sorting,
    private readonly housing: Housing,
  ) {}

  /** Looks at everything there is; calls that come meanwhile make it look once more, however many they are. */
  @Job('mail.sort', { ownTransactions: true })
  async run(): Promise<void> {
    this.#again = true;
    this.#running ??= this.#rounds().finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** Ends after the message it is at; the rest waits for the next start. */
  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }

  async #rounds(): Promise<void> {
    while (this.#again && !this.#stopping) {
      this.#again = false;
      await this.#round();
    }
  }

  async #round(): Promise<void> {
    const networks = await this.db.query<{ id: string }>('select networks_with_mail_in($1) as id', [
      SAME_WORDS,
    ]);
    // The house first: what it finds a network for can be looked at in the same round.
    const ids = networks.map(({ id }) => id).filter((id) => id !== HOUSE);
    if (ids.length < networks.length) for (const id of await this.#run(HOUSE)) ids.push(id);
    for (const id of new Set(ids)) await this.#run(id);
  }

  /** Finds what no wake-up call told of. */
  @Sweep('mail.sort', 'FOLKMOOT_MAIL_SWEEP_SECONDS')
  async sweep(): Promise<void> {
    await this.run();
  }

  /** Returns the networks that messages were passed on to. */
  async #run(networkId: string): Promise<Set<string>> {
    const passedOn = new Set<string>();
    while (!this.#stopping) {
      const message = await this.db.inNetwork(networkId, () => this.#claim());
      if (!message) return passedOn;
      try {
        if (networkId === HOUSE) for (const id of await this.#house(message)) passedOn.add(id);
        else await this.db.inNetwork(networkId, () => this.#sort(message));
      } catch (error) {
        this.#log.error({ err: error }, `The incoming message ${message.id} could not be looked at`);
      }
    }
    return passedOn;
  }

  /** The try is counted before it is made, so that a message that kills its process does so a few times at most. */
  async #claim(): Promise<Incoming | undefined> {
    return this.db.one<Incoming>(
      `update incoming_message set tries = tries + 1, next_at = app_now() + make_interval(secs => 60 * power(2, tries))
       where id = (select id from incoming_message where state = 'new' and next_at <= app_now() order by next_at, id limit 1 for update skip locked)
       returning id, mail_from as "from", rcpt_to as "to", bytes, sha256, tries`,
    );
  }

  async #house(message: Incoming): Promise<string[]> {
    if (message.tries <= MOST_TRIES) return this.housing.place(message);
    await this.housing.giveUp(message);
    return [];
  }

  async #sort(message: Incoming): Promise<void> {
    await this.db.query(
      "select pg_advisory_xact_lock(hashtext('mail.sort'), hashtext(current_setting('app.network_id')))",
    );
    const still = await this.db.one(
      `select id from incoming_message where id = $1 and state = 'new' for update`,
      [message.id],
    );
    if (!still) return;
    const isHopeless = message.tries > MOST_TRIES;
    const found = isHopeless ? await this.sorting.giveUp(message) : await this.sorting.sort(message);
    await this.db.query(
      `update incoming_message set state = $2, done_at = app_now(), kind = $3, outcome = $4, delivery_id = $5, person_id = $6 where id = $1`,
      [
        ...[message.id, isHopeless ? 'broken' : 'done', found.kind],
        ...[found.outcome.slice(0, 500), found.deliveryId ?? null, found.personId ?? null],
      ],
    );
  }
}
