import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { Clock } from '../clock/index.js';
import { currentScope, inScope, type Scope } from './scope.js';
import { inTransaction } from './transaction.js';

/** Rows of the deployment itself (sign-in letters, security audit) belong to this network; nobody is a member of it. */
export const HOUSE = '00000000-0000-0000-0000-000000000000';

/**
 * The only way to the database. Tenancy is a setting of the transaction (`app.network_id`), never a
 * parameter of a query: outside a transaction of a network every network table is empty.
 */
@Injectable()
export class Db {
  readonly #log = new Logger('Db');

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Returns the repository of an entity, in the current transaction. */
  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.#manager.getRepository(entity);
  }

  /** Runs one parameterised statement in the current transaction and returns its rows. */
  async query<Row = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<Row[]> {
    const answer: unknown = await this.#run(sql, params);
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
    return currentScope().networkId;
  }

  /** The id of the request that is being answered, or undefined outside one. */
  get requestId(): string | undefined {
    return currentScope().requestId;
  }

  /** Runs `fn` in a transaction of its own in one network, as one account when given; commits when it resolves. */
  async inNetwork<T>(networkId: string, fn: () => Promise<T>, accountId?: string): Promise<T> {
    const { requestId } = currentScope();
    const scope: Scope = { requestId, networkId, accountId, afterCommit: [] };
    const settings = {
      'app.network_id': networkId,
      'app.account_id': accountId ?? '',
      'app.clock_shift': this.clock.shift === 0 ? '' : `${this.clock.shift} milliseconds`,
    };
    const result = await inTransaction(this.source, settings, (manager) =>
      inScope({ ...scope, manager }, fn),
    );
    await inScope({ requestId, afterCommit: [] }, () => this.#tell(scope.afterCommit));
    return result;
  }

  /** Runs `fn` in a transaction of its own that outlives a refusal of the current one (counters, security audit). */
  alone<T>(fn: () => Promise<T>): Promise<T> {
    const { networkId, accountId } = currentScope();
    return this.inNetwork(networkId ?? HOUSE, fn, accountId);
  }

  /** Runs `fn` once the current transaction has committed; for wake-up calls only, never for what must happen. */
  afterCommit(fn: () => unknown): void {
    currentScope().afterCommit.push(fn);
  }

  /** Outside a transaction the plain pool answers: network tables are empty there, definer functions are not. */
  get #manager(): EntityManager {
    return currentScope().manager ?? this.source.manager;
  }

  /** A moved clock is a setting of the transaction, so a lone statement needs one then. */
  async #run(sql: string, params: unknown[]): Promise<unknown> {
    if (currentScope().manager || this.clock.shift === 0) return this.#manager.query(sql, params);
    return this.source.transaction(async (manager) => {
      await manager.query("select set_config('app.clock_shift', $1, true)", [
        `${this.clock.shift} milliseconds`,
      ]);
      return manager.query(sql, params) as Promise<unknown>;
    });
  }

  async #tell(afterCommit: (() => unknown)[]): Promise<void> {
    for (const tell of afterCommit) {
      try {
        await tell();
      } catch (error) {
        // The sweeper finds what a lost wake-up call leaves behind.
        this.#log.warn(`A wake-up call was lost: ${String(error)}`);
      }
    }
  }
}
