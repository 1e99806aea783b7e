import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Copies that a change of mind took from somebody, so that taking it back gives them back. */
export class SetAside1763600000020 implements MigrationInterface {
  readonly name = 'SetAside1763600000020';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table copy_aside (
      ${NETWORK_ID}, delivery_id uuid not null, person_id uuid not null,
      was text not null check (was in ('pending', 'uncertain')), was_first boolean not null,
      primary key (network_id, delivery_id, person_id),
      foreign key (network_id, delivery_id) references delivery (network_id, id))`);
    await q.query('create index copy_aside_person on copy_aside (network_id, person_id)');
    await tenantTable(q, 'copy_aside');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table copy_aside');
  }
}
