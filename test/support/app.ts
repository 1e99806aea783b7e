import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Clock } from '../../src/core/clock/index.js';
import { Keys, parseSettings, type Settings } from '../../src/core/config/index.js';
import { Commands } from '../../src/core/command/index.js';
import { DatabaseUrls, Db } from '../../src/core/database/index.js';
import { Sender } from '../../src/core/mail/index.js';
import { createApp } from '../../src/serve.js';
import { Sink, type Caught } from './sink.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { Visitor } from './visitor.js';

const SECRET = 'for-the-tests-only-0123456789abcdef';

/** The whole product on a database of its own, listening on a free loopback port, with a real SMTP sink. */
export class TestApp {
  private constructor(
    readonly app: NestExpressApplication,
    readonly settings: Settings,
    readonly database: TestDatabase,
    readonly sink: Sink,
    readonly base: string,
  ) {}

  /** Starts the product. `env` overrides settings; limits are wide unless a story is about them. */
  static async start(env: Record<string, string> = {}): Promise<TestApp> {
    const database = await createTestDatabase();
    const sink = new Sink();
    const SMTP_URL = await sink.open();
    const settings = parseSettings({
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: database.appUrl,
      SMTP_URL,
      FOLKMOOT_SECRET: SECRET,
      FOLKMOOT_LOG_LEVEL: 'silent',
      FOLKMOOT_LIMIT_ANONYMOUS: '1000000',
      FOLKMOOT_LIMIT_SIGN_IN_PER_PREFIX: '100000',
      FOLKMOOT_LIMIT_SIGN_IN_PER_ADDRESS: '100000',
      FOLKMOOT_LIMIT_SEARCH: '100000',
      FOLKMOOT_LIMIT_EXPORT: '100000',
      FOLKMOOT_LIMIT_UPLOAD: '100000',
      FOLKMOOT_LIMIT_MAIL_IN: '100000',
      FOLKMOOT_LIMIT_API: '100000',
      ...env,
    });
    const urls = new DatabaseUrls(database.appUrl, database.queueUrl, database.ownerUrl);
    const app = await createApp(settings, { urls, keys: new Keys(SECRET) });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new TestApp(app, settings, database, sink, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.sink.close();
    await this.database.drop();
  }

  get db(): Db {
    return this.app.get(Db);
  }

  get clock(): Clock {
    return this.app.get(Clock);
  }

  /** Somebody with a browser of their own. */
  visitor(): Visitor {
    return new Visitor(this.base);
  }

  /** Runs a command of the command line inside this process and returns its answer. */
  async command<Answer = Record<string, unknown>>(...words: string[]): Promise<Answer> {
    return (await this.app.get(Commands).run(words)) as Answer;
  }

  /** Sends whatever is due, and returns what the sink has taken since. */
  async deliver(): Promise<Caught[]> {
    const before = this.sink.taken.length;
    await this.app.get(Sender).run();
    return this.sink.taken.slice(before);
  }

  /** Signs somebody in through the mailed link, as a person would; returns their browser. */
  async signIn(address: string, next?: string): Promise<Visitor> {
    const visitor = this.visitor();
    await visitor.open(next ?? '/sign-in');
    await visitor.press('Send me a link', { email: address });
    // Other letters may go to the same address in the same moment.
    const letters = (await this.deliver()).filter(({ to }) => to === address);
    const link = letters
      .map(({ mail }) => /https?:\/\/\S+\/sign-in\/l\/[\w-]+/.exec(mail.text ?? '')?.[0])
      .find((found) => found !== undefined);
    if (!link) throw new Error(`No letter with a link to sign in went to ${address}.`);
    await visitor.open(new URL(link).pathname);
    await visitor.press('Sign in');
    return visitor;
  }
}
