import type { Db } from '../../core/database/index.js';
import { isRoleName } from '../../core/access/index.js';
import { searchQuery } from '../../core/text/index.js';
import { contactColumn, type Contact } from '../contact-points/index.js';
import { PLACE, withinReach, type Reach } from '../reach/index.js';
import type { PersonFacts } from './person.rules.js';

const PRESENT = '(r.valid_to is null or r.valid_to > app_now()::date)';

/** Returns the facts of these people, in no particular order; those who were forgotten are not among them. */
export async function peopleFacts(db: Db, ids: string[]): Promise<PersonFacts[]> {
  type Row = Omit<PersonFacts, 'email' | 'telephone' | 'mobile' | 'networkRoles'> & {
    contact: Partial<Contact>;
    networkRoles: string[];
  };
  const rows = await db.query<Row>(
    `select p.id, p.version, p.given, p.family, p.account_id as "accountId", p.preferred_channel as channel, p.language,
       p.access_needs as "accessNeeds", p.share, p.confirmed_at as "confirmedAt", p.created_at as "createdAt",
       array(select distinct r.role from role r where r.person_id = p.id and r.organisation_id is null and ${PRESENT}) as "networkRoles",
       (select coalesce(jsonb_agg(to_jsonb(place)), '[]') from (
          select ${PLACE} from organisation o where o.id in (
            select r.organisation_id from role r where r.person_id = p.id and ${PRESENT})) place) as places,
       ${contactColumn('person_id', 'p.id')} as contact
     from person p where p.id = any ($1::uuid[]) and p.erased_at is null`,
    [ids],
  );
  return rows.map(({ contact, networkRoles, ...row }) => {
    const { email = null, telephone = null, mobile = null } = contact;
    return { ...row, email, telephone, mobile, networkRoles: networkRoles.filter(isRoleName) };
  });
}

/** The name a list of people is sorted by: family name first, as a key. */
const SORT_NAME = `lower(p.family || ' ' || p.given) collate "C"`;

/** What a list of people asks for, with the district's predecessors already among the ids. */
export interface PeopleWish {
  reach: Reach;
  q?: string;
  districtIds?: string[];
  limit: number;
  after?: { sortName: string; id: string };
}

/** Returns the ids of a stretch of the list of people, by family name. */
export async function listPeople(db: Db, wish: PeopleWish): Promise<{ id: string; sortName: string }[]> {
  const params: unknown[] = [];
  const add = (value: unknown) => `$${params.push(value)}`;
  const found = searchQuery(wish.q ?? '');
  const districts = wish.districtIds
    ? `and exists (select 1 from coverage d where d.organisation_id = o.id and d.district_id = any (${add(wish.districtIds)}::uuid[]))`
    : '';
  const visible = `exists (select 1 from role r join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
    where r.person_id = p.id and ${PRESENT} and ${withinReach(wish.reach, add)} ${districts})`;
  const inNetwork = `exists (select 1 from role r where r.person_id = p.id and r.organisation_id is null and ${PRESENT})`;
  const conditions = [
    'p.erased_at is null',
    wish.districtIds ? visible : `(${visible} or ${inNetwork} ${wish.reach.everywhere ? 'or true' : ''})`,
    found && `p.id in (select search_ids('person', ${add(found)}))`,
    wish.after && `(${SORT_NAME}, p.id) > (${add(wish.after.sortName)}, ${add(wish.after.id)}::uuid)`,
  ].filter(Boolean);
  return db.query(
    `select p.id, ${SORT_NAME} as "sortName" from person p where ${conditions.join(' and ')}
     order by ${SORT_NAME}, p.id limit ${add(wish.limit)}`,
    params,
  );
}

/** Returns the id of the person of this name at this address, or undefined. */
export async function samePerson(
  db: Db,
  { given, family, email }: { given: string; family: string; email: string },
): Promise<string | undefined> {
  const found = await db.one<{ id: string }>(
    `select p.id from person p join contact_point c on c.network_id = p.network_id and c.person_id = p.id
     where p.erased_at is null and c.kind = 'email' and c.value_key = $1
       and lower(trim(p.given || ' ' || p.family)) = lower(trim($2 || ' ' || $3)) order by p.created_at limit 1`,
    [email, given, family],
  );
  return found?.id;
}
