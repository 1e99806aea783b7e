import { StartProblem } from '../../errors/index.js';

const OLDEST = 15;

interface Client {
  query(sql: string): Promise<{ rows: { server_version_num: string; server_version: string }[] }>;
}

/** Throws StartProblem when the server behind `client` is older than PostgreSQL 15, the oldest our SQL is for. */
export async function checkServerVersion(client: Client): Promise<void> {
  const { rows } = await client.query(
    "select current_setting('server_version_num') as server_version_num, current_setting('server_version') as server_version",
  );
  const [found] = rows;
  if (Math.floor(Number(found.server_version_num) / 10_000) >= OLDEST) return;
  throw new StartProblem(
    `The database server is PostgreSQL ${found.server_version}, and Folkmoot needs ${OLDEST} or newer: ` +
      'point DATABASE_URL and DATABASE_OWNER_URL at a newer server.',
  );
}
