import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Settings } from '../config/index.js';
import { TooMany } from '../errors/index.js';

const MINUTE = 60;
const HOUR = 3600;

/** What is counted; each has its setting and its window (C.9 of the security page). */
export type Limit =
  | 'sign-in-address'
  | 'sign-in-prefix'
  | 'code'
  | 'api'
  | 'search'
  | 'export'
  | 'upload'
  | 'mail-in'
  | 'anonymous';

/** Counters of tries and rates. They commit by themselves, so that a refused request still counts. */
@Injectable()
export class Limits {
  readonly #limiters: Record<Limit, RateLimiterAbstract>;

  constructor(settings: Settings, @InjectDataSource() source: DataSource) {
    const pool = (source.driver as unknown as { master: Pool }).master;
    const kept = (points: number, duration: number, keyPrefix: string) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        tableName: 'rate_count',
        tableCreated: true,
        points,
        duration,
        keyPrefix,
      });
    this.#limiters = {
      'sign-in-address': kept(settings.FOLKMOOT_LIMIT_SIGN_IN_PER_ADDRESS, HOUR, 'sign-in-address'),
      'sign-in-prefix': kept(settings.FOLKMOOT_LIMIT_SIGN_IN_PER_PREFIX, HOUR, 'sign-in-prefix'),
      code: kept(settings.FOLKMOOT_LIMIT_TRIES, HOUR, 'code'),
      api: kept(settings.FOLKMOOT_LIMIT_API, MINUTE, 'api'),
      search: kept(settings.FOLKMOOT_LIMIT_SEARCH, MINUTE, 'search'),
      export: kept(settings.FOLKMOOT_LIMIT_EXPORT, HOUR, 'export'),
      upload: kept(settings.FOLKMOOT_LIMIT_UPLOAD, HOUR, 'upload'),
      'mail-in': kept(settings.FOLKMOOT_LIMIT_MAIL_IN, HOUR, 'mail-in'),
      // A coarse outer fence: not worth a write to the database for every visit to a public page.
      anonymous: new RateLimiterMemory({ points: settings.FOLKMOOT_LIMIT_ANONYMOUS, duration: MINUTE }),
    };
  }

  /** Counts one use. @throws TooMany with the seconds to wait */
  async spend(limit: Limit, key: string): Promise<void> {
    try {
      await this.#limiters[limit].consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw new TooMany(Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  }

  /** Forgets what was counted, after the right code. */
  async forgive(limit: Limit, key: string): Promise<void> {
    await this.#limiters[limit].delete(key);
  }

  /** Counts one use and returns whether it is within the limit: for sign-in, which answers as usual either way. */
  async within(limit: Limit, key: string): Promise<boolean> {
    return this.spend(limit, key).then(
      () => true,
      (error: unknown) => {
        if (error instanceof TooMany) return false;
        throw error;
      },
    );
  }
}
