import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clearOrphan } from './orphan.js';
import type { Places } from './places.js';
import { holdsUsOpen, run, type Program } from './program.js';
import { endedWithUs } from './service-user.js';
import { fromDatabaseLog } from './start-problem.js';

/** Small enough for a small machine; all else is PostgreSQL's own choice, fsync above all. */
const SETTINGS = ['listen_addresses=', 'shared_buffers=64MB', 'max_connections=60', 'jit=off'];

const LONGEST_RECOVERY_MS = 300_000;
const MOST_REVIVALS = 5;

/** Smart shutdown first: with the fast one, pools that are just closing report lost connections. */
const STOP_STEPS = [
  { signal: 'SIGTERM', waitMs: 3_000 },
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 15_000 },
] as const;

export interface ServerPlan {
  places: Places;
  native: string;
  socketDir: string;
  settings: string[];
  /** Told in one sentence when the server died and is started again. */
  report(sentence: string): void;
  /** Told when it died and could not be started again. */
  onLost(problem: unknown): void;
}

/** One running PostgreSQL; should it die by itself, it is started again. */
export class Server {
  private stopping = false;
  private revival: Promise<void> = Promise.resolve();

  private constructor(
    private readonly plan: ServerPlan,
    private program: Program,
  ) {
    this.watch();
  }

  /** Starts the server and waits until it accepts connections. Throws StartProblem with the end of its log. */
  static async start(plan: ServerPlan): Promise<Server> {
    return new Server(plan, await launch(plan));
  }

  /** Stops the server; open connections are given a few seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.revival;
    holdsUsOpen(this.program, true);
    for (const { signal, waitMs } of STOP_STEPS) {
      if (!this.program.alive()) return;
      this.program.child.kill(signal);
      await settledWithin(this.program.ended, waitMs);
    }
  }

  private watch(): void {
    holdsUsOpen(this.program, false);
    void this.program.ended.then(() => {
      if (!this.stopping) this.revival = this.revive();
    });
  }

  private async revive(): Promise<void> {
    this.plan.report('The built-in PostgreSQL has ended by itself; it is being started again.');
    for (let tries = 1; !this.stopping; tries += 1) {
      try {
        await pause(200 * tries);
        this.program = await launch(this.plan);
        return this.watch();
      } catch (problem) {
        // It may have been struck down again while it recovered; only what keeps happening is lost.
        if (tries === MOST_REVIVALS) return this.plan.onLost(problem);
      }
    }
  }
}

async function launch(plan: ServerPlan): Promise<Program> {
  const { places, native, socketDir, settings } = plan;
  const guard = endedWithUs(places.user);
  const options = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]);
  const words = [join(native, 'bin/postgres'), '-D', places.dataDir, '-k', socketDir, ...options];
  const deadline = performance.now() + 15_000;
  for (;;) {
    await clearOrphan(places.dataDir);
    forgetSocket(socketDir);
    const program = run([...guard, ...words], places.user);
    if (guard.length === 0) process.once('exit', () => program.child.kill('SIGINT'));
    if (await accepts(program)) return program;
    // The children of a killed server keep its memory until they notice, a moment later.
    const mayPass = program.log().includes('shared memory block') && performance.now() < deadline;
    if (!mayPass) throw fromDatabaseLog('PostgreSQL could not start', program.log(), places.stateDir);
    await pause(200);
  }
}

/** Only one server ever uses the directory, so whatever lies in it is a dead one's. */
function forgetSocket(socketDir: string): void {
  for (const name of readdirSync(socketDir)) rmSync(join(socketDir, name), { force: true });
}

async function accepts(program: Program): Promise<boolean> {
  const ready = new Promise<void>((resolve) => {
    program.onOutput(() => {
      if (program.log().includes('ready to accept connections')) resolve();
    });
  });
  await settledWithin(Promise.race([ready, program.ended]), LONGEST_RECOVERY_MS);
  if (!program.log().includes('ready to accept connections')) program.child.kill('SIGINT');
  return program.alive() && program.log().includes('ready to accept connections');
}

/** Waits for the promise, but no longer than that, and leaves no timer behind. */
async function settledWithin(promise: Promise<unknown>, waitMs: number): Promise<void> {
  const patience = new AbortController();
  const timeout = pause(waitMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await Promise.race([promise, timeout]);
  patience.abort();
}
