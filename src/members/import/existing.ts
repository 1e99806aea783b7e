import type { Db } from '../../core/database/index.js';
import { WHOLE_AREA } from '../district-names.rules.js';
import type {
  ContactRole,
  Identifier,
  Members,
  OrganisationRecord,
  PersonRecord,
  PersonWish,
  SizeFigure,
} from '../member-record.rules.js';

/** Every member as files give and take them, and the version each record had when it was read. */
export interface MembersRead extends Members {
  versions: Map<string, number>;
}

type Own<Row> = Row & { owner: string };
type Point = Own<{
  field: 'email' | 'telephone' | 'mobile' | 'address';
  value: string;
  postcode: string | null;
}>;
type Word = Own<{ purpose: string; status: string; basis: string }>;
type Period = Own<{ since: string; isOpen: boolean }>;
type Part = Own<ContactRole & { isInNetwork: boolean }>;
type OrganisationRow = Pick<OrganisationRecord, 'id' | 'name' | 'knownAs' | 'legalForm' | 'ages' | 'stage'> &
  Pick<OrganisationRecord, 'reference' | 'description' | 'website' | 'listed'> & {
    version: number;
    hasEnded: boolean;
  };
type PersonRow = Pick<PersonRecord, 'id' | 'given' | 'family'> & { version: number };

const ORGANISATIONS = `select id, version, reference, name, known_as as "knownAs", legal_form as "legalForm",
    nullif(description, '') as description, website, listed, stage,
    case when age_from is not null then jsonb_build_object('from', age_from, 'to', age_to) end as ages,
    ended_on is not null as "hasEnded" from organisation order by id`;

/** What is true of organisations from one table each, by organisation and always in the same order. */
const LISTS = {
  periods: `select organisation_id as owner, valid_from::text as since, valid_to is null as "isOpen" from membership
    order by valid_to desc nulls first, id`,
  identifiers: `select organisation_id as owner, scheme, value from org_identifier order by scheme, value`,
  places: `select organisation_id as owner, district_id as place from coverage
    order by district_id::text collate "C" nulls first`,
  themes: `select organisation_id as owner, theme from organisation_theme order by theme collate "C"`,
  figures: `select organisation_id as owner, kind, amount::float8, year_end::text as "yearEnd" from size_figure
    order by kind, year_end, id`,
};

const POINTS = `select coalesce(organisation_id, person_id) as owner, value, postcode,
    case kind when 'email' then 'email' when 'post' then 'address' else coalesce(label, 'telephone') end as field
  from contact_point where kind in ('email', 'phone', 'post')`;

const PARTS = `select person_id as owner, organisation_id as organisation, title, main_contact as "mainContact",
    organisation_id is null as "isInNetwork"
  from role where (valid_to is null or valid_to > app_now()::date)
    and (organisation_id is null or valid_from <= app_now()::date) order by id`;

const CONSENTS = `select distinct on (person_id, purpose) person_id as owner, purpose, status, basis from consent
  where channel = 'email' order by person_id, purpose, at desc, id desc`;

const WISHES = `select c.person_id as owner, c.frequency, c.minutes, c.lean, c.large_print as "largePrint",
    p.preferred_channel = 'post' as paper
  from reading_choice c join person p on p.network_id = c.network_id and p.id = c.person_id`;

/**
 * Returns every member of the network, always in the same order. Each table is read by itself and they are matched in
 * memory: just after a large import the database has no statistics yet by which it could join them well.
 */
export async function readMembers(db: Db): Promise<MembersRead> {
  const points = await owned<Point>(db, POINTS);
  const organisations = await readOrganisations(db, points);
  const people = await readPeople(db, points);
  const versions = new Map([...organisations, ...people].map(({ record, version }) => [record.id, version]));
  const records = <Record>(read: { record: Record }[]) => read.map(({ record }) => record);
  return { organisations: records(organisations), people: records(people), versions };
}

