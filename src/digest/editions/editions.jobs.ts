import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../core/clock/index.js';
import { Db } from '../../core/database/index.js';
import { On, type EventMap } from '../../core/events/index.js';
import { Sweep } from '../../core/jobs/index.js';
import { Stopped } from '../../core/mail/index.js';
import { Audience } from '../../members/index.js';
import { slotOf } from '../digest.settings.js';
import { ThisNetwork } from '../this-network.js';
import { LIST } from '../choosing/index.js';
import { HandoverWeeks } from '../handover/handover-weeks.service.js';
import { EditionStore } from './edition.store.js';
import { Editions } from './editions.service.js';
import { Missed } from './missed.service.js';
import { localDate, nextInstant } from './schedule.rules.js';
import { Sendings } from './sendings.service.js';
import { weekOfDate } from './week.rules.js';

/** How long before it goes out a week composes itself, in milliseconds. */
const AHEAD = 3 * 24 * 3_600_000;

/** What editions do by themselves: be composed in time, and know when they have all gone. */
@Injectable()
export class EditionsJobs {
  readonly #log = new Logger('EditionsJobs');

  constructor(
    private readonly db: Db,
    private readonly store: EditionStore,
    private readonly editions: Editions,
    private readonly sendings: Sendings,
    private readonly missed: Missed,
    private readonly handovers: HandoverWeeks,
    private readonly here: ThisNetwork,
    private readonly audience: Audience,
    private readonly stopped: Stopped,
    private readonly clock: Clock,
  ) {}

  /** Safe in any number of workers: a week has one edition, and states only follow the ledger. */
  @Sweep('digest.editions', 60)
  async sweep(): Promise<void> {
    const networks = await this.db.query<{ id: string }>('select id from network_all()');
    const steps = [
      () => this.missed.sweep(),
      () => this.#composeInTime(),
      () => this.handovers.sweep(),
      () => this.sendings.advanceAll(),
    ];
    for (const { id } of networks) for (const step of steps) await this.#take(id, step);
  }

  /** What fails is tried again at the next sweep, and keeps nothing else from being done. */
  async #take(networkId: string, step: () => Promise<void>): Promise<void> {
    try {
      await this.db.inNetwork(networkId, step);
    } catch (error) {
      this.#log.error(`The editions of the network ${networkId} could not be looked after: ${String(error)}`);
    }
  }

  /** Whoever belonged only to an organisation that has left is not sent what is still waiting. */
  @On('organisation.left')
  async left({ organisationId }: EventMap['organisation.left']): Promise<void> {
    // Whoever has left, has left every list.
    for (const person of await this.audience.forList(LIST)) {
      if (person.status !== 'left' || !person.organisations.some(({ id }) => id === organisationId)) continue;
      await this.stopped.skip(person.personId, 'Their organisation has left.');
    }
  }

  /** Composes, and never sends: that is a person's decision. */
  async #composeInTime(): Promise<void> {
    const { zone, modules, settings } = await this.here.facts();
    const slot = slotOf(settings);
    if (!slot || !modules.includes('digest')) return;
    const now = this.clock.now();
    const next = nextInstant(slot, now, zone);
    if (next.getTime() - now.getTime() > AHEAD) return;
    const { key } = weekOfDate(localDate(next, zone));
    if (!(await this.store.has(key))) await this.editions.compose('product', key);
  }
}
