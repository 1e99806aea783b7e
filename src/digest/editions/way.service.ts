import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { EditionStore, type Edition } from './edition.store.js';
import { Fixing } from './fixing.service.js';
import { Seconds } from './seconds.service.js';
import { Sendings } from './sendings.service.js';

const APPROVE = 'digest.approve';
const BEFORE = 'It has not begun to go out. Stop it instead: then it can be changed and approved again.';
const OVER = 'It has all gone out already.';

/** What can be done about an edition while it goes out: pause it, let it go on, take back the rest. */
@Injectable()
export class Way {
  constructor(
    private readonly store: EditionStore,
    private readonly sendings: Sendings,
    private readonly fixing: Fixing,
    private readonly seconds: Seconds,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
  ) {}

  /** Pauses an edition on its way: nothing more is handed over from this moment on. @throws Conflict */
  async pause(me: Actor, key: string): Promise<void> {
    const edition = await this.#going(me, key);
    if (!(await this.deliveries.pause(edition.letterId!, `Paused by ${me.name}.`)))
      throw new Conflict('It is paused already.');
    await this.fixing.note(me, 'edition.paused', edition, await this.#counts(edition));
  }

  /** Lets an edition that is paused go on: the same to everybody who has not got it yet. @throws Conflict */
  async resume(me: Actor, key: string): Promise<void> {
    await this.sendings.resume(me, key);
  }

  /**
   * Takes back whatever has not been handed over. Who has it keeps it, and the ledger names them; for everybody else
   * its items count as not sent, so that the next edition brings them. Where nobody had it, it can be changed and
   * approved again. @throws Conflict
   */
  async cancel(me: Actor, key: string): Promise<void> {
    allow(me.may(APPROVE));
    await this.cancelAs(me, me.name, key);
  }

  /** The same for somebody who may by another right than a role: the deputy in a handover. */
  async cancelAs(me: Actor | 'product', name: string, key: string): Promise<void> {
    const edition = await this.#begun(key);
    const before = await this.#counts(edition);
    const had = before.sent + before.refused + before.uncertain;
    const because = `Cancelled by ${name} when ${sayPlural(had, 'copy', 'copies')} had gone.`;
    const taken = await this.deliveries.cancelRest(edition.letterId!, because);
    if (taken === undefined) throw new Conflict('It was cancelled already.');
    const { sent, refused, uncertain, pending } = await this.#counts(edition);
    if (sent + refused + uncertain + pending === 0) {
      const note = `Cancelled by ${name} before anything was sent.`;
      await this.fixing.open(edition, { note, stoppedAt: this.clock.now() });
      await this.seconds.void(me, edition, because);
    } else await this.fixing.set(edition, { note: because });
    await this.fixing.note(me, 'edition.cancelled', edition, { taken, ...before });
    await this.sendings.statusOf(await this.store.find(key));
  }

  async #going(me: Actor, key: string): Promise<Edition> {
    allow(me.may(APPROVE));
    return this.#begun(key);
  }

  async #begun(key: string): Promise<Edition> {
    const edition = await this.store.find(key, true);
    if (!edition.letterId) throw new Conflict('This edition has not been approved yet.');
    const { state, counts } = await this.sendings.statusOf(edition);
    if (state === 'approved') throw new Conflict(BEFORE);
    if (counts.pending === 0) throw new Conflict(OVER);
    // The status may have moved the edition on.
    return this.store.find(key, true);
  }

  #counts({ letterId }: Edition) {
    return this.deliveries.counts(letterId!);
  }
}
