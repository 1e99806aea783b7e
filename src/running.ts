import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from './core/config/index.js';
import { isRunning, ownIdentity, type ProcessIdentity } from './core/database/index.js';
import { StartProblem } from './core/errors/index.js';
import { readRelayUrl } from './core/mail/index.js';

/** What a running service tells the commands that share its built-in database; never a password. */
interface Note extends ProcessIdentity {
  baseUrl: string;
  mailDomain: string;
  /** `host:port` of its relay; null is the built-in mailbox. */
  relay: string | null;
}

/** These write no letter, so that it does not matter by which post one would go. */
const WRITES_NOTHING =
  /^(?:help|settings|permissions|routes|digest status|network list|audit verify|members export|mail in)\b/;

/** Writes down how this service posts and where it answers, until the function it returns is called. */
export function noteService(settings: Settings): () => void {
  if (!settings.embedded) return () => undefined;
  const { baseUrl, mailDomain } = settings;
  const note: Note = { ...ownIdentity(), baseUrl, mailDomain, relay: relayOf(settings) };
  const path = noteOf(settings);
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(note), { mode: 0o600 });
  renameSync(`${path}.${process.pid}`, path);
  return () => {
    if (readNote(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/**
 * Returns the settings with which a command works beside the service that runs on its database: with that one's
 * addresses. @throws StartProblem when the command was told another post or address than the service has
 */
export function besideService(settings: Settings, command: string): Settings {
  const note = readNote(noteOf(settings));
  if (!note || !isRunning(note)) return settings;
  const relay = relayOf(settings);
  const here = `Folkmoot is running here (process ${note.pid}) with`;
  if (relay !== note.relay && (relay || !WRITES_NOTHING.test(command)))
    throw new StartProblem(
      relay
        ? `${here} ${note.relay ?? 'the built-in mailbox'} as its post, so SMTP_URL would not be used. Stop it first, or start it with the same SMTP_URL.`
        : `${here} ${note.relay} as its post, and this command has no SMTP_URL. Give it the same SMTP_URL, or stop the service first.`,
    );
  if (settings.BASE_URL && settings.BASE_URL !== note.baseUrl)
    throw new StartProblem(
      `${here} the address ${note.baseUrl}, so BASE_URL would not be used. Stop it first, or start it with the same BASE_URL.`,
    );
  const mailDomain = settings.FOLKMOOT_MAIL_DOMAIN ?? note.mailDomain;
  return Object.freeze({ ...settings, baseUrl: note.baseUrl, mailDomain });
}

/** Returns the warning that links in letters lead to this machine only, or undefined where they do not, or no letter leaves. */
export function farLinksWarning({ SMTP_URL, BASE_URL, NODE_ENV, baseUrl }: Settings): string | undefined {
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);
  if (!SMTP_URL || !isHere || NODE_ENV === 'test') return undefined;
  const is = BASE_URL ? `BASE_URL is ${BASE_URL}` : 'BASE_URL is not set';
  return `${is}: links in letters will point at ${baseUrl}, where members cannot reach them.`;
}

function relayOf({ SMTP_URL }: Settings): string | null {
  if (!SMTP_URL) return null;
  const { host, port } = readRelayUrl(SMTP_URL);
  return `${host}:${port}`;
}

function noteOf({ FOLKMOOT_STATE_DIR }: Settings): string {
  return join(resolve(FOLKMOOT_STATE_DIR), 'run', 'service.json');
}

function readNote(path: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}
