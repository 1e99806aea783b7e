import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { parseSettings, type Settings } from './core/config/index.js';
import { openDatabase, type OpenDatabase } from './core/database/index.js';
import { JobRunner } from './core/jobs/index.js';
import { MailListener } from './core/mail/inbound/index.js';
import { Quarantine } from './core/quarantine/index.js';
import { dress, JsonLogger, Readiness, Templates } from './core/web/index.js';
import { firstStart } from './first-start.js';
import { farLinksWarning, noteService } from './running.js';

/** How long requests under way may take once we were asked to stop, in milliseconds. */
const LAST_REQUESTS = 20_000;

/** Runs the service until it is told to stop. @throws StartProblem and whatever keeps it from starting */
export async function serve(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = parseSettings(env);
  const database = await openDatabase(settings, 'service');
  const warning = farLinksWarning(settings);
  if (warning) process.stderr.write(`${warning}\n`);
  let app: NestExpressApplication | undefined;
  let forgetNote = () => {};
  try {
    forgetNote = noteService(settings);
    app = await createApp(settings, database);
    await firstStart(app, settings);
    await listen(app, settings);
    stopOnSignal(app, async () => {
      forgetNote();
      await database.close();
    });
  } catch (error) {
    await app?.close();
    forgetNote();
    await database.close();
    throw error;
  }
}

/** Returns the application, dressed but not listening. */
export async function createApp(
  settings: Settings,
  database: Pick<OpenDatabase, 'urls' | 'keys'>,
): Promise<NestExpressApplication> {
  const module = AppModule.for({ settings, keys: database.keys, urls: database.urls });
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: new JsonLogger(settings),
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  dress(app, settings, app.get(Templates).files);
  await app.init();
  return app;
}

async function listen(app: NestExpressApplication, settings: Settings): Promise<void> {
  if (settings.FOLKMOOT_ROLE !== 'worker') {
    await app.listen(
      settings.PORT,
      settings.FOLKMOOT_HOST ?? (settings.production ? '0.0.0.0' : '127.0.0.1'),
    );
  }
  await app.get(MailListener).open();
  // Work begins only where the start has succeeded, and the database is the one that ran before.
  await app.get(Quarantine).guard(() => {
    if (settings.FOLKMOOT_ROLE !== 'web') app.get(JobRunner).start();
  });
  if (settings.FOLKMOOT_ROLE === 'worker') return;
  process.stdout.write(`Folkmoot is ready at ${settings.baseUrl}\n`);
}

/** SIGTERM: not ready any more, requests and messages under way end, then the pools, then PostgreSQL. */
function stopOnSignal(app: NestExpressApplication, close: () => Promise<void>): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    app.get(Readiness).stopping = true;
    setTimeout(() => process.exit(1), LAST_REQUESTS + 10_000).unref();
    await app.close();
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}
