import { readFileSync, statSync } from 'node:fs';
import { spawnSync, type SpawnOptions } from 'node:child_process';
import { StartProblem } from '../../errors/index.js';

/** Whom PostgreSQL runs as when root starts it, since it refuses to run as root. */
export interface ServiceUser {
  uid: number;
  gid: number;
}

/** Nothing of the caller's surroundings reaches PostgreSQL: time is UTC, text is UTF-8, whatever the host says. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

/**
 * The user to step down to, or undefined when this process is not root. Data that exist keep their owner;
 * new data go to `postgres`, else to `nobody`. Throws StartProblem when root has nobody to step down to, or
 * when the data belong to somebody else.
 */
export function serviceUser(dataDir: string): ServiceUser | undefined {
  const data = statSync(dataDir, { throwIfNoEntry: false });
  const self = process.getuid?.();
  if (self !== 0) {
    if (data && self !== undefined && data.uid !== self) throw foreignData(dataDir, data.uid);
    return undefined;
  }
  if (data && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  const users = readFileSync('/etc/passwd', 'utf8');
  const found = findUser(users, 'postgres') ?? findUser(users, 'nobody');
  if (!found) {
    throw new StartProblem('PostgreSQL refuses to run as root: start Folkmoot as an ordinary user.');
  }
  return found;
}

/** How to start a program of PostgreSQL as that user, from a directory it surely may enter. */
export function asUser(user: ServiceUser | undefined): SpawnOptions {
  return { cwd: '/', env: ENVIRONMENT, ...user };
}

/** Whether that user may enter the directory. Throws StartProblem where root may not become another user. */
export function mayEnter(user: ServiceUser, directory: string): boolean {
  const { status, error } = spawnSync('test', ['-x', directory], { ...asUser(user), stdio: 'ignore' });
  if (error) throw cannotStepDown();
  return status === 0;
}

/** The problem of a root without the right to change users, as in some containers. */
export function cannotStepDown(): StartProblem {
  return new StartProblem(
    'PostgreSQL refuses to run as root, and root may not become another user here: start Folkmoot as an ordinary user.',
  );
}

/** The words before a command that make the kernel end it when this process dies, where util-linux is there. */
export function endedWithUs(user: ServiceUser | undefined): string[] {
  const words = ['setpriv', '--pdeathsig', 'INT', '--'];
  const [program, ...rest] = words;
  return spawnSync(program, [...rest, 'true'], { ...asUser(user), stdio: 'ignore' }).status === 0
    ? words
    : [];
}

function findUser(passwd: string, name: string): ServiceUser | undefined {
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function foreignData(dataDir: string, uid: number): StartProblem {
  return new StartProblem(
    `The database in ${dataDir} belongs to another user (number ${uid}): start Folkmoot as that user.`,
  );
}
