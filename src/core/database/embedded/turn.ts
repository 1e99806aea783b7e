import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hold, readHolding, release, rewrite, type Holding } from './exclusive-file.js';
import { isRunning, ownIdentity } from './process-identity.js';
import { StartProblem } from '../../errors/index.js';

export type Purpose = 'service' | 'command';

interface Owner extends Holding {
  purpose: Purpose;
  phase: 'starting' | 'ready' | 'closing';
  socketDir: string;
}

/** The right to start and stop the server of one state directory. */
export interface OwnTurn {
  owns: true;
  /** Says where the server answers, so that commands may use it, too. */
  ready(socketDir: string): void;
  /** Shuts the door: nobody new may come; a command first waits for the other commands it let in. */
  closing(): Promise<void>;
  end(): void;
}

/** The right to use a server that another process started. */
export interface SharedTurn {
  owns: false;
  socketDir: string;
  end(): void;
}

const PATIENCE_MS = { service: 15_000, command: 60_000 };

/**
 * Waits for a turn at the database of a state directory; `runDir` holds the files of this protocol.
 * A service always owns its server. A command owns it when nobody else does, else it joins the owner.
 * Throws StartProblem when another service runs, or when the wait was in vain.
 */
export async function takeTurn(runDir: string, purpose: Purpose): Promise<OwnTurn | SharedTurn> {
  const ownerFile = join(runDir, 'owner.json');
  const token = randomBytes(8).toString('hex');
  const mine: Owner = { ...ownIdentity(), token, purpose, phase: 'starting', socketDir: '' };
  const deadline = performance.now() + PATIENCE_MS[purpose];
  for (;;) {
    const owner = await hold(ownerFile, mine);
    if (!owner) return ownTurn(runDir, ownerFile, mine);
    const shared = purpose === 'command' ? joinOwner(runDir, ownerFile, mine, owner) : undefined;
    if (shared) return shared;
    if (cannotWaitFor(owner, purpose) || performance.now() > deadline) throw refusal(owner, runDir);
    await pause(50);
  }
}

function ownTurn(runDir: string, ownerFile: string, mine: Owner): OwnTurn {
  livingFiles(runDir, /\.draft$/);
  const announce = (phase: Owner['phase'], socketDir: string) => {
    Object.assign(mine, { phase, socketDir });
    rewrite(ownerFile, mine);
  };
  return {
    owns: true,
    ready: (socketDir) => announce('ready', socketDir),
    closing: async () => {
      announce('closing', mine.socketDir);
      // The door is shut before the guests are counted, and a guest looks at the door after signing in, so
      // that one of the two always sees the other.
      while (mine.purpose === 'command' && guests(runDir) > 0) {
        announce('ready', mine.socketDir);
        await pause(200);
        announce('closing', mine.socketDir);
      }
    },
    end: () => release(ownerFile, mine),
  };
}

function joinOwner(runDir: string, ownerFile: string, mine: Owner, owner: Owner): SharedTurn | undefined {
  if (owner.phase !== 'ready') return undefined;
  const guestFile = join(runDir, `guest-${mine.token}.json`);
  rewrite(guestFile, mine);
  const now = readHolding<Owner>(ownerFile);
  if (now?.token === owner.token && now.phase === 'ready') {
    return { owns: false, socketDir: now.socketDir, end: () => release(guestFile, mine) };
  }
  release(guestFile, mine);
  return undefined;
}

/** How many running processes use the server. */
function guests(runDir: string): number {
  return livingFiles(runDir, /^guest-\w+\.json$/).length;
}

/** The files of running processes; what dead ones left is removed. */
function livingFiles(runDir: string, names: RegExp): string[] {
  return readdirSync(runDir).filter((name) => {
    if (!names.test(name)) return false;
    const holding = readHolding(join(runDir, name));
    if (holding && isRunning(holding)) return true;
    rmSync(join(runDir, name), { force: true });
    return false;
  });
}

function cannotWaitFor(owner: Owner, purpose: Purpose): boolean {
  return purpose === 'service' && owner.purpose === 'service' && owner.phase !== 'closing';
}

function refusal(owner: Owner, runDir: string): StartProblem {
  const directory = dirname(runDir);
  return new StartProblem(
    owner.purpose === 'service'
      ? `Folkmoot already runs on ${directory} (process ${owner.pid}): stop that one first, or set FOLKMOOT_STATE_DIR to another directory.`
      : `A command still works on ${directory} (process ${owner.pid}): wait until it has ended, then start again.`,
  );
}
