import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, statSync } from 'node:fs';
import { symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mayEnter, serviceUser, type ServiceUser } from './service-user.js';
import { StartProblem } from '../../errors/index.js';

/** Where root puts a database whose service user cannot enter the state directory (below root's home, say). */
const ELSEWHERE = '/var/lib/folkmoot';

/** sockaddr_un holds 108 bytes with the closing zero, and PostgreSQL needs the name to end before it. */
const LONGEST_SOCKET_PATH = 106;

/** Where the parts of one database lie. */
export interface Places {
  /** The state directory as the caller named it, links resolved. */
  stateDir: string;
  home: string;
  dataDir: string;
  user: ServiceUser | undefined;
}

/** Makes the state directory if need be; returns its real path. Errors of the file system are thrown as they are. */
export function makeStateDir(stateDir: string): string {
  makeDirectory(stateDir);
  return realpathSync(stateDir);
}

/** The directory of the files that tell who uses the database. */
export function makeRunDir(stateDir: string): string {
  return makeDirectory(join(stateDir, 'run'));
}

/** Makes the home of the database, inside the state directory where its user can enter that. */
export function makePlaces(stateDir: string): Places {
  const link = join(stateDir, 'postgres');
  if (!lstatSync(link, { throwIfNoEntry: false })) makeHome(stateDir, link);
  const home = realHome(link);
  const dataDir = join(home, 'data');
  return { stateDir, home, dataDir, user: serviceUser(dataDir) };
}

/** A directory for the socket that only the service user may enter; a short one where the home's path is long. */
export function makeSocketDir({ home, user }: Places): { socketDir: string; temporary: boolean } {
  const near = join(home, 'socket');
  const temporary = !fits(near);
  const parent = fits(join(tmpdir(), 'folkmoot-123456')) ? tmpdir() : '/tmp';
  const socketDir = temporary ? mkdtempSync(join(parent, 'folkmoot-')) : makeDirectory(near);
  chmodSync(socketDir, 0o700);
  giveTo(user, socketDir);
  return { socketDir, temporary };
}

/** Makes `directory` the service user's own. */
export function giveTo(user: ServiceUser | undefined, directory: string): void {
  if (user) chownSync(directory, user.uid, user.gid);
}

function makeHome(stateDir: string, link: string): void {
  const user = serviceUser(join(link, 'data'));
  if (!user || mayEnter(user, stateDir) || mayEnterOnceOpen(user, stateDir)) {
    makeDirectory(link);
    return;
  }
  makeDirectory(ELSEWHERE);
  const home = mkdtempSync(join(ELSEWHERE, 'state-'));
  chmodSync(home, 0o755);
  symlinkSync(home, link);
}

/** The state directory is ours to open (to pass through, not to list); the directories above it are not. */
function mayEnterOnceOpen(user: ServiceUser, stateDir: string): boolean {
  const { mode } = statSync(stateDir);
  chmodSync(stateDir, (mode & 0o7777) | 0o011);
  if (mayEnter(user, stateDir)) return true;
  chmodSync(stateDir, mode & 0o7777);
  return false;
}

function realHome(link: string): string {
  try {
    return realpathSync(link);
  } catch {
    throw new StartProblem(
      `${link} points to a directory that is no longer there: bring it back, or remove the link to begin with an empty database.`,
    );
  }
}

/** New directories are open to enter, whatever the umask: the service user has to pass through them. */
function makeDirectory(directory: string): string {
  const first = mkdirSync(directory, { recursive: true });
  if (first === undefined) return directory;
  for (let made = directory; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755);
  return directory;
}

/** The server takes a comma-separated list of directories, and clients a URL: plain letters only. */
function fits(directory: string): boolean {
  const path = join(directory, '.s.PGSQL.5432');
  return Buffer.byteLength(path) <= LONGEST_SOCKET_PATH && /^[\w./@-]+$/.test(path);
}
