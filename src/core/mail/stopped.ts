import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import { On, type EventMap } from '../events/index.js';
import { NOBODY_KNOWS, openCopiesOf, type OpenCopy } from './open-copies.js';
import { SetAside } from './set-aside.js';

/** Nobody who has asked not to get a list is sent what is still on its way (RFC 8058; E5 of the mail page). */
@Injectable()
export class Stopped {
  constructor(
    private readonly db: Db,
    private readonly aside: SetAside,
  ) {}

  /**
   * Skips the person's copies that no relay has yet, and does not repeat one of which nobody knows whether it
   * arrived. A copy that others read as well still goes to them, and its stop-link is theirs then. What is past the
   * gate cannot be called back; it is marked, so that it is not sent a second time.
   */
  @On('person.stopped')
  async stop({ personId, list }: EventMap['person.stopped']): Promise<void> {
    await this.setAside(personId, list, 'Asked not to get these e-mails any more.');
  }

  /** The same for another reason, in words, that may pass again; `list` undefined means every list. */
  async setAside(personId: string, list: string | undefined, why: string): Promise<void> {
    for (const copy of await openCopiesOf(this.db, personId, list)) {
      await this.aside.note(copy, personId);
      await this.#take(copy, personId, why);
    }
  }

  /** The same of every list, and for good: nothing of it comes back. */
  async skip(personId: string, why: string): Promise<void> {
    await this.aside.forget(personId);
    for (const copy of await openCopiesOf(this.db, personId)) await this.#take(copy, personId, why);
  }

  async #take(copy: OpenCopy, personId: string, why: string): Promise<void> {
    const [heir] = copy.others;
    if (heir) await this.#passOn(copy, personId, heir);
    else if (copy.state === 'committed') await this.#withdraw(copy, why);
    else await this.#skip(copy, why);
  }

  async #withdraw({ id }: OpenCopy, why: string): Promise<void> {
    await this.db.query('update delivery set withdrawn = $2 where id = $1', [id, why]);
  }

  async #skip({ id, state }: OpenCopy, why: string): Promise<void> {
    const reason = state === 'uncertain' ? `${why} ${NOBODY_KNOWS}` : why;
    await this.db.query(
      `update delivery set state = 'skipped', reason = $2, finished_at = app_now() where id = $1 and state in ('pending', 'sending', 'uncertain')`,
      [id, reason],
    );
  }

  async #passOn({ id, state }: OpenCopy, personId: string, heir: string): Promise<void> {
    await this.db.query('delete from delivery_reader where delivery_id = $1 and person_id = $2', [
      id,
      personId,
    ]);
    // The stop-link of one that may have arrived stays, and so do its bytes.
    if (state === 'committed' || state === 'uncertain') return;
    await this.db.query('update delivery set person_id = $3 where id = $1 and person_id = $2', [
      id,
      personId,
      heir,
    ]);
  }
}
