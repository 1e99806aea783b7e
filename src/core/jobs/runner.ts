import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Settings } from '../config/index.js';
import { Db } from '../database/index.js';
import { JOB, SWEEP, type JobFacts, type SweepFacts } from './decorators.js';
import { Jobs, type Postcard } from './jobs.js';

type Method = (postcard: Postcard) => Promise<void>;

/** Finds every @Job and @Sweep and runs them in this process. */
@Injectable()
export class JobRunner implements OnApplicationShutdown {
  readonly #log = new Logger('JobRunner');
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly jobs: Jobs,
    private readonly db: Db,
    private readonly settings: Settings,
  ) {}

  /** Starts the worker part of this process. */
  start(): void {
    const handlers = new Map(
      this.#find<JobFacts>(JOB).map(({ facts, method }) => [facts.name, { facts, method }]),
    );
    this.jobs.work(async (name, data) => {
      const found = handlers.get(name);
      // A name that a newer version added: leave it to the sweepers of that version.
      if (!found) return this.#log.warn(`Nobody here answers the job ${name}`);
      const { networkId } = data;
      if (found.facts.ownTransactions || !networkId) return found.method(data);
      return this.db.inNetwork(networkId, () => found.method(data));
    });
    for (const { facts, method } of this.#find<SweepFacts>(SWEEP)) this.#repeat(facts, () => method({}));
  }

  /** Runs one sweep by name, now; for the command line and for tests. */
  async sweep(name: string): Promise<void> {
    const found = this.#find<SweepFacts>(SWEEP).find(({ facts }) => facts.name === name);
    if (!found) throw new Error(`There is no sweep called ${name}.`);
    await found.method({});
  }

  async onApplicationShutdown(): Promise<void> {
    this.#timers.forEach(clearTimeout);
    await Promise.allSettled([...this.#running]);
  }

  #repeat(facts: SweepFacts, work: () => Promise<void>): void {
    const seconds =
      typeof facts.seconds === 'number'
        ? facts.seconds
        : Number((this.settings as unknown as Record<string, unknown>)[facts.seconds]);
    const timer = setInterval(() => {
      const run = work().catch((error: unknown) =>
        this.#log.warn({ err: error }, `The sweep ${facts.name} failed; it runs again`),
      );
      this.#running.add(run);
      void run.finally(() => this.#running.delete(run));
    }, seconds * 1000);
    timer.unref();
    this.#timers.push(timer);
  }

  #find<Facts>(key: string): { facts: Facts; method: Method }[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (!instance || typeof instance !== 'object') return [];
      const methods = instance as Record<string, Method>;
      const names = this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object);
      return names.flatMap((name) => {
        const facts = this.reflector.get<Facts | undefined>(key, methods[name]);
        return facts ? [{ facts, method: methods[name].bind(instance) as Method }] : [];
      });
    });
  }
}
