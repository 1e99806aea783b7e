import type { Db } from '../../core/database/index.js';
import { WHOLE_AREA } from '../district-names.rules.js';
import type { Members, OrganisationRecord, PersonRecord } from '../member-record.rules.js';

/** Every member as files give and take them, and the version each record had when it was read. */
export interface MembersRead extends Members {
  versions: Map<string, number>;
}

type Versioned<Record> = Record & { version: number };

const ORGANISATIONS = `
  select o.id, o.version, o.reference, o.name, o.known_as as "knownAs", o.legal_form as "legalForm",
    nullif(o.description, '') as description, o.website, o.listed, nullif(a.value, '') as address, a.postcode, t.value as telephone,
    m.joined, coalesce(m.gone, false) or o.ended_on is not null as "left", coalesce(i.list, '[]') as identifiers,
    coalesce(c.list, '{}') as coverage, coalesce(h.list, '{}') as themes, coalesce(f.list, '[]') as figures
  from organisation o
  left join contact_point a on a.organisation_id = o.id and a.kind = 'post' and a.label is null
  left join contact_point t on t.organisation_id = o.id and t.kind = 'phone' and t.label is null
  left join (select organisation_id, bool_and(valid_to is not null) as gone,
      (array_agg(valid_from::text order by valid_to desc nulls first))[1] as joined from membership group by 1) m on m.organisation_id = o.id
  left join (select organisation_id, jsonb_agg(jsonb_build_object('scheme', scheme, 'value', value) order by scheme, value) as list
      from org_identifier group by 1) i on i.organisation_id = o.id
  left join (select organisation_id, array_agg(coalesce(district_id::text, '${WHOLE_AREA}') order by district_id::text collate "C" nulls first) as list
      from coverage group by 1) c on c.organisation_id = o.id
  left join (select organisation_id, array_agg(theme order by theme collate "C") as list from organisation_theme group by 1) h on h.organisation_id = o.id
  left join (select organisation_id, jsonb_agg(jsonb_build_object('kind', kind, 'amount', amount, 'yearEnd', year_end) order by kind, year_end) as list
      from size_figure group by 1) f on f.organisation_id = o.id
  order by o.id`;

const TODAY = 'valid_from <= app_now()::date and (valid_to is null or valid_to > app_now()::date)';

const PEOPLE = `
  select p.id, p.version, p.given, p.family, e.value as email, t.value as telephone, m.value as mobile, c.basis as consent,
    coalesce(r.list, '[]') as roles, exists (select 1 from role n where n.person_id = p.id and n.organisation_id is null
      and (n.valid_to is null or n.valid_to > app_now()::date)) as guarded
  from person p
  left join contact_point e on e.person_id = p.id and e.kind = 'email' and e.label is null
  left join contact_point t on t.person_id = p.id and t.kind = 'phone' and t.label is null
  left join contact_point m on m.person_id = p.id and m.kind = 'phone' and m.label = 'mobile'
  left join (select distinct on (person_id) person_id, basis from consent where channel = 'email' and purpose = 'digest'
      order by person_id, at desc, id desc) c on c.person_id = p.id
  left join (select person_id, jsonb_agg(jsonb_build_object('organisation', organisation_id, 'title', title, 'mainContact', main_contact)
        order by id) as list
      from role where organisation_id is not null and ${TODAY} group by 1) r on r.person_id = p.id
  where p.erased_at is null
  order by p.id`;

/** Returns every member of the network, in two statements and always in the same order. */
export async function readMembers(db: Db): Promise<MembersRead> {
  const organisations = await db.query<Versioned<OrganisationRecord>>(ORGANISATIONS);
  const people = await db.query<Versioned<PersonRecord>>(PEOPLE);
  const versions = new Map([...organisations, ...people].map(({ id, version }) => [id, version]));
  return { organisations: organisations.map(unversioned), people: people.map(unversioned), versions };
}

/** A record is compared by its values, and its version is none of them. */
function unversioned<Record>({ version: _version, ...record }: Versioned<Record>): Record {
  return record as Record;
}
