import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { Actor } from '../access/index.js';
import type { RoleHeld } from '../access/index.js';
import { Db } from '../database/index.js';
import { DomainError } from '../errors/index.js';
import type { NetworkFacts } from '../network/index.js';
import { COMMAND, type CommandFacts, type CommandInput } from './decorators.js';

type Run = (input: CommandInput) => Promise<unknown>;

/** A command typed wrongly; the sentence says how to type it. */
export class UsageProblem extends DomainError {}

/** Finds every @Command and runs one, as the network's first co-ordinator or as whom `--as` names. */
@Injectable()
export class Commands {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly db: Db,
  ) {}

  /** Returns every command, sorted by name. */
  all(): CommandFacts[] {
    return this.#find().map(({ facts }) => facts);
  }

  /** Runs the command that these words name and returns its answer. @throws UsageProblem, DomainError */
  async run(words: string[]): Promise<unknown> {
    const found = this.#find().find(({ facts }) =>
      facts.name.split(' ').every((word, at) => words[at] === word),
    );
    if (!found)
      throw new UsageProblem(
        `There is no command "${words.filter((word) => !word.startsWith('-')).join(' ')}". Try "help".`,
      );
    const { facts, run } = found;
    const input = readInput(facts, words.slice(facts.name.split(' ').length));
    if (!facts.inNetwork) return run({ ...input, me: undefined as never });
    if (!input.options.network)
      throw new UsageProblem(`Say which network: --network SLUG\n\n  ${usageOf(facts)}`);
    const network = await this.#network(input.options.network);
    const me = await this.#actor(network, input.options.as);
    const act = () => run({ ...input, me });
    return facts.ownTransactions ? act() : this.db.inNetwork(network.id, act);
  }

  async #network(slug: string): Promise<NetworkFacts> {
    const row = await this.db.one<{ network: NetworkFacts | null }>('select network_find($1) as network', [
      slug,
    ]);
    if (!row?.network) throw new UsageProblem(`There is no network "${slug}".`);
    return row.network;
  }

  /** Acts inside a network are somebody's: the first co-ordinator's unless `--as` names another person. */
  async #actor(network: NetworkFacts, email: string | undefined): Promise<Actor> {
    const people = await this.db.inNetwork(network.id, () =>
      this.db.query<{ people: { id: string; name: string; accountId: string | null; roles: RoleHeld[] }[] }>(
        `select people_of($1, null, p.id) as people from person p
         where p.erased_at is null and case when $2::text is null
           then exists (select 1 from role r where r.person_id = p.id and r.role = 'coordinator' and r.organisation_id is null
             and (r.valid_to is null or r.valid_to > app_now()::date) and (r.takes_effect_at is null or r.takes_effect_at <= app_now()))
           else exists (select 1 from contact_point c where c.person_id = p.id and c.kind = 'email' and c.value_key = lower($2)) end
         order by p.created_at, p.id limit 1`,
        [network.id, email ?? null],
      ),
    );
    const person = people[0]?.people[0];
    if (!person)
      throw new UsageProblem(
        email
          ? `Nobody in ${network.slug} has the address ${email}.`
          : `${network.slug} has no co-ordinator yet.`,
      );
    return new Actor(
      network.id,
      person.id,
      person.accountId ?? undefined,
      person.name,
      person.roles,
      'command line',
    );
  }

  #find(): { facts: CommandFacts; run: Run }[] {
    const found = this.discovery.getProviders().flatMap(({ instance }) => {
      if (!instance || typeof instance !== 'object') return [];
      const methods = instance as Record<string, Run>;
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
        const facts = this.reflector.get<CommandFacts | undefined>(COMMAND, methods[name]);
        return facts ? [{ facts, run: methods[name].bind(instance) as Run }] : [];
      });
    });
    return found.sort((a, b) => a.facts.name.localeCompare(b.facts.name));
  }
}

/** Returns how a command is typed, on one line. */
export function usageOf(facts: CommandFacts): string {
  const options = Object.entries(facts.options ?? {}).map(([name, { value, required }]) => {
    const typed = value ? `--${name} ${value}` : `--${name}`;
    return required ? typed : `[${typed}]`;
  });
  const network = facts.inNetwork ? ['--network SLUG', '[--as EMAIL]'] : [];
  return ['folkmoot', facts.name, ...(facts.words ?? []), ...network, ...options, '[--json]'].join(' ');
}

function readInput(facts: CommandFacts, words: string[]): Omit<CommandInput, 'me'> {
  const names = {
    ...facts.options,
    json: {},
    ...(facts.inNetwork ? { network: { value: 'SLUG' }, as: { value: 'EMAIL' } } : {}),
  };
  const options = Object.fromEntries(
    Object.entries(names).map(([name, { value }]: [string, { value?: string }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const missing = Object.entries(facts.options ?? {}).find(
      ([name, { required }]) => required && values[name] === undefined,
    );
    if (missing) throw new Error(`--${missing[0]} is missing.`);
    if (positionals.length !== (facts.words ?? []).length)
      throw new Error(
        `After the name of the command it needs ${(facts.words ?? []).join(' ') || 'options only'}.`,
      );
    const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
    return { words: positionals, options: texts, say: (line) => process.stderr.write(`${line}\n`) };
  } catch (error) {
    throw new UsageProblem(`${(error as Error).message}\n\n  ${usageOf(facts)}`);
  }
}
