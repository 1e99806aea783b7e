import { Injectable, Logger } from '@nestjs/common';
import { Propagation, TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import { ClsService } from 'nestjs-cls';
import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { Clock } from '../clock/index.js';

/** Rows of the deployment itself (sign-in letters, security audit) belong to this network; nobody is a member of it. */
export const HOUSE = '00000000-0000-0000-0000-000000000000';

const NETWORK = 'db.network';
const ACCOUNT = 'db.account';
const AFTER = 'db.afterCommit';

/**
 * The only way to the database. Tenancy is a setting of the transaction (`app.network_id`), never a
 * parameter of a query: outside a transaction of a network every network table is empty.
 */
@Injectable()
export class Db {
  readonly #log = new Logger('Db');

  constructor(
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
    private readonly cls: ClsService,
    private readonly clock: Clock,
  ) {}

  /** Returns the repository of an entity, in the current transaction. */
  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.host.tx.getRepository(entity);
  }

  /** Runs one parameterised statement in the current transaction and returns its rows. */
  async query<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    const answer: unknown = await this.host.tx.query(sql, params);
    // TypeORM answers [rows, count] to UPDATE and DELETE, and rows to everything else.
    if (
      Array.isArray(answer) &&
      answer.length === 2 &&
      Array.isArray(answer[0]) &&
      typeof answer[1] === 'number'
    ) {
      return answer[0] as Row[];
    }
    return answer as Row[];
  }

  /** Returns the first row, or undefined. */
  async one<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row | undefined> {
    return (await this.query<Row>(sql, params))[0];
  }

  /** The network of the current transaction, or undefined outside one. */
  get networkId(): string | undefined {
    return this.cls.get<string | undefined>(NETWORK);
  }

  /** Runs `fn` in a transaction of its own in one network, as one account when given; commits when it resolves. */
  inNetwork<T>(networkId: string, fn: () => Promise<T>, accountId?: string): Promise<T> {
    return this.cls.run({ ifNested: 'inherit' }, async () => {
      const after: (() => unknown)[] = [];
      this.cls.set(NETWORK, networkId);
      this.cls.set(ACCOUNT, accountId);
      this.cls.set(AFTER, after);
      const result = await this.host.withTransaction(Propagation.RequiresNew, async () => {
        await this.query(
          "select set_config('app.network_id', $1, true), set_config('app.account_id', $2, true), set_config('app.clock_shift', $3, true)",
          [networkId, accountId ?? '', this.clock.shift === 0 ? '' : `${this.clock.shift} milliseconds`],
        );
        return fn();
      });
      await this.#tellAfter(after);
      return result;
    });
  }

  /** Runs `fn` in a transaction of its own that outlives a refusal of the current one (counters, security audit). */
  alone<T>(fn: () => Promise<T>): Promise<T> {
    return this.inNetwork(this.networkId ?? HOUSE, fn, this.cls.get<string | undefined>(ACCOUNT));
  }

  /** Runs `fn` once the current transaction has committed; for wake-up calls only, never for what must happen. */
  afterCommit(fn: () => unknown): void {
    this.cls.get<(() => unknown)[] | undefined>(AFTER)?.push(fn);
  }

  async #tellAfter(after: (() => unknown)[]): Promise<void> {
    for (const tell of after) {
      try {
        await tell();
      } catch (error) {
        // The sweeper finds what a lost wake-up call leaves behind.
        this.#log.warn(`A wake-up call was lost: ${String(error)}`);
      }
    }
  }
}
