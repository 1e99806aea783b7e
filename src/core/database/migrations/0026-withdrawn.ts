import type { MigrationInterface, QueryRunner } from 'typeorm';

const note = (
  state: string,
  reason: string,
) => `create or replace function delivery_note(of_network uuid, answer_seconds integer,
    gate_ids uuid[], gate_tokens uuid[], gate_hashes bytea[],
    ids uuid[], tokens uuid[], states text[], replies text[], reasons text[], waits integer[]) returns setof uuid
  language plpgsql volatile set search_path = pg_catalog, public, pg_temp
    set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
  begin
    perform set_config('app.network_id', of_network::text, true);
    for i in 1 .. cardinality(ids) loop
      update delivery d set state = ${state}, relay_reply = coalesce(replies[i], d.relay_reply), reason = ${reason},
        next_at = case when states[i] = 'pending' then app_now() + make_interval(secs => waits[i]) else d.next_at end,
        finished_at = case when ${state} in ('sent', 'refused', 'held', 'skipped') then app_now() end,
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
  end $$`;

const IS_WITHDRAWN = `states[i] = 'pending' and d.withdrawn is not null`;

/**
 * Why a copy that is past the gate is not sent a second time, should a mail server put it off. And which copies that
 * were set aside stay so, because a page was posted in their place.
 */
export class Withdrawn1763600000026 implements MigrationInterface {
  readonly name = 'Withdrawn1763600000026';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table delivery add column withdrawn text');
    await q.query('alter table copy_aside add column instead boolean not null default false');
    await q.query(
      note(
        `(case when ${IS_WITHDRAWN} then 'skipped' else states[i] end)`,
        `case when ${IS_WITHDRAWN} then d.withdrawn else reasons[i] end`,
      ),
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(note('states[i]', 'reasons[i]'));
    await q.query('alter table copy_aside drop column instead');
    await q.query('alter table delivery drop column withdrawn');
  }
}
