import type { MigrationInterface, QueryRunner } from 'typeorm';

const HEAD = `create or replace function delivery_note(of_network uuid, answer_seconds integer,
    gate_ids uuid[], gate_tokens uuid[], gate_hashes bytea[],
    ids uuid[], tokens uuid[], states text[], replies text[], reasons text[], waits integer[]) returns setof uuid
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp`;

/**
 * Gates and results are written a row at a time, each by its whole key. Joined to a list, the planner now and then
 * walked an index of all the network's copies instead, and the price of a gate grew with the size of the network.
 */
export class Gate1763600000025 implements MigrationInterface {
  readonly name = 'Gate1763600000025';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`${HEAD} set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
    begin
      perform set_config('app.network_id', of_network::text, true);
      for i in 1 .. cardinality(ids) loop
        update delivery d set state = states[i], relay_reply = coalesce(replies[i], d.relay_reply), reason = reasons[i],
          next_at = case when states[i] = 'pending' then app_now() + make_interval(secs => waits[i]) else d.next_at end,
          finished_at = case when states[i] in ('sent', 'refused', 'held', 'skipped') then app_now() end,
          lease_token = null, lease_until = null
        where d.network_id = of_network and d.id = ids[i] and d.lease_token = tokens[i]
          and d.state || '' in ('sending', 'committed', 'uncertain');
      end loop;
      for i in 1 .. cardinality(gate_ids) loop
        update delivery d set state = 'committed', committed_at = clock_timestamp(), body_sha256 = gate_hashes[i],
          lease_until = greatest(d.lease_until, clock_timestamp() + make_interval(secs => answer_seconds))
        where d.network_id = of_network and d.id = gate_ids[i] and d.lease_token = gate_tokens[i]
          and d.state || '' = 'sending' and d.lease_until > clock_timestamp();
        if found then return next gate_ids[i]; end if;
      end loop;
    end $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`${HEAD} set plan_cache_mode = force_custom_plan set enable_seqscan = off as $$
    begin
      perform set_config('app.network_id', of_network::text, true);
      if cardinality(ids) > 0 then
        update delivery d set state = r.state, relay_reply = coalesce(r.reply, d.relay_reply), reason = r.reason,
          next_at = case when r.state = 'pending' then app_now() + make_interval(secs => r.wait) else d.next_at end,
          finished_at = case when r.state in ('sent', 'refused', 'held', 'skipped') then app_now() end,
          lease_token = null, lease_until = null
        from unnest(ids, tokens, states, replies, reasons, waits) as r (id, token, state, reply, reason, wait)
        where d.network_id = of_network and d.id = r.id and d.lease_token = r.token
          and d.state || '' in ('sending', 'committed', 'uncertain');
      end if;
      return query
        update delivery d set state = 'committed', committed_at = clock_timestamp(), body_sha256 = g.hash,
          lease_until = greatest(d.lease_until, clock_timestamp() + make_interval(secs => answer_seconds))
        from unnest(gate_ids, gate_tokens, gate_hashes) as g (id, token, hash)
        where d.network_id = of_network and d.id = g.id and d.lease_token = g.token and d.state || '' = 'sending'
          and d.lease_until > clock_timestamp()
        returning d.id;
    end $$`);
  }
}
