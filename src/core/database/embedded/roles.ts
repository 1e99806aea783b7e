import pg from 'pg';
import { SUPERUSER } from './data.js';

const DATABASE = 'folkmoot';

/** Nobody but the superuser of the built-in server may do more than these: no role can bypass a policy. */
const ROLES = {
  folkmoot_owner: 'owns the tables and runs the migrations',
  folkmoot_app: 'serves requests and owns nothing',
  folkmoot_queue: 'owns the schema of the job queue',
};

/** The address of a database behind a socket, in the form that pg and TypeORM take. */
export function socketUrl(socketDir: string, role: string, database: string = DATABASE): string {
  // Port and mode are named because the host's own PGPORT or PGSSLMODE would decide otherwise.
  return `postgres://${role}@/${database}?host=${socketDir}&port=5432&sslmode=disable`;
}

/** Makes the login roles and the database of the product, as far as they are missing. */
export async function prepareServer(socketDir: string): Promise<void> {
  await asSuperuser(socketDir, 'postgres', async (client) => {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const known = new Set(roles.rows.map((row) => row.rolname));
    for (const [role, purpose] of Object.entries(ROLES)) {
      if (known.has(role)) continue;
      await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`);
      await client.query(`comment on role ${role} is '${purpose}'`);
    }
    await client.query('alter role folkmoot_queue set search_path = bullmq');
  });
  await prepareDatabase(socketDir, DATABASE);
}

/** Makes one database that belongs to `folkmoot_owner`, with a schema for the queue's own role. */
export async function prepareDatabase(socketDir: string, database: string): Promise<void> {
  await asSuperuser(socketDir, 'postgres', async (client) => {
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database "${database}" owner folkmoot_owner`);
  });
  await asSuperuser(socketDir, database, async (client) => {
    await client.query('create schema if not exists bullmq authorization folkmoot_queue');
    // BullMQ's migrations say "create schema if not exists", for which this right is asked even if it exists.
    await client.query(`grant create on database "${database}" to folkmoot_queue`);
  });
}

async function asSuperuser(
  socketDir: string,
  database: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: socketUrl(socketDir, SUPERUSER, database) });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
