import { Injectable } from '@nestjs/common';
import { Command, type CommandInput } from '../../core/command/index.js';
import { Db } from '../../core/database/index.js';
import { Conflict, Invalid, NotFound } from '../../core/errors/index.js';
import { Acronyms } from './acronyms.service.js';
import { Approvals } from './approvals.service.js';
import { EditionStore } from './edition.store.js';
import { Editions } from './editions.service.js';
import { Ledgers, type NamedLedger } from './ledgers.service.js';
import { Seconds } from './seconds.service.js';
import { Sendings, type Status } from './sendings.service.js';
import { Sendout } from './sendout.js';
import { Way } from './way.service.js';

/** How an edition stands, and whether a second person has to approve it yet. */
type Approved = Status & { waitsForSecond: boolean };

const EDITION = {
  edition: { value: 'KEY', about: 'its key: a week such as 2026-W47, or newsletter-2026-11-20 …' },
};

/** The digest from the command line; there the minutes for stopping are skipped. */
@Injectable()
export class DigestCommands {
  constructor(
    private readonly store: EditionStore,
    private readonly editions: Editions,
    private readonly approvals: Approvals,
    private readonly sendings: Sendings,
    private readonly sendout: Sendout,
    private readonly ledgers: Ledgers,
    private readonly way: Way,
    private readonly seconds: Seconds,
    private readonly acronyms: Acronyms,
    private readonly db: Db,
  ) {}

  @Command({
    name: 'digest compose',
    about: 'Composes the edition of a week, this one unless told, or takes in what is new',
    options: EDITION,
    inNetwork: true,
  })
  async compose({ me, options }: CommandInput): Promise<Status & { items: number }> {
    const { key } = await this.editions.compose(me, options.edition);
    const status = await this.sendings.status(me, key);
    const items = await this.store.items((await this.store.find(key)).id);
    return { ...status, items: items.filter(({ leftOut }) => !leftOut).length };
  }

  @Command({
    name: 'digest approve',
    about: 'Approves the latest edition, or the one named, for sending at once; once approved it stays so',
    options: {
      ...EDITION,
      version: { value: 'N', about: 'the version that was looked at; a second approval needs it' },
      keep: { about: 'also when articles were changed since: they go out as the edition holds them' },
      nobody: { about: 'also when nobody would get a copy by e-mail' },
      excuse: { about: 'also when nobody has explained some short forms: everybody knows them' },
    },
    inNetwork: true,
  })
  async approve({ me, options, say }: CommandInput): Promise<Approved> {
    const key = await this.#key(options.edition);
    const edition = await this.store.find(key);
    if (edition.state === 'composing') {
      const excused = options.excuse === 'true' ? await this.acronyms.excuseAll(me, edition) : [];
      if (excused.length > 0) say(`Everybody knows from now on: ${excused.join(', ')}`);
      const version = options.version === undefined ? undefined : Number(options.version);
      const said = { keep: options.keep === 'true', nobody: options.nobody === 'true' };
      await this.approvals.approve(me, key, 'at once', { version, ...said });
    }
    const waiting = await this.seconds.waiting(await this.store.find(key));
    if (waiting)
      say(
        `Approved once, by ${waiting.firstName}. A second person has been asked (--as EMAIL --version ${waiting.version}).`,
      );
    return { ...(await this.sendings.status(me, key)), waitsForSecond: waiting !== undefined };
  }

  @Command({
    name: 'digest pause',
    about: 'Pauses the latest edition, or the one named, on its way: nothing more is handed over',
    options: EDITION,
    inNetwork: true,
  })
  async pause({ me, options }: CommandInput): Promise<Status> {
    const key = await this.#key(options.edition);
    await this.way.pause(me, key);
    return this.sendings.status(me, key);
  }

  @Command({
    name: 'digest resume',
    about: 'Lets a paused edition go on; the service sends it, or the command “digest send”',
    options: EDITION,
    inNetwork: true,
  })
  async resume({ me, options }: CommandInput): Promise<Status> {
    const key = await this.#key(options.edition);
    await this.way.resume(me, key);
    return this.sendings.status(me, key);
  }

  @Command({
    name: 'digest cancel',
    about: 'Takes back whatever of an edition has not gone yet; the ledger names who has it',
    options: EDITION,
    inNetwork: true,
  })
  async cancel({ me, options }: CommandInput): Promise<Status> {
    const key = await this.#key(options.edition);
    await this.way.cancel(me, key);
    return this.sendings.status(me, key);
  }

  @Command({
    name: 'digest stop',
    about: 'Stops an approved edition of which nothing has left, so that it can be changed',
    options: EDITION,
    inNetwork: true,
  })
  async stop({ me, options }: CommandInput): Promise<Status> {
    const key = await this.#key(options.edition);
    await this.approvals.stop(me, key);
    return this.sendings.status(me, key);
  }

  @Command({
    name: 'digest send',
    about: 'Sends an approved edition now and waits for the end; works without a running service',
    options: {
      ...EDITION,
      wait: { value: 'SECONDS', about: 'how long to wait while nothing moves; a minute or two unless told' },
    },
    inNetwork: true,
    ownTransactions: true,
  })
  async send({ me, options, say }: CommandInput): Promise<Status> {
    const patience = options.wait === undefined ? undefined : Number(options.wait);
    if (patience !== undefined && !(patience >= 0))
      throw new Invalid({ wait: '--wait is a number of seconds.' });
    const key = await this.db.inNetwork(me.networkId, () => this.#key(options.edition));
    return this.sendout.run(me, key, say, patience);
  }

  @Command({
    name: 'digest status',
    about: 'Says what became of the latest edition, or the one named; the counts add up to the audience',
    options: { ...EDITION, names: { about: 'also the names behind each count' } },
    inNetwork: true,
  })
  async status({ me, options }: CommandInput): Promise<Status & { names?: NamedLedger }> {
    const key = await this.#key(options.edition);
    const status = await this.sendings.status(me, key);
    if (options.names !== 'true') return status;
    return { ...status, names: await this.ledgers.named(me, key) };
  }

  async #key(typed: string | undefined): Promise<string> {
    const edition = typed === undefined ? await this.store.latest() : await this.#find(typed);
    if (!edition) throw new Conflict('There is no edition yet. Compose one first: digest compose');
    return edition.key;
  }

  async #find(typed: string) {
    return this.store.find(typed).catch((error: unknown) => {
      if (error instanceof NotFound)
        throw new NotFound(
          `There is no edition ${typed}. Compose it first: digest compose --edition ${typed}`,
        );
      throw error;
    });
  }
}
