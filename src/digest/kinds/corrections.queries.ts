/** A copy that has reached somebody, or may have. */
export const HAD = ['sent', 'committed', 'uncertain'];

/** The same, and a copy that is still to go: whoever gets it late must not miss what corrects it. */
export const HAD_OR_GETS = [...HAD, 'pending', 'sending'];

/**
 * Who had an edition ($1) by copies in these states ($2), and in which copy: in a copy of its own, or, for whom a briefing had been left out of a full
 * week, in the digest that has brought it since. The copy of its own comes last, so that it is the one answered to.
 */
export const OF_FIRST = `
  select r.person_id as "personId", d.message_id as "messageId" from (
    select e.network_id, e.letter_id, null::text as item_key, null::uuid as person_id, 1 as own from edition e where e.id = $1
    union all
    select c.network_id, c.letter_id, o.item_key, o.person_id, 0 from edition e
    join briefing_owed o on o.network_id = e.network_id and o.letter_id = e.letter_id
    join edition c on c.network_id = e.network_id and c.id <> e.id and c.kind <> 'correction'
      and jsonb_path_exists(c.pieces, '$[*] ? (@.key == $key)', jsonb_build_object('key', o.item_key))
    where e.id = $1) f
  join delivery d on d.network_id = f.network_id and d.letter_id = f.letter_id and d.state = any ($2)
  join delivery_reader r on r.network_id = d.network_id and r.delivery_id = d.id
    and (f.person_id is null or r.person_id = f.person_id)
  join edition x on x.network_id = d.network_id and x.letter_id = d.letter_id
  where f.item_key is null
    or exists (select 1 from unnest(d.pieces) n where x.pieces -> n::int ->> 'key' = f.item_key)
  order by f.own, d.id`;
