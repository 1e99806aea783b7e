import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo, type Places } from './places.js';
import { run } from './program.js';
import { endedWithUs } from './service-user.js';
import { StartProblem } from '../../errors/index.js';
import { fromDatabaseLog } from './start-problem.js';

/** The bootstrap superuser of the built-in database; the product itself never connects as it once it is set up. */
export const SUPERUSER = 'postgres';

const DRAFT = 'data.draft-';

/**
 * Makes the data directory if there is none; one that a crash left half made is made afresh.
 * Throws StartProblem when it cannot, or when the data were made by another major version.
 */
export async function makeData(places: Places, native: string, settings: string[]): Promise<void> {
  const { dataDir, home, user, stateDir } = places;
  if (existsSync(dataDir)) return checkMajorVersion(dataDir, native);
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(DRAFT))) {
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  // A new name each time: the initdb of a killed process may still write for a moment.
  const draft = mkdtempSync(join(home, DRAFT));
  giveTo(user, draft);
  const sync = settings.includes('fsync=off') ? ['--no-sync'] : [];
  const words = [...endedWithUs(user), join(native, 'bin/initdb'), ...INITDB_WORDS, ...sync, '-D', draft];
  const program = run(words, user);
  if ((await program.ended) !== 0) {
    throw fromDatabaseLog('The database could not be made', program.log(), stateDir);
  }
  renameSync(draft, dataDir);
  syncDirectory(home);
}

/** The built-in locale needs no locale of the host; anybody who can enter the socket's directory is trusted. */
const INITDB_WORDS = [
  ...['-U', SUPERUSER, '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ...['--auth=trust', '--no-instructions'],
];

function checkMajorVersion(dataDir: string, native: string): void {
  const made = majorOf(join(dataDir, 'PG_VERSION'));
  const ours = /postgresql-(\d+)/.exec(native)?.[1];
  if (made === ours) return;
  throw new StartProblem(
    `The data in ${dataDir} were made by PostgreSQL ${made}, and this release of Folkmoot brings ${ours}: ` +
      'start the release that made them, take a backup, and restore it here into an empty state directory.',
  );
}

function majorOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
