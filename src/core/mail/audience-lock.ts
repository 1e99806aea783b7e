import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';

const KEYS = "hashtext('audience'), hashtext(current_setting('app.network_id'))";

/**
 * Whoever says no either says it before an audience is read, and is not in it, or after the copies are there, and
 * theirs is skipped. Held until the transaction ends; to be asked for before the first statement that must be current.
 */
@Injectable()
export class AudienceLock {
  constructor(private readonly db: Db) {}

  /** For whoever changes who may be written to, and where: any number at once, but none while an audience is fixed. */
  async share(): Promise<void> {
    await this.db.query(`select pg_advisory_xact_lock_shared(${KEYS})`);
  }

  /** For whoever fixes the copies of a list letter, before its audience is read. */
  async take(): Promise<void> {
    await this.db.query(`select pg_advisory_xact_lock(${KEYS})`);
  }
}
