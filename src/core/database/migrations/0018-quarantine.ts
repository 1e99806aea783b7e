import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINER = 'security definer set search_path = pg_catalog, public, pg_temp';

/** After a restore nothing goes out until somebody has looked (section C.11 of the security page). */
export class Quarantine1763600000018 implements MigrationInterface {
  readonly name = 'Quarantine1763600000018';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table deployment (
      only_row boolean primary key default true check (only_row),
      system_id text not null, timeline text not null,
      quarantined_since timestamptz, quarantined_because text)`);
    await q.query(`create function deployment_here() returns table (system_id text, timeline text, lsn pg_lsn)
      language sql volatile ${DEFINER} as $$
        select (select c.system_identifier::text from pg_control_system() c),
          substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8), pg_current_wal_flush_lsn() $$`);
    await begin(q);
    await q.query(`create function quarantine_end() returns boolean language sql volatile ${DEFINER} as $$
      update deployment set quarantined_since = null, quarantined_because = null
      where quarantined_since is not null returning true $$`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function quarantine_end, quarantine_begin, deployment_here');
    await q.query('drop table deployment');
  }
}

/**
 * What was on its way when the copy was made may have arrived since: it becomes uncertain, and is sent again by a
 * person only, also where the network would do so by itself. Sessions and links of the copy are void.
 */
async function begin(q: QueryRunner): Promise<void> {
  await q.query(`create function quarantine_begin(because text) returns integer
    language plpgsql volatile ${DEFINER} as $$
    declare n uuid; before text := current_setting('app.network_id', true); found integer; total integer := 0;
    begin
      for n in select id from network loop
        perform set_config('app.network_id', n::text, true);
        update delivery set state = 'uncertain', committed_at = coalesce(committed_at, clock_timestamp()),
          lease_token = null, lease_until = null, reason = 'It was on its way when the copy was made that is in use now.'
        where state in ('pending', 'sending', 'committed');
        get diagnostics found = row_count;
        total := total + found;
        update letter set resend = 'ask' where resend = 'resend'
          and exists (select 1 from delivery d where d.letter_id = letter.id and d.state = 'uncertain');
      end loop;
      perform set_config('app.network_id', coalesce(before, ''), true);
      update session set revoked_at = clock_timestamp() where revoked_at is null;
      delete from sign_in_request;
      insert into deployment (system_id, timeline, quarantined_since, quarantined_because)
        select h.system_id, h.timeline, clock_timestamp(), because from deployment_here() h
        on conflict (only_row) do update set system_id = excluded.system_id, timeline = excluded.timeline,
          quarantined_since = coalesce(deployment.quarantined_since, excluded.quarantined_since),
          quarantined_because = excluded.quarantined_because;
      return total;
    end $$`);
}
