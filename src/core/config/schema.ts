import { isIP } from 'node:net';
import { z } from 'zod';
import { isFreeMail, readMailDomain } from './mail-domain.rules.js';

const flag = z.stringbool({ truthy: ['true', 'yes', '1', 'on'], falsy: ['false', 'no', '0', 'off'] });
const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const ownDomain = z.string().transform((typed, context) => {
  const domain = readMailDomain(typed);
  const message = 'is a domain of your own, such as mail.network.example.org';
  if (domain && !isFreeMail(domain)) return domain;
  context.addIssue({
    code: 'custom',
    message: domain ? `${message}; nobody sends for others from a free one` : message,
  });
  return z.NEVER;
});
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
  FOLKMOOT_MAIL_DOMAIN: ownDomain
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
  FOLKMOOT_MAIL_IN_PORT: whole(0, 65535)
    .optional()
    .describe('the port on which mail for our mail domain is taken over SMTP; off when not set'),
  FOLKMOOT_MAIL_IN_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('the address that port is bound to; 0.0.0.0 for mail from the internet'),
  FOLKMOOT_MAIL_IN_MEGABYTES: whole(1, 100)
    .default(10)
    .describe('the largest message that is taken, in megabytes'),
  FOLKMOOT_MAIL_IN_CERTIFICATE: z
    .string()
    .optional()
    .describe('certificate chain in PEM for STARTTLS on that port; needs FOLKMOOT_MAIL_IN_KEY'),
  FOLKMOOT_MAIL_IN_KEY: z.string().optional().describe('its private key in PEM'),
  FOLKMOOT_STOP_MINUTES: whole(0, 1440)
    .default(10)
    .describe('how long an approved edition can still be stopped'),
  FOLKMOOT_RELAY_LOOKUP_URL: z
    .string()
    .includes('{messageId}')
    .optional()
    .describe('asks the relay whether it has a message: 200 yes, 404 no'),
  FOLKMOOT_DKIM_DOMAIN: ownDomain.optional().describe('d= of the DKIM signature'),
  FOLKMOOT_DKIM_SELECTOR: z.string().default('folkmoot').describe('s= of the DKIM signature'),
  FOLKMOOT_DNS_SERVERS: z
    .string()
    .regex(
      /^\S+(?:\s*,\s*\S+)*$/,
      'is a list of addresses such as 192.0.2.53, with a port where it is not 53',
    )
    .optional()
    .describe('name servers for the check of the sender domain; default those of the machine'),
  FOLKMOOT_SENDING_ADDRESSES: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((all) => all.every((one) => isIP(one) > 0), 'is a list of IP addresses')
    .optional()
    .describe(
      'the IP addresses from which the relay sends to the world; default those of SMTP_URL, where they are public',
    ),
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
  FOLKMOOT_FILES_MB: whole(1, 10_000_000)
    .default(1000)
    .describe('megabytes that all files of one network together may have'),
  FOLKMOOT_CLAMD: z
    .string()
    .regex(
      /^(?:tcp:\/\/[^\s/:]+:\d{1,5}|unix:\/\/\/\S+)$/,
      'is like tcp://127.0.0.1:3310 or unix:///run/clamd.sock',
    )
    .optional()
    .describe(
      'the virus scanner (clamd) that every file is shown; without it files are marked as not scanned',
    ),
  FOLKMOOT_LIMIT_MAIL_IN: whole(1, 1_000_000)
    .default(200)
    .describe('messages taken over SMTP per sending network (/24, /56), or per copy answered, and hour'),
  FOLKMOOT_LIMIT_ANONYMOUS: whole(1, 1_000_000)
    .default(120)
    .describe('requests per network prefix and minute without a session'),
} as const;
