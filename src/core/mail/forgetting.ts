import { Injectable } from '@nestjs/common';
import { Db, HOUSE } from '../database/index.js';
import { Sweep } from '../jobs/index.js';

/** A link to sign in is good for minutes; a day later neither it nor where it went is of use to anybody. */
const OLD = `select l.id from letter l where l.kind = 'sign-in' and l.frozen_at < app_now() - interval '1 day'
  and not exists (select 1 from delivery d where d.network_id = l.network_id and d.letter_id = l.id
    and d.state in ('pending', 'sending', 'committed', 'uncertain'))`;

/** Takes addresses and links out of the deployment's own letters. */
@Injectable()
export class LettersForgetting {
  constructor(private readonly db: Db) {}

  @Sweep('mail.forget', 24 * 3600)
  async forget(): Promise<void> {
    await this.db.inNetwork(HOUSE, async () => {
      await this.db.query(
        `update letter_piece set text = '', html = '' where text <> '' and letter_id in (${OLD})`,
      );
      await this.db.query(
        `update delivery set to_name = '', holes = '{}', relay_reply = null, address = id || '@forgotten.invalid',
           address_lc = id || '@forgotten.invalid'
         where address <> id || '@forgotten.invalid' and letter_id in (${OLD})`,
      );
    });
  }
}
