import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from './core/config/index.js';
import { Db } from './core/database/index.js';
import { Examples, type Example } from './example/index.js';

const FIRST = 'derbyshire';

/**
 * On the very first start of an embedded deployment, loads the example network; on every start while it is there, says
 * how to sign in to it. A start that dies on the way leaves nothing behind, and the next one loads it again.
 */
export async function firstStart(
  app: INestApplicationContext,
  settings: Settings,
  say: (text: string) => unknown = (text) => process.stdout.write(text),
): Promise<void> {
  if (!settings.embedded || !settings.FOLKMOOT_EXAMPLE || settings.production) return;
  const examples = app.get(Examples);
  const networks = await app
    .get(Db)
    .query<{ slug: string; name: string }>('select slug, name from network_all()');
  const example = networks.length === 0 ? await examples.load(FIRST) : examples.describe(FIRST);
  const isThere =
    networks.length === 0 ||
    networks.some(({ slug, name }) => slug === example.slug && name === example.name);
  if (isThere) say(welcome(example, settings));
}

function welcome(
  { name, address, people }: Example,
  { baseUrl, SMTP_URL, FOLKMOOT_MAILBOX }: Settings,
): string {
  const width = (column: 'name' | 'email') => Math.max(...people.map((one) => one[column].length));
  const rows = people.map(
    (one) => `  ${one.name.padEnd(width('name'))}  ${one.email.padEnd(width('email'))}  ${one.role}\n`,
  );
  const where =
    SMTP_URL || !FOLKMOOT_MAILBOX
      ? 'follow the link that comes by mail'
      : `read the mail at ${baseUrl}/mailbox`;
  const how = `To sign in as one of them, open ${baseUrl}/sign-in, type the address, then ${where}`;
  return `\n${name}, with invented people, is at ${address}\n${rows.join('')}${how}\n\n`;
}
