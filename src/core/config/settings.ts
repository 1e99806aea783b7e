import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartProblem } from '../errors/index.js';
import { SETTINGS } from './schema.js';

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
