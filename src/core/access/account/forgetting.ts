import { Injectable } from '@nestjs/common';
import { Db } from '../../database/index.js';
import { Sweep } from '../../jobs/index.js';

/** Requests for links go after 24 hours, sessions 30 days after their end (C.7 of the security page). */
@Injectable()
export class Forgetting {
  constructor(private readonly db: Db) {}

  @Sweep('access.forget', 3600)
  async forget(): Promise<void> {
    await this.db.query('select access_forget()');
  }
}
