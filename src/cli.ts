import { setTimeout as pause } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { Commands, printAnswer, printColumns, UsageProblem, usageOf } from './core/command/index.js';
import { listSettings, parseSettings, type Settings } from './core/config/index.js';
import { migrateDatabase, openDatabase } from './core/database/index.js';
import { Invalid, StartProblem } from './core/errors/index.js';
import { Jobs } from './core/jobs/index.js';
import { Sender } from './core/mail/index.js';
import { Quarantine } from './core/quarantine/index.js';
import { JsonLogger } from './core/web/index.js';
import { besideService, farLinksWarning } from './running.js';
import { explain } from './start-problems.js';

const words = process.argv.slice(2);
const json = words.includes('--json');

/** How long a command waits for the relay to take the letters it wrote, in milliseconds. */
const LAST_LETTERS = 20_000;

/** Commands that need no running product. */
async function withoutProduct(name: string): Promise<unknown> {
  if (name === 'settings') return listSettings();
  const settings = parseSettings(process.env);
  const ownerUrl = settings.DATABASE_OWNER_URL;
  if (settings.embedded) {
    await (await openDatabase(settings, 'command')).close();
    return { migrated: true };
  }
  if (!ownerUrl)
    throw new StartProblem('DATABASE_OWNER_URL is missing; migrations run as the owner of the tables.');
  await migrateDatabase({ ownerUrl, appUrl: settings.DATABASE_URL! });
  return { migrated: true };
}

/** Runs one command inside the product and returns its answer. */
async function withProduct(): Promise<unknown> {
  // Only a command's answer goes to standard output, and only what is wrong to standard error.
  const given = Object.freeze({ ...parseSettings(process.env), FOLKMOOT_LOG_LEVEL: 'warn' as const });
  const database = await openDatabase(given, 'command');
  try {
    const settings = database.joined ? besideService(given, words.join(' ')) : given;
    warnOfFarLinks(settings);
    const module = AppModule.for({ settings, keys: database.keys, urls: database.urls });
    const app = await NestFactory.createApplicationContext(module, {
      logger: new JsonLogger(settings),
      abortOnError: false,
    });
    try {
      const commands = app.get(Commands);
      if (words.length === 0 || words[0] === 'help')
        return commands.all().map((facts) => ({ command: usageOf(facts), about: facts.about }));
      // A copy that was put in place must not send by way of a command either.
      await app.get(Quarantine).check();
      const answer = await commands.run(words);
      // A running service, or the workers of a database of its own, send what the queue tells them of.
      if (settings.embedded && !database.joined) await handOver(app);
      return answer;
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

/** Gives the relay the letters a command wrote. An approved digest is left to "digest send". */
async function handOver(app: INestApplicationContext): Promise<void> {
  if (words[0] === 'digest' || !app.get(Jobs).hasCalled('mail.send')) return;
  const sending = app
    .get(Sender)
    .run()
    .catch((error: unknown) => process.stderr.write(`The letters wait to be sent: ${explain(error)}\n`));
  await Promise.race([sending, pause(LAST_LETTERS, undefined, { ref: false })]);
}

function warnOfFarLinks(settings: Settings): void {
  const warning = farLinksWarning(settings);
  if (warning && /^(?:network create|digest approve|digest send)\b/.test(words.join(' ')))
    process.stderr.write(`${warning}\n`);
}

/** Lists are read in columns where their rows are alike. */
function print(answer: unknown): string {
  if (json) return printAnswer(answer, true);
  if (words[0] === 'settings')
    return printColumns(listSettings().map((one) => [one.setting, String(one.default ?? '-'), one.about]));
  if (words.length === 0 || words[0] === 'help')
    return (answer as { command: string; about: string }[])
      .map(({ command, about }) => `${command}\n    ${about}\n`)
      .join('');
  return printAnswer(answer, false);
}

try {
  const answer = ['settings', 'migrate'].includes(words[0])
    ? await withoutProduct(words[0])
    : await withProduct();
  process.stdout.write(print(answer));
} catch (error) {
  const problems = error instanceof Invalid ? { problems: error.problems } : {};
  if (json) process.stdout.write(`${JSON.stringify({ error: explain(error), ...problems })}\n`);
  process.stderr.write(`${explain(error)}\n`);
  // A mail server keeps a message only for this code of sysexits: it must not lose one because we could not start.
  const isMail = words.join(' ').startsWith('mail in');
  process.exitCode = isMail ? 75 : error instanceof UsageProblem ? 2 : 1;
}
