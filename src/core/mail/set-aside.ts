import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import { Jobs } from '../jobs/index.js';
import { Moved } from './moved.js';
import { copyTo, disown, freeAddress, readCopy, type OpenCopy } from './open-copies.js';

/** A copy that was set aside for somebody, as it is now. */
interface Aside {
  id: string;
  letterId: string;
  state: string;
  addressLc: string | null;
  wasFirst: boolean;
  wasUncertain: boolean;
  /** It was to go out less than a day ago, or its letter is still on its way, and its address has not been erased since. */
  isTimely: boolean;
  /** They read a copy of the same letter. */
  isReader: boolean;
}

/** Where a person is written to now, and the lists that they do not want. */
export interface Standing {
  personId: string;
  address: string;
  stopped: readonly string[];
}

const ASIDE = `select d.id, d.letter_id as "letterId", d.state, d.address_lc as "addressLc", a.was_first as "wasFirst",
    exists (select 1 from copy_aside o where o.delivery_id = d.id and o.was = 'uncertain') as "wasUncertain",
    (l.send_after > app_now() - interval '1 day' or l.state = 'paused'
      or exists (select 1 from delivery o where o.letter_id = l.id and o.state in ('pending', 'sending')))
      and coalesce(d.address not like '%@erased.invalid', false) as "isTimely",
    exists (select 1 from delivery_reader r where r.letter_id = d.letter_id and r.person_id = $1 and (r.delivery_id <> d.id or d.state <> 'skipped')) as "isReader"
  from copy_aside a join delivery d on d.network_id = a.network_id and d.id = a.delivery_id
  join letter l on l.network_id = d.network_id and l.id = d.letter_id
  where a.person_id = $1 and d.id = any ($2::uuid[]) and l.state <> 'cancelled' order by d.id`;

/**
 * Copies that were on their way to somebody who then did not want them. Whoever takes that back within a day of the
 * sending is sent the very same copy, once; after that a digest brings with the next one what was in it, since the
 * ledger says that they have not had it. A letter that was cancelled stays so.
 */
@Injectable()
export class SetAside {
  constructor(
    private readonly db: Db,
    private readonly moved: Moved,
    private readonly jobs: Jobs,
  ) {}

  /** Notes that an open copy is about not to be somebody's any more. */
  async note({ id, state, personId: first }: OpenCopy, personId: string): Promise<void> {
    await this.db.query(
      `insert into copy_aside (delivery_id, person_id, was, was_first) values ($1, $2, $3, $4)
       on conflict (network_id, delivery_id, person_id) do update set was = excluded.was, instead = false`,
      [id, personId, state === 'uncertain' ? 'uncertain' : 'pending', first === personId],
    );
  }

  /** Lets go of what was set aside for somebody: it never comes back. */
  async forget(personId: string): Promise<void> {
    await this.db.query('delete from copy_aside where person_id = $1', [personId]);
  }

  /** Says whether people have something else in the place of a letter: what was set aside of it stays there then. */
  async replaced(personIds: readonly string[], letterId: string, instead: boolean): Promise<void> {
    await this.db.query(
      `update copy_aside a set instead = $3 from delivery d where d.network_id = a.network_id and d.id = a.delivery_id
         and a.person_id = any ($1::uuid[]) and d.letter_id = $2`,
      [personIds, letterId, instead],
    );
  }

  /** Lets go of everybody's copies of a letter that never went: something has taken its place. */
  async forgetLetter(letterId: string): Promise<void> {
    await this.db.query(
      `delete from copy_aside a using delivery d where d.network_id = a.network_id and d.id = a.delivery_id
         and d.letter_id = $1 and d.state = 'skipped'`,
      [letterId],
    );
  }

  /** Gives somebody back what was set aside for them; to be told whenever something may be sent to them again. */
  async takeUp({ personId, address, stopped }: Standing): Promise<void> {
    const held = await this.db.query<{ id: string }>(
      `select d.id from copy_aside a join delivery d on d.network_id = a.network_id and d.id = a.delivery_id
       join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where a.person_id = $1 and not a.instead and l.list <> all ($2) order by d.id for update of d`,
      [personId, stopped],
    );
    if (held.length === 0) return;
    const ids = held.map(({ id }) => id);
    await this.#wantAgain(ids, personId);
    for (const copy of await this.db.query<Aside>(ASIDE, [personId, ids]))
      if (!copy.isReader) await this.#giveBack(copy, personId, address);
    await this.db.query('delete from copy_aside where person_id = $1 and delivery_id = any ($2::uuid[])', [
      personId,
      ids,
    ]);
    await this.moved.move({ personId, address });
  }

  /** What is past the gate may be sent again if need be, but for nobody else who does not want it. */
  async #wantAgain(ids: string[], personId: string): Promise<void> {
    await this.db.query(
      `delete from delivery_reader r using copy_aside a, delivery d
       where a.delivery_id = r.delivery_id and a.person_id = r.person_id and d.id = r.delivery_id
         and d.id = any ($1::uuid[]) and d.withdrawn is not null and r.person_id <> $2`,
      [ids, personId],
    );
    await this.db.query('update delivery set withdrawn = null where id = any ($1::uuid[])', [ids]);
  }

  async #giveBack(copy: Aside, personId: string, address: string): Promise<void> {
    if (copy.state !== 'skipped') return this.#join(copy, personId, address);
    if (!copy.isTimely) return;
    if (copy.wasUncertain) return this.#uncertainAgain(copy, personId);
    await this.db.query('delete from delivery_reader where delivery_id = $1', [copy.id]);
    await freeAddress(this.db, copy.letterId, address);
    const there = await copyTo(this.db, copy.letterId, address);
    if (there) {
      await disown(this.db, copy.id, personId);
      return readCopy(this.db, copy.letterId, there, personId);
    }
    await this.db.query(
      `update delivery set state = 'pending', reason = null, finished_at = null, lease_token = null, lease_until = null,
         person_id = $2, address = $3, address_lc = lower($3) where id = $1`,
      [copy.id, personId, address],
    );
    await readCopy(this.db, copy.letterId, copy.id, personId);
    this.jobs.later('mail.send', { letterId: copy.letterId });
  }

  /** Others read it still, or have it in the same mailbox; whoever has left that mailbox takes along what waits. */
  async #join(copy: Aside, personId: string, address: string): Promise<void> {
    if (copy.state !== 'pending' && copy.addressLc !== address.toLowerCase()) return;
    await readCopy(this.db, copy.letterId, copy.id, personId);
    if (copy.wasFirst && copy.state === 'pending')
      await this.db.query('update delivery set person_id = $2 where id = $1', [copy.id, personId]);
  }

  /** Its bytes are on their way or were, so it stays with whom and where it was. */
  async #uncertainAgain({ id, letterId }: Aside, personId: string): Promise<void> {
    await this.db.query(
      `update delivery set state = 'uncertain', reason = 'Nobody can tell whether it arrived.', finished_at = null where id = $1`,
      [id],
    );
    await this.db.query('delete from delivery_reader where delivery_id = $1', [id]);
    await readCopy(this.db, letterId, id, personId);
  }
}
