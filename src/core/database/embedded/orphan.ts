import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandLineOf, kernelTells } from './process-identity.js';
import { StartProblem } from '../../errors/index.js';

/** Fast shutdown first; then the immediate one, after which the next start recovers from the log. */
const STEPS = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
] as const;

/**
 * Clears up after a server whose owner is dead: stops it if it still runs on `dataDir`, and removes the pid file
 * that a killed one left, since PostgreSQL takes a zombie or a stranger with the same number for a live server.
 * Only the owner of the state directory may call this. Throws StartProblem when the server will not end.
 */
export async function clearOrphan(dataDir: string): Promise<void> {
  if (!kernelTells()) return;
  const pidFile = join(dataDir, 'postmaster.pid');
  const pid = pidIn(pidFile);
  if (pid === undefined) return;
  for (const { signal, waitMs } of STEPS) {
    if (!serves(pid, dataDir)) break;
    process.kill(pid, signal);
    await until(() => !serves(pid, dataDir), waitMs);
  }
  if (serves(pid, dataDir)) {
    throw new StartProblem(`An earlier PostgreSQL (process ${pid}) will not end: stop it, then start again.`);
  }
  rmSync(pidFile, { force: true });
}

function pidIn(pidFile: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function serves(pid: number, dataDir: string): boolean {
  return commandLineOf(pid)?.includes(` -D ${dataDir} `) ?? false;
}

async function until(done: () => boolean, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!done() && performance.now() < deadline) await pause(50);
}
