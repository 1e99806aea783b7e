import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Editions as they are read later: in the order in which they went out, and what of them is for anybody. */
export class Archive1763600000017 implements MigrationInterface {
  readonly name = 'Archive1763600000017';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create index edition_gone_out on edition (network_id, send_after desc, id)
      where state in ('sending', 'sent')`);
    await q.query(`create index edition_item_public on edition_item (network_id, edition_id)
      where (item->>'isPublic') = 'true' and not left_out`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop index edition_item_public, edition_gone_out');
  }
}
