import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../config/index.js';
import { Db, newId } from '../database/index.js';
import { On, type EventMap } from '../events/index.js';
import { messageId } from './message-id.rules.js';
import { copyTo, disown, freeAddress, openCopiesOf, readCopy, type OpenCopy } from './open-copies.js';

/** What is still waiting for somebody goes to their new address: once, and never to both. */
@Injectable()
export class Moved {
  readonly #messageKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly settings: Settings,
    keys: Keys,
  ) {
    this.#messageKey = keys.for('message-id');
  }

  /** Only copies that are pending move; one that a worker holds is on its way to the old address. */
  @On('person.moved')
  async move({ personId, address }: EventMap['person.moved']): Promise<void> {
    for (const copy of await openCopiesOf(this.db, personId)) {
      if (copy.state !== 'pending' || copy.addressLc === address.toLowerCase()) continue;
      await freeAddress(this.db, copy.letterId, address);
      const there = await copyTo(this.db, copy.letterId, address);
      if (there) await this.#joinCopy(copy, personId, there);
      else if (copy.others.length > 0) await this.#ownCopy(copy, personId, address);
      else
        await this.db.query('update delivery set address = $2, address_lc = lower($2) where id = $1', [
          copy.id,
          address,
        ]);
    }
  }

  /** The new mailbox has a copy already: that is theirs now, too. */
  async #joinCopy(copy: OpenCopy, personId: string, there: string): Promise<void> {
    await this.#leave(copy, personId);
    if (copy.others.length === 0) {
      await this.db.query(
        `update delivery set state = 'skipped', reason = 'Another copy goes to the same mailbox.', finished_at = app_now() where id = $1`,
        [copy.id],
      );
      await disown(this.db, copy.id, personId);
    }
    await readCopy(this.db, copy.letterId, there, personId);
  }

  /** The old mailbox keeps its copy for the others, and the person gets the same one at the new address. */
  async #ownCopy(copy: OpenCopy, personId: string, address: string): Promise<void> {
    await this.#leave(copy, personId);
    const id = newId();
    const ownMessageId = messageId(
      this.#messageKey,
      copy.letterId,
      `${personId} ${address}`,
      this.settings.mailDomain,
    );
    await this.db.query(
      `insert into delivery (id, letter_id, person_id, to_name, address, address_lc, state, next_at, message_id, pieces, holes, form)
       select $2, letter_id, $3, '', $4, lower($4), 'pending', next_at, $5, pieces, holes, form from delivery where id = $1`,
      [copy.id, id, personId, address, ownMessageId],
    );
    await readCopy(this.db, copy.letterId, id, personId);
  }

  async #leave(copy: OpenCopy, personId: string): Promise<void> {
    await this.db.query('delete from delivery_reader where delivery_id = $1 and person_id = $2', [
      copy.id,
      personId,
    ]);
    if (copy.personId === personId && copy.others.length > 0)
      await this.db.query('update delivery set person_id = $2 where id = $1', [copy.id, copy.others[0]]);
  }
}
