import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { Commands, printAnswer, UsageProblem, usageOf } from './core/command/index.js';
import { parseSettings, SETTINGS } from './core/config/index.js';
import { migrateDatabase, openDatabase } from './core/database/index.js';
import { Invalid, StartProblem } from './core/errors/index.js';
import { JsonLogger } from './core/web/index.js';
import { explain } from './start-problems.js';

const words = process.argv.slice(2);
const json = words.includes('--json');

/** Commands that need no running product. */
async function withoutProduct(name: string): Promise<unknown> {
  if (name === 'settings')
    return Object.entries(SETTINGS).map(([setting, schema]) => ({ setting, about: schema.description }));
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
  const settings = Object.freeze({ ...parseSettings(process.env), FOLKMOOT_LOG_LEVEL: 'warn' as const });
  const database = await openDatabase(settings, 'command');
  try {
    const module = AppModule.for({ settings, keys: database.keys, urls: database.urls });
    const app = await NestFactory.createApplicationContext(module, {
      logger: new JsonLogger(settings),
      abortOnError: false,
    });
    try {
      const commands = app.get(Commands);
      if (words.length === 0 || words[0] === 'help')
        return commands.all().map((facts) => ({ command: usageOf(facts), about: facts.about }));
      return await commands.run(words);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}

try {
  const answer = ['settings', 'migrate'].includes(words[0])
    ? await withoutProduct(words[0])
    : await withProduct();
  process.stdout.write(printAnswer(answer, json));
} catch (error) {
  const problems = error instanceof Invalid ? { problems: error.problems } : {};
  if (json) process.stdout.write(`${JSON.stringify({ error: explain(error), ...problems })}\n`);
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof UsageProblem ? 2 : 1;
}
