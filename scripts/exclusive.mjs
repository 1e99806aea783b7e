import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PATIENCE_MS = 15 * 60_000;

/**
 * Does `work` while no other command does anything of the kind in this checkout; waits for one that does. What a
 * dead command held is free again.
 */
export function alone(root, work) {
  const file = join(root, '.bootstrap.lock');
  const deadline = performance.now() + PATIENCE_MS;
  while (!taken(file, root)) {
    if (performance.now() > deadline) {
      throw plain(
        `Process ${holder(file)} has been installing or building for too long: end it, then start again.`,
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** An error whose message is all that anybody needs to read. */
export function plain(sentence) {
  return Object.assign(new Error(sentence), { plain: true });
}

function taken(file, root) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw cannotWrite(file, root, error);
    if (!runs(holder(file))) rmSync(file, { force: true });
    return false;
  }
}

function cannotWrite(file, root, error) {
  rmSync(file, { force: true });
  return plain(
    error.code === 'ENOSPC'
      ? `The disk that holds ${root} is full: free some space, then start again.`
      : `Cannot write in ${root} (${error.code}): let its owner install and build first.`,
  );
}

function holder(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function runs(pid) {
  // No number yet: it is just being written.
  if (!pid) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
