import type { MigrationInterface, QueryRunner } from 'typeorm';
import { everyNetwork } from '../tenancy.js';

const BEFORE = `'reached', 'message', 'no-answer', 'wrong-number'`;

/**
 * Somebody may ask not to be rung again; and whom a list had not reached by its last day can stand on a later list of
 * the same edition.
 */
export class Ringing1763600000022 implements MigrationInterface {
  readonly name = 'Ringing1763600000022';

  async up(q: QueryRunner): Promise<void> {
    await q.query('alter table phone_call drop constraint phone_call_result_check');
    await q.query(
      `alter table phone_call add constraint phone_call_result_check check (result in (${BEFORE}, 'stop'))`,
    );
    await q.query('alter table phone_call drop constraint phone_call_pkey');
    await q.query('alter table phone_call add primary key (network_id, list_id, organisation_id)');
    await q.query('create index phone_call_edition on phone_call (network_id, edition_id)');
  }

  async down(q: QueryRunner): Promise<void> {
    await everyNetwork(
      q,
      `delete from phone_call c using phone_call l where l.network_id = c.network_id and l.edition_id = c.edition_id
         and l.organisation_id = c.organisation_id and l.list_id > c.list_id`,
      `update phone_call set result = null where result = 'stop'`,
    );
    await q.query('drop index phone_call_edition');
    await q.query('alter table phone_call drop constraint phone_call_pkey');
    await q.query('alter table phone_call add primary key (network_id, edition_id, organisation_id)');
    await q.query('alter table phone_call drop constraint phone_call_result_check');
    await q.query(
      `alter table phone_call add constraint phone_call_result_check check (result in (${BEFORE}))`,
    );
  }
}
