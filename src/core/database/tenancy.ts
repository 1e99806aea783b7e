import type { QueryRunner } from 'typeorm';

/** The network of the transaction; empty text (left behind by an ended transaction) means none. */
const CURRENT = "(select nullif(current_setting('app.network_id', true), '')::uuid)";

/** Puts the wall round a network table: RLS enabled and forced, one policy for reading and writing. */
export async function tenantTable(q: QueryRunner, table: string, column = 'network_id'): Promise<void> {
  await q.query(`alter table ${table} enable row level security`);
  await q.query(`alter table ${table} force row level security`);
  await q.query(
    `create policy own_network on ${table} using (${column} = ${CURRENT}) with check (${column} = ${CURRENT})`,
  );
}

/** The same wall for tables of an account (sessions, second factor), by the signed-in account. */
export async function accountTable(q: QueryRunner, table: string, column = 'account_id'): Promise<void> {
  const account = "(select nullif(current_setting('app.account_id', true), '')::uuid)";
  await q.query(`alter table ${table} enable row level security`);
  await q.query(
    `create policy own_account on ${table} using (${column} = ${account}) with check (${column} = ${account})`,
  );
}

/** The usual first column of a network table. */
export const NETWORK_ID =
  "network_id uuid not null default nullif(current_setting('app.network_id', true), '')::uuid references network (id)";

/** Runs statements in each network by itself: the owner of the tables is behind the wall, too. */
export async function everyNetwork(q: QueryRunner, ...statements: string[]): Promise<void> {
  const networks = (await q.query('select id from network')) as { id: string }[];
  for (const { id } of networks) {
    await q.query(`select set_config('app.network_id', $1, true)`, [id]);
    for (const statement of statements) await q.query(statement);
  }
  await q.query(`select set_config('app.network_id', '', true)`);
}
