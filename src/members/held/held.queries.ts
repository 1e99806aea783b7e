import type { Db } from '../../core/database/index.js';
import type { Colleague } from './held.rules.js';

/** An address that does not work any more, and whose it is. */
export interface HeldAddress {
  personId: string;
  name: string;
  address: string;
  since: Date;
  because: string | null;
}

const PRESENT = (r: string) =>
  `${r}.valid_from <= app_now()::date and (${r}.valid_to is null or ${r}.valid_to > app_now()::date)`;
const STOPPED = `coalesce((select k.status from consent k where k.person_id = p.id and k.channel = 'email' and k.purpose = 'digest'
  order by k.at desc, k.id desc limit 1) = 'opted_out', false)`;

const HELD = `select p.id as "personId", coalesce(nullif(trim(p.given || ' ' || p.family), ''), c.value) as name, c.value as address,
    c.held_since as since, c.held_because as because
  from contact_point c join person p on p.network_id = c.network_id and p.id = c.person_id
  where c.kind = 'email' and c.held_since is not null and p.erased_at is null`;

/** Returns the held address of a person, or undefined when theirs is none. */
export async function heldOf(db: Db, personId: string): Promise<HeldAddress | undefined> {
  return db.one<HeldAddress>(`${HELD} and p.id = $1`, [personId]);
}

/**
 * Returns the held addresses about which somebody should do something, the latest first: those of people with a part
 * today who want e-mail, and have not stopped it.
 */
export async function heldAddresses(db: Db): Promise<HeldAddress[]> {
  return db.query<HeldAddress>(
    `${HELD} and p.preferred_channel <> 'post' and not ${STOPPED}
       and exists (select 1 from role r where r.person_id = p.id and ${PRESENT('r')})
     order by c.held_since desc, p.id limit 500`,
  );
}

/** Returns everybody else with a part today at the organisations of a person, organisation by organisation. */
export async function colleaguesOf(
  db: Db,
  personId: string,
): Promise<(Colleague & { organisation: string; telephone: string | null })[]> {
  return db.query(
    `select o.id as "organisationId", o.name as organisation,
       (select value from contact_point t where t.organisation_id = o.id and t.kind = 'phone' order by t.label nulls first limit 1) as telephone,
       p.id as "personId", coalesce(nullif(trim(p.given || ' ' || p.family), ''), 'The office mailbox') as name,
       coalesce(r.main_contact, false) as "mainContact", c.value as address, c.held_since is not null as "isHeld",
       p.preferred_channel = 'post' as paper, ${STOPPED} as stopped
     from role mine join organisation o on o.network_id = mine.network_id and o.id = mine.organisation_id
     left join role r on r.network_id = mine.network_id and r.organisation_id = o.id and r.person_id <> mine.person_id and ${PRESENT('r')}
     left join person p on p.network_id = r.network_id and p.id = r.person_id and p.erased_at is null
     left join contact_point c on c.network_id = p.network_id and c.person_id = p.id and c.kind = 'email'
     where mine.person_id = $1 and ${PRESENT('mine')} order by o.sort_name, o.id, r.main_contact desc, p.family, p.given, p.id`,
    [personId],
  );
}
