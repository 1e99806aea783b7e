import { existsSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  pid: number;
  /** Boot and start time, as the kernel counts them; empty where there is no /proc to ask. */
  started: string;
}

/** The identity of this very process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startOf(process.pid) ?? '' };
}

/** Whether that same process still runs; a zombie does not, nor does another one with its number. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identity.pid > 0 && startOf(identity.pid) === identity.started;
}

/** The command line of a running process, words parted by spaces; undefined when it is gone or unknown. */
export function commandLineOf(pid: number): string | undefined {
  if (startOf(pid) === undefined) return undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

/** Whether the kernel tells about its processes; without it nobody else's process is ever touched. */
export function kernelTells(): boolean {
  return existsSync('/proc/self/stat');
}

function startOf(pid: number): string | undefined {
  if (!kernelTells()) return answersSignals(pid) ? '' : undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the name may hold spaces and brackets; after its last bracket come fields 3 (state) to 52.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    // A start time counts from boot, and the machine may start the same services at the same tick again.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
