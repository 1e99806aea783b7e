/**
 * As in the audience, each statement reads one table or two and no more; what belongs together is matched in memory.
 * A list of ids that may be null stands for those to read alone.
 */

/** Somebody's part at an organisation on a day. */
export interface Part {
  organisationId: string;
  personId: string;
}

/** Organisations ($2) that were members on a day ($1). */
export const MEMBERS = `
  select m.organisation_id as id from membership m join organisation o on o.network_id = m.network_id and o.id = m.organisation_id
  where m.valid_from <= $1::date and (m.valid_to is null or m.valid_to > $1::date)
    and (m.state in ('active', 'due') or (m.state in ('left', 'lapsed') and m.valid_to is not null))
    and (o.ended_on is null or o.ended_on > $1::date) and ($2::uuid[] is null or m.organisation_id = any ($2))
  group by m.organisation_id`;

/** Who had a part at which organisation ($2) on a day ($1). */
export const PARTS = `
  select distinct organisation_id as "organisationId", person_id as "personId" from role
  where organisation_id is not null and valid_from <= $1::date and (valid_to is null or valid_to > $1::date)
    and ($2::uuid[] is null or organisation_id = any ($2))`;

/** Every reader ($2) of a letter ($1) with what became of the copy; one that came back for good is known to the bounces. */
export const COPIES = `
  select r.person_id as "personId", d.state, d.reason, d.address_lc as address, d.finished_at as "finishedAt",
    coalesce(b.how = 'hard' and b.state in ('waiting', 'scored'), false) as bounced
  from delivery d join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id
  left join bounce b on b.network_id = d.network_id and b.delivery_id = d.id and b.kind = 'bounce'
  where r.letter_id = $1 and d.letter_id = $1 and ($2::uuid[] is null or r.person_id = any ($2))`;

/** Organisations of which something is marked in an edition ($2), or to which a copy of its letter ($3) came or may come. */
export const TAKEN_CARE_OF = `
  select organisation_id as id from reach_mark where edition_id = $2
  union
  select organisation_id from role
  where organisation_id is not null and valid_from <= $1::date and (valid_to is null or valid_to > $1::date)
    and person_id = any (array(
      select person_id from delivery_reader where letter_id = $3 and delivery_id = any (array(
        select id from delivery
        where letter_id = $3 and state in ('sent', 'uncertain', 'committed', 'pending', 'sending')
          and id <> all (array(select delivery_id from bounce where kind = 'bounce'))
          and address_lc <> all (array(select value_key from contact_point where kind = 'email' and held_since is not null))))))`;

/** Addresses on hold. */
export const HELD = `
  select value_key as address, max(held_since) as since from contact_point
  where kind = 'email' and held_since is not null group by value_key`;

/** What somebody has marked of an edition ($1) for organisations ($2). */
export const MARKS = `
  select organisation_id as "organisationId", channel, batch, at, note from reach_mark
  where edition_id = $1 and ($2::uuid[] is null or organisation_id = any ($2)) order by at, channel`;

/** Who is at organisations ($1) today; the main contact first. */
export const CONTACTS = `
  select r.organisation_id as "organisationId", r.person_id as "personId", r.main_contact as "isMain",
    trim(p.given || ' ' || p.family) as name
  from role r join person p on p.network_id = r.network_id and p.id = r.person_id and p.erased_at is null
  where r.organisation_id = any ($1::uuid[]) and r.valid_from <= app_now()::date and (r.valid_to is null or r.valid_to > app_now()::date)
  order by r.main_contact desc, r.valid_from, p.id`;

/** Where people ($1) get post and are telephoned. */
export const HOMES = `
  select person_id as "personId", kind, label, value, postcode from contact_point
  where person_id = any ($1::uuid[]) and kind in ('post', 'phone')`;

/** Where organisations ($1) themselves get post and are telephoned. */
export const OFFICES = `
  select organisation_id as "organisationId", kind, label, value, postcode from contact_point
  where organisation_id = any ($1::uuid[]) and kind in ('post', 'phone')`;

/** When organisations ($1) were last reached by anything of ours, and how. */
export const LAST_REACHED = `
  select "organisationId", max(at) as at from (
    select organisation_id as "organisationId", at from reach_mark where organisation_id = any ($1::uuid[])
    union all
    select r.organisation_id, d.finished_at from role r
    join delivery_reader w on w.network_id = r.network_id and w.person_id = r.person_id
    join delivery d on d.network_id = w.network_id and d.id = w.delivery_id and d.state = 'sent'
    join edition e on e.network_id = d.network_id and e.letter_id = d.letter_id
    left join bounce b on b.network_id = d.network_id and b.delivery_id = d.id and b.kind = 'bounce' and b.how = 'hard'
    left join contact_point c on c.network_id = r.network_id and c.kind = 'email' and c.value_key = d.address_lc and c.held_since <= d.finished_at + interval '7 days'
    where r.organisation_id = any ($1::uuid[]) and b.id is null and c.id is null) x
  group by 1`;
