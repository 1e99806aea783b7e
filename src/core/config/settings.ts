import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartProblem } from '../errors/index.js';

const flag = z.stringbool({ truthy: ['true', 'yes', '1', 'on'], falsy: ['false', 'no', '0', 'off'] });
const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const secretText = z
  .string()
  .min(32, 'needs at least 32 characters')
  .refine((text) => !/^(change|secret|password|example|test|placeholder)/i.test(text), 'is a placeholder');

/** Every setting, its default and what it is for; `folkmoot settings` prints this list. */
export const SETTINGS = {
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('production demands https, a secret and trusted proxies'),
  PORT: whole(0, 65535).default(3000).describe('the port the web part listens on'),
  BASE_URL: httpUrl.optional().describe('the address people type; default http://localhost:PORT'),
  DATABASE_URL: z
    .string()
    .optional()
    .describe('PostgreSQL 15 or newer, as the runtime role; without it an embedded server is started'),
  DATABASE_OWNER_URL: z.string().optional().describe('the owning role, used by migrations only'),
  REDIS_URL: z.string().optional().describe('moves the queue from PostgreSQL to Redis or Valkey'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'starts with smtp:// or smtps://')
    .optional()
    .describe('the relay that takes our mail; without it the built-in mailbox catches everything'),
  FOLKMOOT_STATE_DIR: z
    .string()
    .default('.folkmoot')
    .describe('where the embedded database and its secret live'),
  FOLKMOOT_ROLE: z.enum(['web', 'worker', 'all']).default('all').describe('what this process does'),
  FOLKMOOT_HOST: z
    .string()
    .optional()
    .describe('the address to bind; default 127.0.0.1, in production 0.0.0.0'),
  FOLKMOOT_SECRET: secretText
    .optional()
    .describe('key for tokens and signatures; made and kept in the state directory when embedded'),
  FOLKMOOT_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('how much is logged'),
  FOLKMOOT_TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('addresses or ranges of proxies whose X-Forwarded-* we believe, comma separated'),
  FOLKMOOT_EXAMPLE: flag.default(true).describe('load the example network on the very first embedded start'),
  FOLKMOOT_MAILBOX: flag
    .default(true)
    .describe('the built-in mailbox page; embedded, loopback and without SMTP_URL only'),
  FOLKMOOT_MAIL_DOMAIN: z
    .string()
    .optional()
    .describe('the domain of Message-IDs, List-Ids and senders; default the host of BASE_URL'),
  FOLKMOOT_MAIL_CONNECTIONS: whole(1, 100)
    .default(5)
    .describe('connections to the relay at once, and so messages in flight'),
  FOLKMOOT_MAIL_LEASE_SECONDS: whole(1, 3600)
    .default(120)
    .describe('how long a claimed message belongs to one worker'),
  FOLKMOOT_MAIL_SETTLE_SECONDS: whole(0, 86400)
    .default(720)
    .describe('after a lost answer, how long until a message counts as uncertain'),
  FOLKMOOT_MAIL_SWEEP_SECONDS: whole(1, 3600)
    .default(30)
    .describe('how often the sweeper looks for work the queue forgot'),
  FOLKMOOT_MAIL_RETRY_SECONDS: whole(1, 86400)
    .default(900)
    .describe('first wait after a 4xx answer; it doubles each time'),
  FOLKMOOT_MAIL_ANSWER_SECONDS: whole(1, 600)
    .default(60)
    .describe('how long to wait for the relay to answer, also after the final dot'),
  FOLKMOOT_STOP_MINUTES: whole(0, 1440)
    .default(10)
    .describe('how long an approved edition can still be stopped'),
  FOLKMOOT_RELAY_LOOKUP_URL: z
    .string()
    .includes('{messageId}')
    .optional()
    .describe('asks the relay whether it has a message: 200 yes, 404 no'),
  FOLKMOOT_DKIM_DOMAIN: z.string().optional().describe('d= of the DKIM signature'),
  FOLKMOOT_DKIM_SELECTOR: z.string().default('folkmoot').describe('s= of the DKIM signature'),
  FOLKMOOT_DKIM_KEY: z.string().optional().describe('private key in PEM; sets signing on'),
  FOLKMOOT_LIMIT_SIGN_IN_PER_ADDRESS: whole(1, 100_000)
    .default(5)
    .describe('sign-in mails per address and hour'),
  FOLKMOOT_LIMIT_SIGN_IN_PER_PREFIX: whole(1, 100_000)
    .default(20)
    .describe('sign-in mails per network prefix and hour'),
  FOLKMOOT_LIMIT_TRIES: whole(1, 1000).default(10).describe('tries of a link or code per request'),
  FOLKMOOT_LIMIT_API: whole(1, 1_000_000).default(600).describe('API requests per token and minute'),
  FOLKMOOT_LIMIT_SEARCH: whole(1, 1_000_000).default(30).describe('searches per person and minute'),
  FOLKMOOT_LIMIT_EXPORT: whole(1, 100_000).default(5).describe('exports per person and hour'),
  FOLKMOOT_LIMIT_UPLOAD: whole(1, 100_000).default(60).describe('uploads per person and hour'),
  FOLKMOOT_LIMIT_ANONYMOUS: whole(1, 1_000_000)
    .default(120)
    .describe('requests per network prefix and minute without a session'),
} as const;

