import type { Db } from '../../core/database/index.js';
import { searchQuery } from '../../core/text/index.js';
import { contactColumn, type Contact } from '../contact-points/index.js';
import type { MembershipState } from '../memberships/index.js';
import { PLACE, withinReach, type Reach } from '../reach/index.js';
import type { OrganisationFilters } from './organisation.input.js';
import { sortName, type OrganisationFacts } from './organisation.rules.js';

/** One row of the list. */
export interface OrganisationRow {
  id: string;
  reference: string;
  name: string;
  knownAs: string | null;
  sortName: string;
  districtIds: string[];
  countyWide: boolean;
  state: MembershipState | null;
}

/** What a list asks for, with the district's predecessors already among the ids. */
export interface ListWish extends Pick<OrganisationFilters, 'q' | 'theme' | 'state' | 'sort'> {
  reach: Reach;
  districtIds?: string[];
  countyWide?: boolean;
  limit: number;
  offset?: number;
  /** The sort name and id after which to go on, for the API. */
  after?: { sortName: string; id: string };
}

const LATEST_STATE = `(select m.state from membership m where m.organisation_id = o.id
  order by m.valid_to is null desc, m.valid_to desc limit 1)`;

/** The same of every organisation at once. */
const LATEST_STATES = `select m.organisation_id from (select distinct on (organisation_id) organisation_id, state from membership
  order by organisation_id, valid_to is null desc, valid_to desc) m`;

/** Returns the facts of these organisations, in no particular order. */
export async function factsOf(db: Db, ids: string[]): Promise<OrganisationFacts[]> {
  type Row = Omit<OrganisationFacts, keyof Contact> & { contact: Partial<Contact> };
  const rows = await db.query<Row>(
    `select ${PLACE}, o.version, o.reference, o.name, o.known_as as "knownAs", o.legal_form as "legalForm",
       nullif(o.description, '') as description, o.website, o.listed, o.public_precision as precision,
       o.age_from as "ageFrom", o.age_to as "ageTo", o.stage,
       (select f.amount::float8 from size_figure f where f.organisation_id = o.id and f.kind = 'income'
        order by coalesce(f.year_end, f.noted_on) desc, f.noted_on desc limit 1) as income,
       (select coalesce(jsonb_agg(jsonb_build_object('scheme', i.scheme, 'value', i.value) order by i.scheme, i.value), '[]')
        from org_identifier i where i.organisation_id = o.id) as identifiers,
       array(select t.theme from organisation_theme t where t.organisation_id = o.id order by t.theme) as themes,
       (select r.person_id from role r where r.organisation_id = o.id and r.main_contact
          and (r.valid_to is null or r.valid_to > app_now()::date) limit 1) as "mainContactId",
       ${contactColumn('organisation_id', 'o.id')} as contact
     from organisation o where o.id = any ($1::uuid[])`,
    [ids],
  );
  return rows.map(({ contact, ...row }) => {
    const { email = null, telephone = null, address = null, postcode = null } = contact;
    return { ...row, email, telephone, address: address || null, postcode };
  });
}

/** Returns one page of the list and how many there are in all, in one statement. */
export async function listOrganisations(
  db: Db,
  wish: ListWish,
): Promise<{ rows: OrganisationRow[]; total: number }> {
  const params: unknown[] = [];
  const add = (value: unknown) => `$${params.push(value)}`;
  const words = searchQuery(wish.q);
  const found = words ? `join search_ids('organisation', ${add(words)}) f on f = o.id` : '';
  const where = conditions(wish, add);
  const after = wish.after
    ? `where (o.sort_name, o.id) > (${add(wish.after.sortName)}, ${add(wish.after.id)}::uuid)`
    : '';
  const order = wish.sort === 'newest' ? 'o.created_at desc, o.id desc' : 'o.sort_name, o.id';
  // Filters are tried once for the count and the page; without any, the index counts and sorts.
  const once = words || where !== 'true' ? 'materialized' : 'not materialized';
  const rows = await db.query<OrganisationRow & { total: string }>(
    `with matching as ${once} (
       select o.id, o.reference, o.name, o.known_as, o.sort_name, o.created_at from organisation o ${found} where ${where})
     select ${PLACE}, o.reference, o.name, o.known_as as "knownAs", o.sort_name as "sortName", ${LATEST_STATE} as state,
       (select count(*) from matching) as total
     from (select * from matching o ${after} order by ${order} limit ${add(wish.limit)} offset ${add(wish.offset ?? 0)}) o
     order by ${order}`,
    params,
  );
  return { rows, total: Number(rows[0]?.total ?? 0) };
}

function conditions(wish: ListWish, add: (value: unknown) => string): string {
  const all = [withinReach(wish.reach, add)];
  if (wish.districtIds || wish.countyWide) {
    const place = wish.countyWide
      ? 'c.district_id is null'
      : `c.district_id = any (${add(wish.districtIds)}::uuid[])`;
    all.push(`exists (select 1 from coverage c where c.organisation_id = o.id and ${place})`);
  }
  if (wish.theme)
    all.push(
      `exists (select 1 from organisation_theme t where t.organisation_id = o.id and t.theme = ${add(wish.theme)})`,
    );
  if (wish.state) all.push(`o.id in (${LATEST_STATES} where m.state = ${add(wish.state)})`);
  return all.join(' and ');
}

/** Returns the ids of those within reach that go by this reference or, where there is none, by this name. */
export async function findNamed(db: Db, reach: Reach, typed: string): Promise<string[]> {
  const params: unknown[] = [typed, sortName(typed)];
  const within = withinReach(reach, (value) => `$${params.push(value)}`);
  const found = await db.query<{ id: string; exact: boolean }>(
    `select o.id, lower(o.reference) = lower($1) as exact from organisation o
     where (lower(o.reference) = lower($1) or o.sort_name = $2) and ${within}`,
    params,
  );
  const exact = found.filter((one) => one.exact);
  return (exact.length > 0 ? exact : found).map(({ id }) => id);
}

/** Returns a number of our own for each of `count` new organisations: ORG-0001 and so on, one after the other. */
export async function nextReferences(db: Db, count = 1): Promise<string[]> {
  // Two people adding at once take turns.
  await db.query(
    "select pg_advisory_xact_lock(hashtext('organisation.reference'), hashtext(current_setting('app.network_id')))",
  );
  const last = await db.one<{ last: number }>(
    `select coalesce(max(substring(reference from '^ORG-(\\d{1,8})$')::integer), 0) as last from organisation`,
  );
  const first = last!.last + 1;
  return Array.from({ length: count }, (_, at) => `ORG-${String(first + at).padStart(4, '0')}`);
}
