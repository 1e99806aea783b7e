import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { Db } from '../database/index.js';
import { Readiness } from '../web/index.js';
import { HighWater } from './high-water.js';
import { whyAnother, type Lineage } from './lineage.rules.js';

/** How the deployment stands: quarantined since when and why, or not at all. */
export interface Standing {
  since: Date;
  because: string;
}

/** How often a running service looks, in milliseconds. */
const LOOK = 5_000;

/**
 * After a restore the product does not know what was sent since the copy was made. It then starts quarantined: pages
 * are there, but no mail and no work of its own, until the operator says so.
 */
@Injectable()
export class Quarantine implements OnApplicationShutdown {
  readonly #log = new Logger('Quarantine');
  readonly #highWater: HighWater;
  #timer?: NodeJS.Timeout;

  constructor(
    private readonly db: Db,
    private readonly readiness: Readiness,
    private readonly settings: Settings,
  ) {
    this.#highWater = new HighWater(settings.FOLKMOOT_STATE_DIR);
  }

  /** Compares the database with what is known of it, and begins the quarantine where it is another. */
  async check(): Promise<void> {
    // Read first: another process may note a later position while this one asks.
    const seen = this.#highWater.read();
    const noted = await this.#noted();
    const here = await this.#here();
    const why = whyAnother(here, noted, seen);
    if (why) await this.begin(why);
    else if (!noted) await this.#introduce(here);
    this.#highWater.note(here);
  }

  /** Checks, and calls `work` as soon as there is no quarantine. Keeps the pages' banner true meanwhile. */
  async guard(work: () => void): Promise<void> {
    await this.check();
    let waiting: (() => void) | undefined = work;
    const look = async () => {
      this.readiness.quarantined = (await this.standing())?.because;
      this.#highWater.note(await this.#here());
      if (this.readiness.quarantined || !waiting) return;
      waiting();
      waiting = undefined;
    };
    await look();
    this.#timer = setInterval(() => void look().catch(() => undefined), LOOK).unref();
  }

  /** Returns since when and why there is a quarantine, or undefined. */
  async standing(): Promise<Standing | undefined> {
    return this.db.one<Standing>(
      'select quarantined_since as since, quarantined_because as because from deployment where quarantined_since is not null',
    );
  }

  /** Begins one: what is on its way becomes uncertain, everybody is signed out. Returns how many copies that were. */
  async begin(because: string): Promise<number> {
    const row = await this.db.one<{ count: number }>('select quarantine_begin($1) as count', [because]);
    this.#log.warn(`${because} Nothing is sent until "folkmoot quarantine end"; see docs/operations.md.`);
    return row!.count;
  }

  /** Ends it; returns false where there was none. */
  async end(): Promise<boolean> {
    return (await this.db.one('select quarantine_end() as ended'))?.ended === true;
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #here(): Promise<Lineage> {
    const here = await this.db.one<Lineage>(
      'select system_id as "systemId", timeline, lsn::text as position from deployment_here()',
    );
    return { ...here!, place: this.settings.embedded ? this.#highWater.place() : undefined };
  }

  async #noted(): Promise<Pick<Lineage, 'systemId' | 'timeline'> | undefined> {
    return this.db.one('select system_id as "systemId", timeline from deployment');
  }

  async #introduce({ systemId, timeline }: Lineage): Promise<void> {
    await this.db.query(
      'insert into deployment (system_id, timeline) values ($1, $2) on conflict (only_row) do nothing',
      [systemId, timeline],
    );
  }
}