async function readOrganisations(db: Db, points: Map<string, Point[]>) {
  const rows = await db.query<OrganisationRow>(ORGANISATIONS);
  const periods = await owned<Period>(db, LISTS.periods);
  const identifiers = await owned<Own<Identifier>>(db, LISTS.identifiers);
  const places = await owned<Own<{ place: string | null }>>(db, LISTS.places);
  const themes = await owned<Own<{ theme: string }>>(db, LISTS.themes);
  const figures = await owned<Own<SizeFigure>>(db, LISTS.figures);
  return rows.map(({ version, hasEnded, ...row }) => {
    const of = <Row>(all: Map<string, Own<Row>[]>) => all.get(row.id) ?? [];
    const belonging = of(periods);
    const record: OrganisationRecord = {
      ...row,
      ...contactOf(of(points)),
      joined: belonging[0]?.since ?? null,
      left: hasEnded || (belonging.length > 0 && !belonging[0].isOpen),
      identifiers: of(identifiers).map(({ scheme, value }) => ({ scheme, value })),
      coverage: of(places).map(({ place }) => place ?? WHOLE_AREA),
      themes: of(themes).map(({ theme }) => theme),
      figures: of(figures).map(({ kind, amount, yearEnd }) => ({ kind, amount, yearEnd })),
    };
    return { record, version };
  });
}

async function readPeople(db: Db, points: Map<string, Point[]>) {
  const rows = await db.query<PersonRow>(
    'select id, version, given, family from person where erased_at is null order by id',
  );
  const parts = await owned<Part>(db, PARTS);
  const consents = await owned<Word>(db, CONSENTS);
  const wishes = await owned<Own<PersonWish>>(db, WISHES);
  return rows.map(({ version, ...row }) => {
    const own = parts.get(row.id) ?? [];
    const { email, telephone, mobile } = pointsOf(points.get(row.id) ?? []);
    const record: PersonRecord = {
      ...{
        ...row,
        email: email?.value ?? null,
        telephone: telephone?.value ?? null,
        mobile: mobile?.value ?? null,
      },
      ...wordsOf(consents.get(row.id) ?? []),
      wish: wishOf(wishes.get(row.id)?.[0]),
      guarded: own.some(({ isInNetwork }) => isInNetwork),
      roles: own
        .filter(({ isInNetwork }) => !isInNetwork)
        .map(({ organisation, title, mainContact }) => ({ organisation, title, mainContact })),
    };
    return { record, version };
  });
}

/** The ground on which a person is written to, which the digest is about, and the lists they have stopped. */
function wordsOf(words: Word[]): Pick<PersonRecord, 'consent' | 'stopped'> {
  const consent = words.find(({ purpose }) => purpose === 'digest')?.basis ?? null;
  const stopped = words.filter(({ status }) => status === 'opted_out').map(({ purpose }) => purpose);
  return { consent, stopped };
}

function wishOf(row: Own<PersonWish> | undefined): PersonWish | null {
  if (!row) return null;
  const { owner: _owner, ...wish } = row;
  return wish;
}

function contactOf(points: Point[]): Pick<OrganisationRecord, 'telephone' | 'address' | 'postcode'> {
  const { telephone, address } = pointsOf(points);
  return {
    telephone: telephone?.value ?? null,
    address: address?.value || null,
    postcode: address?.postcode ?? null,
  };
}

function pointsOf(points: Point[]): Partial<Record<Point['field'], Point>> {
  return Object.fromEntries(points.map((point) => [point.field, point]));
}

/** Reads rows and gathers them by whom they belong to, in their order. */
async function owned<Row extends { owner: string }>(db: Db, sql: string): Promise<Map<string, Row[]>> {
  const gathered = new Map<string, Row[]>();
  for (const row of await db.query<Row>(sql)) {
    const others = gathered.get(row.owner);
    if (others) others.push(row);
    else gathered.set(row.owner, [row]);
  }
  return gathered;
}
