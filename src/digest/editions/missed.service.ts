import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Clock } from '../../core/clock/index.js';
import { Conflict } from '../../core/errors/index.js';
import { Deliveries } from '../../core/mail/index.js';
import { sayDateTime } from '../../core/web/templates/index.js';
import { Deputies } from '../handover/deputies.js';
import { isAutomatic } from '../kinds/kind.rules.js';
import { EditionStore, type Edition } from './edition.store.js';
import { calledOf } from './edition.view.js';
import { Fixing } from './fixing.service.js';
import { missedLetter } from './missed.rules.js';
import { Notices } from './notices.js';
import { Seconds } from './seconds.service.js';

const NOTHING_RAN = 'Nothing ran when it was to go out.';

/** Editions whose time passed while nothing ran. Within the day they go out late; after that a person is asked. */
@Injectable()
export class Missed {
  constructor(
    private readonly store: EditionStore,
    private readonly fixing: Fixing,
    private readonly seconds: Seconds,
    private readonly deputies: Deputies,
    private readonly notices: Notices,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
  ) {}

  /** Takes back every edition that missed its day, and asks whoever may approve; safe in any number of workers. */
  async sweep(): Promise<void> {
    for (const { key } of await this.store.onTheirWay()) {
      const edition = await this.store.find(key, true);
      if (edition.letterId && (await this.#isOverdue(edition.letterId))) await this.#ask(edition);
    }
  }

  /** Writes down that an edition could not be sent in its time, and asks whoever may approve. */
  async ask(edition: Edition, due: Date): Promise<void> {
    const zone = await this.notices.zone();
    const when = sayDateTime(due, zone);
    const note = `It was to go out on ${when}. Nothing ran then, and it was not sent.`;
    await this.fixing.open(edition, { missedAt: due, note });
    await this.seconds.void('product', edition, NOTHING_RAN);
    await this.fixing.note('product', 'edition.missed', edition, { due });
    const letter = missedLetter({
      edition: calledOf(edition),
      when,
      link: await this.notices.link(`/digest/${edition.key}`),
    });
    for (const { personId } of await this.deputies.approving()) await this.notices.tell(personId, letter);
  }

  /** Leaves a missed edition to the next one, which brings what was in it. @throws Conflict */
  async leave(me: Actor, key: string): Promise<void> {
    allow(me.may('digest.approve'));
    const edition = await this.store.find(key, true);
    if (edition.state !== 'composing' || edition.missedAt === null)
      throw new Conflict('This edition has not missed its time.');
    const note = `${edition.note ?? ''} ${me.name} left it to the next edition.`.trim();
    await this.fixing.set(edition, { missedAt: null, note });
    await this.fixing.note(me, 'edition.left to the next', edition, {});
  }

  async #isOverdue(letterId: string): Promise<boolean> {
    const { state, latest, begunAt } = await this.deliveries.letter(letterId);
    return state === 'open' && begunAt === null && latest !== null && latest <= this.clock.now();
  }

  async #ask(edition: Edition): Promise<void> {
    if (isAutomatic(edition.kind)) {
      await this.deliveries.cancelRest(edition.letterId!, NOTHING_RAN);
      await this.fixing.set(edition, { note: `${NOTHING_RAN} The next one brings what was in it.` });
      return;
    }
    // Whoever has begun meanwhile is right.
    if (await this.deliveries.cancel(edition.letterId!, NOTHING_RAN))
      await this.ask(edition, edition.sendAfter!);
    else throw new Conflict(`The edition ${edition.key} was begun at this very moment.`);
  }
}
