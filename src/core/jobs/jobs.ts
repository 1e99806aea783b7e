import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, createRedisBackend, Queue, Worker, type Job as QueueJob } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { Settings } from '../config/index.js';
import { DatabaseUrls, Db } from '../database/index.js';

const QUEUE = 'folkmoot';

/** What a wake-up call carries: ids only, never content. */
export type Postcard = Record<string, string>;

/**
 * Wake-up calls over BullMQ, on PostgreSQL or (with REDIS_URL) on Redis. A call is never a record: it may be
 * lost, doubled or late, and a sweeper finds the work all the same.
 */
@Injectable()
export class Jobs implements OnApplicationShutdown {
  readonly #log = new Logger('Jobs');
  readonly #called = new Set<string>();
  #queue?: Queue;
  #worker?: Worker;
  #pool?: pg.Pool;
  #redis?: Redis;

  constructor(
    private readonly settings: Settings,
    private readonly urls: DatabaseUrls,
    private readonly db: Db,
  ) {}

  /** Calls a job once the current transaction has committed; at once when there is none. */
  later(name: string, postcard: Postcard = {}): void {
    const networkId = this.db.networkId;
    const data = networkId ? { ...postcard, networkId } : postcard;
    this.db.afterCommit(() => this.send(name, data));
  }

  /** Puts a call in the queue now. */
  async send(name: string, data: Postcard): Promise<void> {
    this.#called.add(name);
    await this.#open().add(name, data, {
      attempts: 5,
      backoff: { type: 'exponential', delay: 1000 },
      removeOnComplete: 100,
      removeOnFail: 500,
    });
  }

  /** True when this process has called that job. */
  hasCalled(name: string): boolean {
    return this.#called.has(name);
  }

  /** Starts answering calls with `handle`. */
  work(handle: (name: string, data: Postcard) => Promise<void>): void {
    this.#open();
    const run = (job: QueueJob) => handle(job.name, job.data as Postcard);
    // A killed worker must not fail a job for good: the work is idempotent and claims its own rows.
    this.#worker = new Worker(
      QUEUE,
      run,
      { connection: this.#connection(), concurrency: 4, maxStalledCount: 1000, lockDuration: 30_000 },
      ...this.#backend(),
    );
    this.#worker.on('error', (error) => this.#log.warn(`The queue is out of reach: ${error.message}`));
    this.#worker.on('failed', (job, error) =>
      this.#log.error({ err: error, job: job?.name }, 'A job failed'),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#worker?.close();
    await this.#queue?.close();
    await this.#pool?.end();
    this.#redis?.disconnect();
  }

  #open(): Queue {
    if (!this.#queue) {
      this.#queue = new Queue(QUEUE, { connection: this.#connection() }, ...this.#backend());
      this.#queue.on('error', (error) => this.#log.warn(`The queue is out of reach: ${error.message}`));
    }
    return this.#queue;
  }

  #connection(): never {
    if (this.settings.REDIS_URL) {
      this.#redis ??= new Redis(this.settings.REDIS_URL, { maxRetriesPerRequest: null });
      return this.#redis as never;
    }
    this.#pool ??= new pg.Pool({
      connectionString: this.urls.queueUrl,
      options: '-c search_path=bullmq',
      keepAlive: true,
      max: 6,
    });
    return this.#pool as never;
  }

  #backend(): never[] {
    return [this.settings.REDIS_URL ? createRedisBackend : createPostgresBackend] as never[];
  }
}
