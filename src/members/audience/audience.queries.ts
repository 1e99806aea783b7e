/** Roles that are held today, at an organisation or in the network. */
export const PARTS = `
  select person_id, organisation_id, role, district_id from role
  where valid_from <= app_now()::date and (valid_to is null or valid_to > app_now()::date)
    and (takes_effect_at is null or takes_effect_at <= app_now())`;

/** Organisations that are members today, or were until they left or their membership lapsed. */
export const ORGANISATIONS = `
  with standing as (
    select organisation_id,
      bool_or(state in ('active', 'due') and valid_from <= app_now()::date
        and (valid_to is null or valid_to > app_now()::date)) as is_member,
      bool_or(state in ('active', 'due', 'left', 'lapsed')) as was_member
    from membership group by organisation_id)
  select o.id, o.name, s.is_member and o.ended_on is null as is_member, coalesce(c.district_ids, '{}') as district_ids,
    coalesce(c.county_wide, false) as county_wide, coalesce(t.themes, '{}') as themes
  from organisation o
  join standing s on s.organisation_id = o.id and s.was_member
  left join (select organisation_id, array_agg(district_id order by district_id) filter (where district_id is not null) as district_ids,
      bool_or(district_id is null) as county_wide from coverage group by organisation_id) c on c.organisation_id = o.id
  left join (select organisation_id, array_agg(theme order by theme) as themes
      from organisation_theme group by organisation_id) t on t.organisation_id = o.id`;

/** People who are still on record, with their best address and the latest word on being sent a list ($1). */
export const PEOPLE = `
  select p.id, p.given, p.family, e.value as address, e.held_since is not null as held, e.held_because,
    c.status as consent_status, c.basis as consent_basis
  from person p
  left join (select distinct on (person_id) person_id, value, held_since, held_because from contact_point
      where kind = 'email' and person_id is not null
      order by person_id, held_since is not null, id) e on e.person_id = p.id
  left join (select distinct on (person_id) person_id, status, basis from consent
      where channel = 'email' and purpose = $1 order by person_id, at desc, id desc) c on c.person_id = p.id
  where p.erased_at is null
  order by p.id`;

/** What took the place of districts that have ended. */
export const SUCCESSORS = `
  select id, successor_ids from district where valid_to <= app_now()::date and cardinality(successor_ids) > 0`;

/** The names of the organisations of people ($1), each person's as one text. */
export const ORGANISATION_NAMES = `
  select r.person_id as id, string_agg(distinct o.name, ', ' order by o.name) as names
  from role r join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
  where r.person_id = any ($1::uuid[]) and r.valid_from <= app_now()::date
    and (r.valid_to is null or r.valid_to > app_now()::date)
  group by r.person_id`;
