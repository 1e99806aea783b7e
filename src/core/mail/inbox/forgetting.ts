import { Injectable } from '@nestjs/common';
import { Db, HOUSE } from '../../database/index.js';
import { Sweep } from '../../jobs/index.js';

/** Days for which the bytes of a message are kept after it was dealt with, so that attachments can be had. */
const KEPT = 90;
/** Reports, complaints and other machines' mail are of no use for that long; nor is the log of them for a year. */
const MACHINES_KEPT = 14;
const LOG_KEPT = 365;

/** Lets go of what came in and is of no use any more. */
@Injectable()
export class MailInForgetting {
  constructor(private readonly db: Db) {}

  @Sweep('mail-in.forget', 24 * 3600)
  async forget(): Promise<void> {
    const networks = await this.db.query<{ id: string }>('select id from network_all()');
    for (const id of [HOUSE, ...networks.map((one) => one.id)])
      await this.db.inNetwork(id, () => this.#forget());
  }

  async #forget(): Promise<void> {
    await this.db.query(
      `update incoming_message set bytes = null where bytes is not null and state <> 'new'
         and done_at < app_now() - make_interval(days => case when kind = 'letter' or state = 'broken' then $1 else $2 end)`,
      [KEPT, MACHINES_KEPT],
    );
    await this.db.query(
      `delete from incoming_message where state <> 'new' and bytes is null and done_at < app_now() - make_interval(days => $1)`,
      [LOG_KEPT],
    );
    await this.db.query(`delete from auto_reply where day < app_now()::date - 7`);
  }
}
