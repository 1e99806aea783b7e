import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NETWORK_ID, tenantTable } from '../tenancy.js';

/** Files in pieces of 1 MiB, so that the wall, one backup and one erasure cover them too. */
export class Files1763600000008 implements MigrationInterface {
  readonly name = 'Files1763600000008';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table file (
      ${NETWORK_ID}, id uuid not null, primary key (network_id, id),
      owner_kind text not null, owner_id uuid not null,
      position integer not null,
      name text not null,
      type text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
      bytes integer not null check (bytes > 0), sha256 bytea not null,
      alt text check (alt <> ''), width integer, height integer,
      scan text not null check (scan in ('clean', 'not-scanned')),
      uploaded_by uuid,
      created_at timestamptz not null default app_now(),
      check (type = 'application/pdf' or alt is not null and width is not null and height is not null),
      foreign key (network_id, uploaded_by) references person (network_id, id))`);
    await q.query('create index file_owner on file (network_id, owner_kind, owner_id, position)');
    await q.query('create index file_uploaded_by on file (network_id, uploaded_by)');
    await q.query(`create table file_blob (
      ${NETWORK_ID}, file_id uuid not null, number integer not null,
      primary key (network_id, file_id, number),
      bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
      foreign key (network_id, file_id) references file (network_id, id))`);
    // Pictures and documents are packed already; trying again would only cost time.
    await q.query('alter table file_blob alter column bytes set storage external');
    for (const table of ['file', 'file_blob']) await tenantTable(q, table);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop table file_blob, file');
  }
}
