import { resolve } from 'node:path';
import pg from 'pg';
import { Keys, type Settings } from '../config/index.js';
import { StartProblem } from '../errors/index.js';
import { openEmbedded, stateSecret } from './embedded/index.js';
import { migrateDatabase } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import { DatabaseUrls } from './urls.js';

/** An open database and how to let go of it. */
export interface OpenDatabase {
  urls: DatabaseUrls;
  keys: Keys;
  /** True when another process runs the built-in server. */
  joined: boolean;
  close(): Promise<void>;
}

/**
 * Opens the database the settings ask for: the embedded one (started, or joined by a command while the
 * service runs) brought up to date, or the named server, whose schema must already be right.
 * @throws StartProblem with the way out
 */
export async function openDatabase(
  settings: Settings,
  purpose: 'service' | 'command',
): Promise<OpenDatabase> {
  return settings.embedded ? openOwn(settings, purpose) : openGiven(settings);
}

async function openOwn(settings: Settings, purpose: 'service' | 'command'): Promise<OpenDatabase> {
  const stateDir = resolve(settings.FOLKMOOT_STATE_DIR);
  const server = await openEmbedded({ stateDir, purpose, report: tell, onLost: giveUp });
  try {
    await migrateDatabase({ ownerUrl: server.ownerUrl, appUrl: server.appUrl, queueUrl: server.queueUrl });
    const secret = settings.FOLKMOOT_SECRET ?? stateSecret(stateDir);
    return {
      urls: new DatabaseUrls(server.appUrl, server.queueUrl, server.ownerUrl),
      keys: new Keys(secret),
      joined: !server.ownsServer,
      close: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function tell(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

/** Without its database the product can do nothing but end; whoever keeps it running starts it again. */
function giveUp(problem: unknown): void {
  tell(problem instanceof Error ? problem.message : String(problem));
  process.exit(1);
}

async function openGiven(settings: Settings): Promise<OpenDatabase> {
  const appUrl = settings.DATABASE_URL!;
  const ownerUrl = settings.DATABASE_OWNER_URL;
  if (!settings.FOLKMOOT_SECRET)
    throw new StartProblem(
      'FOLKMOOT_SECRET is missing; with a database of your own it needs one of 32 characters or more.',
    );
  const client = new pg.Client({ connectionString: appUrl });
  try {
    await client.connect().catch((error: Error) => {
      throw new StartProblem(
        `PostgreSQL cannot be reached: ${error.message}. Check DATABASE_URL and that the server runs.`,
      );
    });
    await refuseMightyRole(client);
    await refuseOldSchema(client);
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    urls: new DatabaseUrls(appUrl, appUrl, ownerUrl),
    keys: new Keys(settings.FOLKMOOT_SECRET),
    joined: false,
    close: async () => {},
  };
}

/** A role that owns tables or bypasses policies would make the wall between networks a painted one. */
async function refuseMightyRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean; owns: boolean }>(
    `select r.rolsuper or r.rolbypassrls as mighty,
       exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'public' and c.relkind = 'r' and c.relowner = r.oid) as owns
     from pg_roles r where r.rolname = current_user`,
  );
  if (rows[0].mighty)
    throw new StartProblem(
      'DATABASE_URL names a role that bypasses row-level security; name a plain role there.',
    );
  if (rows[0].owns)
    throw new StartProblem(
      'DATABASE_URL names the role that owns the tables; the service must run as another one.',
    );
}

async function refuseOldSchema(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('public.schema_version') is not null as there",
  );
  const version = rows[0].there
    ? (await client.query<{ count: number }>('select count from schema_version')).rows[0]?.count
    : 0;
  if (version === MIGRATIONS.length) return;
  const way =
    version > MIGRATIONS.length ? 'start the newer version of Folkmoot' : 'run "folkmoot migrate" first';
  throw new StartProblem(
    `The database has schema ${version} and this version of Folkmoot needs ${MIGRATIONS.length}: ${way}.`,
  );
}
