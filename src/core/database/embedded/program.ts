import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { asUser, cannotStepDown, type ServiceUser } from './service-user.js';

const KEPT_CHARACTERS = 4096;

/** A program of PostgreSQL that runs, with the end of what it has written so far. */
export interface Program {
  child: ChildProcess;
  /** Whether the process has begun, and not yet ended. */
  alive(): boolean;
  /** The last 4 kB of its output. */
  log(): string;
  /** Settles when the program has ended: the exit code, or null after a signal. Never rejects. */
  ended: Promise<number | null>;
  onOutput(listener: () => void): void;
}

/** Starts a program as the service user. One that cannot even be started counts as ended, with its reason as log. */
export function run(words: string[], user: ServiceUser | undefined): Program {
  const child = begin(words, user);
  let [tail, alive] = ['', true];
  const listeners: (() => void)[] = [];
  const keep = (text: string) => {
    tail = (tail + text).slice(-KEPT_CHARACTERS);
    listeners.forEach((listener) => listener());
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep);
  const ended = new Promise<number | null>((resolve) => {
    const end = (code: number | null) => {
      alive = false;
      resolve(code);
    };
    child.once('error', (error) => {
      keep(error.message);
      end(-1);
    });
    child.once('close', end);
  });
  return {
    child,
    alive: () => alive,
    log: () => tail,
    ended,
    onOutput: (listener) => void listeners.push(listener),
  };
}

/** Whether this process has to live as long as the program runs. */
export function holdsUsOpen({ child }: Program, holds: boolean): void {
  const pipes = [child.stdout, child.stderr] as (Partial<Socket> | null)[];
  for (const handle of [child, ...pipes]) {
    if (holds) handle?.ref?.();
    else handle?.unref?.();
  }
}

function begin(words: string[], user: ServiceUser | undefined): ChildProcess {
  try {
    return spawn(words[0], words.slice(1), {
      ...asUser(user),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EPERM' ? cannotStepDown() : error;
  }
}
