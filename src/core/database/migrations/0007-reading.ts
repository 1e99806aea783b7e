import type { MigrationInterface, QueryRunner } from 'typeorm';
import { everyNetwork, NETWORK_ID, tenantTable } from '../tenancy.js';

/** How each person wants to be written to, and what items are chosen by for organisations. */
export class Reading1763600000007 implements MigrationInterface {
  readonly name = 'Reading1763600000007';

  async up(q: QueryRunner): Promise<void> {
    // No row: nothing was chosen, so what the network does by itself holds. Minutes: 0 is everything.
    await q.query(`create table reading_choice (
      ${NETWORK_ID}, person_id uuid not null, primary key (network_id, person_id),
      frequency text not null default 'weekly' check (frequency in ('weekly', 'daily', 'immediate', 'monthly')),
      minutes smallint check (minutes in (0, 2, 5, 10)),
      lean boolean not null default false,
      large_print boolean not null default false,
      updated_at timestamptz not null default app_now(),
      foreign key (network_id, person_id) references person (network_id, id))`);
    await tenantTable(q, 'reading_choice');
    await q.query(`alter table organisation
      add column age_from smallint check (age_from between 0 and 25),
      add column age_to smallint check (age_to between 0 and 25),
      add column stage smallint check (stage between 1 and 3),
      add check ((age_from is null) = (age_to is null) and age_from <= age_to)`);
    await everyNetwork(q, KEEP_STOPPED, KEEP_MAILED);
  }

  async down(q: QueryRunner): Promise<void> {
    await everyNetwork(q, "delete from consent where source = 'upgrade'");
    await q.query('alter table organisation drop column age_from, drop column age_to, drop column stage');
    await q.query('drop table reading_choice');
  }
}

/** Whoever had stopped the only list there was is not sent the new ones either. */
const KEEP_STOPPED = `insert into consent (id, person_id, purpose, status, basis, source, at)
  select gen_random_uuid(), c.person_id, list, 'opted_out', c.basis, 'upgrade', c.at
  from (select distinct on (person_id) person_id, status, basis, at from consent
    where channel = 'email' and purpose = 'digest' order by person_id, at desc, id desc) c,
    unnest(array['newsletter', 'urgent']) list
  where c.status = 'opted_out'`;

/** Post was only a word until now; where nobody chose it, but there once was no address, e-mail goes on. */
const KEEP_MAILED = `update person p set preferred_channel = 'email' where preferred_channel = 'post'
  and exists (select 1 from contact_point c where c.person_id = p.id and c.kind = 'email')
  and not exists (select 1 from change h where h.subject_id = p.id and h.field = 'channel' and h.after = 'Post')`;
