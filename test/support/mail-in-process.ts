import { Keys, parseSettings } from '../../src/core/config/index.js';
import { DatabaseUrls } from '../../src/core/database/index.js';
import { JobRunner } from '../../src/core/jobs/index.js';
import { MailListener } from '../../src/core/mail/inbound/index.js';
import { createApp } from '../../src/serve.js';

/** What the process is given on its way. */
export interface ProcessFacts {
  env: Record<string, string>;
  secret: string;
  urls: [app: string, queue: string, owner: string];
}

/** Starts the product in this process; returns the port it takes mail on, and a way to have it sort once. */
export async function start(facts: ProcessFacts): Promise<{ port: number; sort: () => Promise<void> }> {
  const keys = new Keys(facts.secret);
  const app = await createApp(parseSettings(facts.env), { keys, urls: new DatabaseUrls(...facts.urls) });
  const port = (await app.get(MailListener).open())!;
  return { port, sort: () => app.get(JobRunner).sweep('mail.sort') };
}
