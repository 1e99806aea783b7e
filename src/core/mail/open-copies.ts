import type { Db } from '../database/index.js';

/** A copy of a list letter that may still go out: no relay has it, or nobody knows whether one does. */
export interface OpenCopy {
  id: string;
  letterId: string;
  state: 'pending' | 'sending' | 'uncertain';
  personId: string;
  addressLc: string;
  /** Who else reads it. */
  others: string[];
}

/** Returns the copies that a person reads and that may still go out, of one list or of all, and holds on to them. */
export async function openCopiesOf(db: Db, personId: string, list?: string): Promise<OpenCopy[]> {
  return db.query<OpenCopy>(
    `select d.id, d.letter_id as "letterId", d.state, d.person_id as "personId", d.address_lc as "addressLc",
       array(select o.person_id from delivery_reader o where o.delivery_id = d.id and o.person_id <> $1 order by o.person_id) as others
     from delivery d
     join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id and r.person_id = $1
     join letter l on l.network_id = d.network_id and l.id = d.letter_id
     where l.list is not null and ($2::text is null or l.list = $2) and l.state in ('open', 'paused')
       and d.state in ('pending', 'sending', 'uncertain')
     order by d.id for update of d`,
    [personId, list ?? null],
  );
}
