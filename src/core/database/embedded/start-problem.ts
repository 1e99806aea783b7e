import { StartProblem } from '../../errors/index.js';

const REFUSALS: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'part of the path is a file',
  EEXIST: 'a file has that name',
};

/**
 * The problem behind a failed file operation below `directory`, or the error itself when it is of another
 * kind (a defect of ours should keep its stack).
 */
export function asStartProblem(error: unknown, directory: string): unknown {
  const { code = '', syscall } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskIsFull(directory);
  // Node reports a directory that a read-only file system will not make as one that is not there.
  const reason = code === 'ENOENT' && syscall === 'mkdir' ? 'it cannot be made' : REFUSALS[code];
  return reason === undefined ? error : notWritable(directory, reason);
}

/** The problem behind the last words of a PostgreSQL program: `log` is the end of what it wrote. */
export function fromDatabaseLog(what: string, log: string, directory: string): StartProblem {
  if (/No space left on device|Disk quota exceeded/.test(log)) return diskIsFull(directory);
  if (/Read-only file system/.test(log)) return notWritable(directory, REFUSALS.EROFS);
  const words = log.trim().replace(/\s+/g, ' ') || 'nothing at all';
  return new StartProblem(`${what}; the end of its log says: ${words}`);
}

function diskIsFull(directory: string): StartProblem {
  return new StartProblem(
    `The disk that holds ${directory} is full: free some space, or set FOLKMOOT_STATE_DIR to a directory on another disk.`,
  );
}

function notWritable(directory: string, reason: string): StartProblem {
  return new StartProblem(
    `Cannot keep data in ${directory} (${reason}): set FOLKMOOT_STATE_DIR to a directory this user may write.`,
  );
}
