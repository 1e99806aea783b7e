import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { translate } from './run-source.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const PREFIX = 'folkmoot-tests-';
const TEMPLATE = 'folkmoot_template';

/**
 * Starts one PostgreSQL for the whole run and makes the migrated template that test databases are copies of.
 * FOLKMOOT_TEST_PG tells the workers where it answers.
 */
export default async function setUp() {
  removeLeftOvers();
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(directory, 0o755);
  const code = join(directory, 'code');
  const embedded = await import(translate('src/core/database/embedded/index.ts', code));
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
  const server = await embedded.openEmbedded({
    stateDir: join(directory, 'state'),
    purpose: 'service',
    settings,
  });
  globalThis.folkmootTests = { server, directory };
  process.env.FOLKMOOT_TEST_PG = server.socketDir;
  // Suites without a database still run when a migration is broken; the others say why they cannot.
  await makeTemplate(embedded, server.socketDir, code).catch((error) => {
    process.env.FOLKMOOT_TEST_PG_PROBLEM = error.stack;
  });
}

async function makeTemplate({ prepareDatabase, socketUrl }, socketDir, code) {
  await prepareDatabase(socketDir, TEMPLATE);
  const migrate = 'src/core/database/migrate.ts';
  if (!existsSync(join(ROOT, migrate))) return;
  const { migrateDatabase } = await import(translate(migrate, code));
  await migrateDatabase({
    ownerUrl: socketUrl(socketDir, 'folkmoot_owner', TEMPLATE),
    appUrl: socketUrl(socketDir, 'folkmoot_app', TEMPLATE),
    queueUrl: socketUrl(socketDir, 'folkmoot_queue', TEMPLATE),
  });
}

/** An interrupted run leaves its directory; the process number in the name tells whether the run is over. */
function removeLeftOvers() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isOver(Number(name.slice(PREFIX.length).split('-')[0]))) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function isOver(pid) {
  try {
    return !process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
