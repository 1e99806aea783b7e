import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.js';

/** What an exclusive file says about who holds it; the token tells two holdings by one process apart. */
export interface Holding extends ProcessIdentity {
  token: string;
}

/**
 * Holds the file at `path` for `mine` and returns undefined, or returns the running process that holds it.
 * What a dead process left behind is taken over. Two takers of one dead holding cannot both win: its removal
 * is itself guarded by an exclusive file named after the dead holder's token.
 */
export async function hold<T extends Holding>(path: string, mine: T): Promise<T | undefined> {
  for (;;) {
    if (created(path, mine)) return undefined;
    const other = readHolding<T>(path);
    if (!other) continue;
    if (isRunning(other)) return other;
    await removeDead(path, other.token, mine);
  }
}

/** What the file says just now; a torn or empty file (power cut) reads as held by nobody who runs. */
export function readHolding<T extends Holding>(path: string): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    return { pid: 0, started: '', token: 'unreadable' } as T;
  }
}

/** Replaces what the file says, in one step; only its holder may. */
export function rewrite<T extends Holding>(path: string, mine: T): void {
  const draft = `${path}.${mine.token}.draft`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  renameSync(draft, path);
}

/** Lets go of the file, if it is still `mine`. */
export function release(path: string, mine: Holding): void {
  if (readHolding(path)?.token === mine.token) rmSync(path, { force: true });
}

function created(path: string, mine: Holding): boolean {
  const draft = `${path}.${mine.token}.draft`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    // ENOENT: an owner that was just tidying took the half-written draft for a dead one's.
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['EEXIST', 'ENOENT'].includes(code)) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

async function removeDead(path: string, deadToken: string, mine: Holding): Promise<void> {
  const guard = `${path}.${deadToken}`;
  if (await hold(guard, mine)) {
    await pause(20);
    return;
  }
  if (readHolding(path)?.token === deadToken) rmSync(path, { force: true });
  release(guard, mine);
}