type SettingName = keyof typeof SETTINGS;
type SettingValues = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]> };

/** All settings, parsed once and frozen; the class is the injection token. */
export interface Settings extends Readonly<SettingValues> {
  /** The address people type, without a slash at the end. */
  readonly baseUrl: string;
  /** True when the product runs its own PostgreSQL. */
  readonly embedded: boolean;
  readonly production: boolean;
  readonly mailDomain: string;
}
export abstract class Settings {}

/** Reads `NAME_FILE` for `NAME`, so that secrets can come from files. */
function withFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const all = { ...env };
  for (const name of Object.keys(SETTINGS)) {
    const file = env[`${name}_FILE`];
    if (!file) continue;
    try {
      all[name] = readFileSync(file, 'utf8').trim();
    } catch {
      throw new StartProblem(`${name}_FILE names a file that cannot be read.`);
    }
  }
  return all;
}

function refuseUnknown(env: NodeJS.ProcessEnv): void {
  const known = (name: string) => name.replace(/_FILE$/, '') in SETTINGS;
  // FOLKMOOT_TEST_… and FOLKMOOT_SHARED_DATA belong to the test suite, not to the product.
  const foreign = Object.keys(env).filter(
    (name) =>
      name.startsWith('FOLKMOOT_') && !/^FOLKMOOT_(TEST_|BENCH_|SHARED_DATA)/.test(name) && !known(name),
  );
  if (foreign.length > 0) {
    throw new StartProblem(
      `${foreign.join(', ')} is not a setting of Folkmoot. Run "folkmoot settings" for the list.`,
    );
  }
}

function refuseUnsafe(values: SettingValues): void {
  if (values.NODE_ENV !== 'production') return;
  if (!values.BASE_URL?.startsWith('https://'))
    throw new StartProblem('BASE_URL must start with https:// in production.');
  if (!values.FOLKMOOT_SECRET)
    throw new StartProblem('FOLKMOOT_SECRET is missing; production needs one of 32 characters or more.');
  if (!values.FOLKMOOT_TRUSTED_PROXIES)
    throw new StartProblem('FOLKMOOT_TRUSTED_PROXIES is missing; production runs behind a proxy.');
  if (!values.SMTP_URL) throw new StartProblem('SMTP_URL is missing; production needs a relay for its mail.');
}

/**
 * Returns the settings read from `env`. Empty values count as absent.
 * @throws StartProblem naming the first setting that is missing, malformed, unsafe or unknown; never its value
 */
export function parseSettings(env: NodeJS.ProcessEnv): Settings {
  const all = withFiles(env);
  refuseUnknown(all);
  const given = Object.fromEntries(
    Object.keys(SETTINGS).map((name) => [name, all[name] === '' ? undefined : all[name]]),
  );
  const parsed = z.object(SETTINGS).safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new StartProblem(`${String(issue.path[0])} cannot be used: ${issue.message}.`);
  }
  const values = parsed.data as SettingValues;
  refuseUnsafe(values);
  if (values.DATABASE_OWNER_URL && !values.DATABASE_URL) {
    throw new StartProblem(
      'DATABASE_URL is missing; DATABASE_OWNER_URL alone is not enough, the service runs as another role.',
    );
  }
  const baseUrl = values.BASE_URL ?? `http://localhost:${values.PORT}`;
  return Object.freeze({
    ...values,
    baseUrl,
    embedded: !values.DATABASE_URL,
    production: values.NODE_ENV === 'production',
    mailDomain: values.FOLKMOOT_MAIL_DOMAIN ?? mailDomainOf(baseUrl),
  });
}

/** `localhost` is no mail domain, and strict receivers refuse a name without a dot. */
function mailDomainOf(baseUrl: string): string {
  const host = new URL(baseUrl).hostname;
  return host.includes('.') && !/^[\d.]+$/.test(host) ? host : 'folkmoot.localhost';
}
