import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { asUser, type ServiceUser } from './service-user.js';

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
  const child = spawn(words[0], words.slice(1), {
    ...asUser(user),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
      keep(whyNot(error));
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

/** Lets this process end although the program still runs, or not. */
export function holdsUsOpen({ child }: Program, holds: boolean): void {
  const pipes = [child.stdout, child.stderr] as (Partial<Socket> | null)[];
  for (const handle of [child, ...pipes]) holds ? handle?.ref?.() : handle?.unref?.();
}

function whyNot(error: NodeJS.ErrnoException): string {
  return error.code === 'EPERM' ? 'root may not become another user here' : error.message;
}
