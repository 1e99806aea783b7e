import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/index.js';
import { reverseName } from './reverse-name.rules.js';

/** What the name servers say. `none` is certain; `unknown` is a failure of the question, which says nothing. */
export type Answer<Value> =
  { state: 'found'; values: Value[] } | { state: 'none' } | { state: 'unknown'; why: string };

const TRY_MS = 2500;
const TRIES = 2;
const NOTHING_THERE = ['ENOTFOUND', 'ENODATA'];
/** Names that no name server has (RFC 6761). */
const NOWHERE = /(?:^|\.)(?:localhost|invalid)$/i;

/** Asks name servers, and tells “there is none” from “nobody answered”. */
@Injectable()
export class Dns {
  constructor(private readonly settings: Settings) {}

  txt(name: string): Promise<Answer<string>> {
    return this.#ask(name, async (resolver) =>
      (await resolver.resolveTxt(name)).map((parts) => parts.join('')),
    );
  }

  mx(name: string): Promise<Answer<string>> {
    return this.#ask(name, async (resolver) =>
      (await resolver.resolveMx(name)).map(({ exchange }) => exchange),
    );
  }

  /** Both families; found when either is. */
  async addresses(name: string): Promise<Answer<string>> {
    if (isIP(name) > 0) return { state: 'found', values: [name] };
    const both = await Promise.all([
      this.#ask(name, (resolver) => resolver.resolve4(name)),
      this.#ask(name, (resolver) => resolver.resolve6(name)),
    ]);
    const values = both.flatMap((answer) => (answer.state === 'found' ? answer.values : []));
    if (values.length > 0) return { state: 'found', values };
    return both.find(({ state }) => state === 'unknown') ?? { state: 'none' };
  }

  /** The names of an IP address. A plain question: the resolver's own `reverse` says “none” also when nobody answered. */
  names(address: string): Promise<Answer<string>> {
    const name = reverseName(address);
    return this.#ask(name, (resolver) => resolver.resolvePtr(name));
  }

  async #ask<Value>(
    name: string,
    question: (resolver: Resolver) => Promise<Value[]>,
  ): Promise<Answer<Value>> {
    if (NOWHERE.test(name)) return { state: 'none' };
    const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
    try {
      const servers = this.settings.FOLKMOOT_DNS_SERVERS?.split(',').map((one) => one.trim());
      if (servers) resolver.setServers(servers);
      const values = await question(resolver);
      return values.length > 0 ? { state: 'found', values } : { state: 'none' };
    } catch (error) {
      const { code = 'no answer' } = error as NodeJS.ErrnoException;
      if (NOTHING_THERE.includes(code)) return { state: 'none' };
      return { state: 'unknown', why: `The name servers did not answer about ${name} (${code}).` };
    } finally {
      resolver.cancel();
    }
  }
}
