import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { installBinaries } from './binaries.js';
import { makeData } from './data.js';
import { clearOrphan } from './orphan.js';
import { makePlaces, makeRunDir, makeSocketDir, makeStateDir } from './places.js';
import { prepareServer, socketUrl } from './roles.js';
import { Server } from './server.js';
import { asStartProblem } from './start-problem.js';
import { takeTurn, type OwnTurn, type Purpose } from './turn.js';

export interface EmbeddedOptions {
  /** Everything the deployment keeps lies here; made when missing. */
  stateDir: string;
  /** A service always owns its server; a command uses the service's, another command's or its own. */
  purpose: Purpose;
  /** Further settings for PostgreSQL, as in `fsync=off`; only the owner's count. */
  settings?: string[];
  /** Told in one sentence when the server died by itself and is started again. */
  report?(sentence: string): void;
  /** Told when the server died and could not be started again; the process should then end. */
  onLost?(problem: unknown): void;
}

/** A PostgreSQL of our own, ready to be used. */
export interface Embedded {
  ownerUrl: string;
  appUrl: string;
  queueUrl: string;
  socketDir: string;
  /** False when another process runs the server. */
  ownsServer: boolean;
  /** Stops the server if this process owns it; a command first waits for the commands that share it. */
  stop(): Promise<void>;
}

/**
 * Opens the built-in database of a state directory: made on the first start, kept between starts, recovered
 * after a crash. Throws StartProblem, one plain sentence, for everything a person can put right.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const asked = resolve(options.stateDir);
  try {
    const stateDir = makeStateDir(asked);
    const turn = await takeTurn(makeRunDir(stateDir), options.purpose);
    if (turn.owns) return await openOwn(turn, stateDir, options);
    return { ...urls(turn.socketDir), ownsServer: false, stop: () => Promise.resolve(turn.end()) };
  } catch (error) {
    throw asStartProblem(error, asked);
  }
}

async function openOwn(turn: OwnTurn, stateDir: string, options: EmbeddedOptions): Promise<Embedded> {
  let stopServer = () => Promise.resolve();
  const close = async () => {
    try {
      await turn.closing();
      await stopServer();
    } finally {
      turn.end();
    }
  };
  try {
    const server = await startServer(stateDir, options);
    stopServer = server.stop;
    await prepareServer(server.socketDir);
    turn.ready(server.socketDir);
    let closed: Promise<void> | undefined;
    return { ...urls(server.socketDir), ownsServer: true, stop: () => (closed ??= close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startServer(stateDir: string, options: EmbeddedOptions) {
  const { settings = [], report = () => undefined, onLost = () => undefined } = options;
  const places = makePlaces(stateDir);
  await clearOrphan(places.dataDir);
  const native = installBinaries(places.home);
  await makeData(places, native, settings);
  const { socketDir, temporary } = makeSocketDir(places);
  const server = await Server.start({ places, native, socketDir, settings, report, onLost });
  const stop = async () => {
    await server.stop();
    if (temporary) rmSync(socketDir, { recursive: true, force: true });
  };
  return { socketDir, stop };
}

function urls(socketDir: string) {
  return {
    ownerUrl: socketUrl(socketDir, 'folkmoot_owner'),
    appUrl: socketUrl(socketDir, 'folkmoot_app'),
    queueUrl: socketUrl(socketDir, 'folkmoot_queue'),
    socketDir,
  };
}
