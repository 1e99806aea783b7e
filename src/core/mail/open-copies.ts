import type { Db } from '../database/index.js';

/** A copy of a list letter that may still go out, or out again: no relay is known to have it. */
export interface OpenCopy {
  id: string;
  letterId: string;
  state: 'pending' | 'sending' | 'committed' | 'uncertain';
  personId: string;
  addressLc: string;
  /** Who else reads it. */
  others: string[];
}

/** Returns the copies that a person reads and that may still go out, of one list or of all, and holds on to them. */
export async function openCopiesOf(db: Db, personId: string, list?: string): Promise<OpenCopy[]> {
  const held = await db.query<{ id: string }>(
    `select d.id from delivery d
     join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id and r.person_id = $1
     join letter l on l.network_id = d.network_id and l.id = d.letter_id
     where l.list is not null and ($2::text is null or l.list = $2) and l.state in ('open', 'paused')
       and d.state in ('pending', 'sending', 'committed', 'uncertain')
     order by d.id for update of d`,
    [personId, list ?? null],
  );
  if (held.length === 0) return [];
  // Read only now: whoever held them before may have changed who reads them.
  return db.query<OpenCopy>(
    `select d.id, d.letter_id as "letterId", d.state, d.person_id as "personId", d.address_lc as "addressLc",
       array(select o.person_id from delivery_reader o where o.delivery_id = d.id and o.person_id <> $1 order by o.person_id) as others
     from delivery d join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id and r.person_id = $1
     where d.id = any ($2::uuid[]) and d.state in ('pending', 'sending', 'committed', 'uncertain') order by d.id`,
    [personId, held.map(({ id }) => id)],
  );
}

/** A copy that never goes out must not keep a mailbox from getting one. */
export async function freeAddress(db: Db, letterId: string, address: string): Promise<void> {
  await db.query(
    `update delivery set address_lc = null where letter_id = $1 and address_lc = lower($2) and state in ('skipped', 'refused', 'held')`,
    [letterId, address],
  );
}

/** Returns the id of the copy of a letter that goes to a mailbox, or undefined. */
export async function copyTo(db: Db, letterId: string, address: string): Promise<string | undefined> {
  const copy = await db.one<{ id: string }>(
    'select id from delivery where letter_id = $1 and address_lc = lower($2)',
    [letterId, address],
  );
  return copy?.id;
}

/** From now on somebody reads a copy. */
export async function readCopy(
  db: Db,
  letterId: string,
  deliveryId: string,
  personId: string,
): Promise<void> {
  await db.query('insert into delivery_reader (letter_id, delivery_id, person_id) values ($1, $2, $3)', [
    letterId,
    deliveryId,
    personId,
  ]);
}

/** What is added to the reason of a copy that is not sent again. */
export const NOBODY_KNOWS = 'Nobody can tell whether this one had arrived.';

/**
 * Returns the SQL that puts a copy back to be sent, for a reason in SQL; one that nobody wants any more is skipped
 * instead. `isUnclear` where it may have arrived.
 */
export function putBack(reason: string, isUnclear: boolean): string {
  const why = isUnclear ? `withdrawn || ' ${NOBODY_KNOWS}'` : 'withdrawn';
  return `state = case when withdrawn is null then 'pending' else 'skipped' end, reason = coalesce(${why}, ${reason}),
    next_at = app_now(), finished_at = case when withdrawn is not null then app_now() end`;
}

/**
 * A copy that never goes out is nobody's any more, since this person reads another one. Nothing in it tells of them,
 * unless it may be given back to somebody else.
 */
export async function disown(db: Db, id: string, personId: string): Promise<void> {
  await db.query(
    `update delivery set person_id = null, address_lc = null where id = $1 and state = 'skipped'`,
    [id],
  );
  await db.query(
    `update delivery d set to_name = '', address = null, holes = '{}' where d.id = $1 and d.person_id is null and d.state = 'skipped'
       and not exists (select 1 from copy_aside a where a.delivery_id = d.id and a.person_id <> $2)`,
    [id, personId],
  );
}
