import { Injectable, Logger } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { Sweep } from '../../core/jobs/index.js';
import { Automatic } from './automatic.service.js';

const KINDS = ['immediate', 'daily', 'monthly'] as const;

/** Looks every minute whether an edition is due that goes out by itself. */
@Injectable()
export class AutomaticJobs {
  readonly #log = new Logger('AutomaticJobs');

  constructor(
    private readonly db: Db,
    private readonly automatic: Automatic,
  ) {}

  /** Safe in any number of workers: each kind of each network runs in a transaction of its own, under its key. */
  @Sweep('digest.automatic', 60)
  async sweep(): Promise<void> {
    const networks = await this.db.query<{ id: string }>('select id from network_all()');
    for (const { id } of networks) {
      for (const kind of KINDS) {
        try {
          await this.db.inNetwork(id, () => this.automatic[kind]());
        } catch (error) {
          // The others' mornings are theirs; this one is tried again in a minute.
          this.#log.error(`The ${kind} edition of the network ${id} could not be made: ${String(error)}`);
        }
      }
    }
  }
}
