import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateDir } from './places.js';
import { StartProblem } from '../../errors/index.js';
import { asStartProblem } from './start-problem.js';

/**
 * The secret of a state directory: 32 random bytes as 64 hexadecimal digits, made once and then always the same.
 * Throws StartProblem when the directory cannot be written, or when the file holds something else.
 */
export function stateSecret(stateDir: string): string {
  try {
    const file = join(makeStateDir(stateDir), 'secret');
    return existing(file) ?? make(file) ?? stateSecret(stateDir);
  } catch (error) {
    throw asStartProblem(error, stateDir);
  }
}

function existing(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  throw new StartProblem(
    `${file} should hold 64 hexadecimal digits: bring it back from a backup, or remove it (everybody then signs in anew).`,
  );
}

/** Two that start at once both end with the same secret: a link is made by one of them only. */
function make(file: string): string | undefined {
  const secret = randomBytes(32).toString('hex');
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}.draft`;
  try {
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, `${secret}\n`);
    fsyncSync(handle);
    closeSync(handle);
    linkSync(draft, file);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
