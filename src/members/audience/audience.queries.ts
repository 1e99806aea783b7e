/**
 * Each statement reads one table of the network and nothing else: what belongs together is matched in memory. A join
 * would be quicker only where the planner knows the tables well, which it does not just after an import.
 * Most take the organisations or people ($1) to read alone; null is all.
 */

/** Organisations by name; those that have ended are members no longer. */
export const ORGANISATIONS = `
  select id, name, age_from, age_to, stage, coalesce(ended_on <= app_now()::date, false) as has_ended from organisation
  where ($1::uuid[] is null or id = any ($1))`;

/** Organisations that are members today, and those that were until they left or their membership lapsed. */
export const STANDINGS = `
  select organisation_id as id,
    bool_or(state in ('active', 'due') and valid_from <= app_now()::date
      and (valid_to is null or valid_to > app_now()::date)) as is_member
  from membership where state in ('active', 'due', 'left', 'lapsed') and ($1::uuid[] is null or organisation_id = any ($1))
  group by organisation_id`;

/** Where organisations work. */
export const PLACES = `
  select organisation_id as id, bool_or(district_id is null) as county_wide,
    coalesce(array_agg(district_id) filter (where district_id is not null), '{}') as district_ids
  from coverage where ($1::uuid[] is null or organisation_id = any ($1)) group by organisation_id`;

/** What organisations are about. */
export const THEMES_OF = `
  select organisation_id as id, array_agg(theme order by theme) as themes from organisation_theme
  where ($1::uuid[] is null or organisation_id = any ($1)) group by organisation_id`;

/** The latest income of organisations, in pounds: by its year, and by the day it was noted where it has none. */
export const INCOMES = `
  select distinct on (organisation_id) organisation_id as id, amount::float8 as income from size_figure
  where kind = 'income' and ($1::uuid[] is null or organisation_id = any ($1))
  order by organisation_id, coalesce(year_end, noted_on) desc, noted_on desc`;

/** What took the place of districts that have ended. */
export const SUCCESSORS = `
  select id, successor_ids from district where valid_to <= app_now()::date and cardinality(successor_ids) > 0`;

/** Parts that are held today, at an organisation or in the network; all parts of whoever has one at these ($1). */
export const PARTS = `
  select person_id as id, organisation_id, role, main_contact, district_id from role
  where valid_from <= app_now()::date and (valid_to is null or valid_to > app_now()::date)
    and (takes_effect_at is null or takes_effect_at <= app_now())
    and ($1::uuid[] is null or person_id = any (array(select person_id from role where organisation_id = any ($1))))`;

/** People who are still on record. */
export const PEOPLE = `
  select id, given, family, preferred_channel = 'post' as paper from person
  where erased_at is null and ($1::uuid[] is null or id = any ($1)) order by id`;

/** The best address of each person: one that is not held, the oldest of these. */
export const ADDRESSES = `
  select distinct on (person_id) person_id as id, value, held_since is not null as held, held_because
  from contact_point where kind = 'email' and person_id is not null and ($1::uuid[] is null or person_id = any ($1))
  order by person_id, held_since is not null, contact_point.id`;

/** The latest word of each person on being sent a list ($2), and on the digest. */
export const CONSENTS = `
  select distinct on (person_id, purpose) person_id as id, purpose, status, basis from consent
  where channel = 'email' and purpose in ($2, 'digest') and ($1::uuid[] is null or person_id = any ($1))
  order by person_id, purpose, at desc, consent.id desc`;

/** What people have chosen about how they are written to. */
export const READINGS = `
  select person_id as id, frequency, minutes, lean, large_print as "largePrint" from reading_choice
  where ($1::uuid[] is null or person_id = any ($1))`;

/** What the network has decided for itself. */
export const SETTINGS = 'select settings from network';

/** The telephones of people ($1), each person's as one text. */
export const TELEPHONES = `
  select person_id as id, string_agg(value, ', ' order by contact_point.id) as numbers from contact_point
  where kind = 'phone' and person_id = any ($1::uuid[]) group by person_id`;

/** The names of the organisations of people ($1), each person's as one text. */
export const ORGANISATION_NAMES = `
  select r.person_id as id, string_agg(distinct o.name, ', ' order by o.name) as names
  from role r join organisation o on o.network_id = r.network_id and o.id = r.organisation_id
  where r.person_id = any ($1::uuid[]) and r.valid_from <= app_now()::date
    and (r.valid_to is null or r.valid_to > app_now()::date)
  group by r.person_id`;
