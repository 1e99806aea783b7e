import pg from 'pg';
import { runMigrations } from 'bullmq';
import { DataSource } from 'typeorm';
import { StartProblem } from '../errors/index.js';
import { grantRuntime } from './grants.js';
import { MIGRATIONS } from './migrations/index.js';

/** The oldest PostgreSQL that has everything we use (security_invoker views, MERGE). */
const OLDEST = 150000;

/** The queue's schema; its role owns it because BullMQ makes a sequence for every queue at run time. */
const QUEUE_SCHEMA = 'bullmq';

/**
 * Brings a database to this version's schema: our migrations as the owner, the queue's own, then the grants
 * of the runtime role. Safe to run twice and by two processes at once.
 * @throws StartProblem when the server is too old or cannot be reached
 */
export async function migrateDatabase(urls: {
  ownerUrl: string;
  appUrl: string;
  queueUrl?: string;
}): Promise<void> {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await connect(owner);
  try {
    await refuseOldServer(owner);
    await owner.query("select pg_advisory_lock(hashtext('folkmoot.migrate'))");
    await runOwn(urls.ownerUrl);
    await noteVersion(owner);
    await grantRuntime(owner, new pg.Client({ connectionString: urls.appUrl }).user ?? 'folkmoot_app');
    await migrateQueue(urls.queueUrl ?? urls.ownerUrl, urls.queueUrl ? undefined : urls.appUrl);
  } finally {
    await owner.end();
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new StartProblem(
      `PostgreSQL cannot be reached: ${(error as Error).message}. Check DATABASE_OWNER_URL and that the server runs.`,
    );
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  const version = Number(rows[0].server_version_num);
  if (version < OLDEST) {
    throw new StartProblem(
      `PostgreSQL ${Math.floor(version / 10000)} is too old for Folkmoot; version 15 or newer is needed.`,
    );
  }
}

async function runOwn(ownerUrl: string): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: MIGRATIONS,
    installExtensions: false,
    // A migration that cannot get its lock must give up rather than stop everybody behind it.
    extra: { options: '-c lock_timeout=5s' },
  });
  await source.initialize();
  try {
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

/** What the runtime role reads to know that its tables are the right ones. */
async function noteVersion(owner: pg.Client): Promise<void> {
  await owner.query(
    'create or replace view schema_version as select count(*)::integer as count from migrations',
  );
}

async function migrateQueue(url: string, grantTo?: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
    if (!grantTo) return;
    const role = `"${new pg.Client({ connectionString: grantTo }).user}"`;
    await client.query(`grant usage, create on schema ${QUEUE_SCHEMA} to ${role};
      grant all on all tables in schema ${QUEUE_SCHEMA} to ${role};
      grant all on all sequences in schema ${QUEUE_SCHEMA} to ${role};
      grant execute on all functions in schema ${QUEUE_SCHEMA} to ${role}`);
  } finally {
    await client.end();
  }
}
