import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { Sweep } from '../../core/jobs/index.js';
import { ThisNetwork } from '../this-network.js';

/** Forgets the names and numbers of lists whose last day is over; what became of the calls stays. */
@Injectable()
export class PhoneListsForgetting {
  constructor(
    private readonly db: Db,
    private readonly here: ThisNetwork,
  ) {}

  @Sweep('phone-lists.forget', 3600)
  async forget(): Promise<void> {
    for (const { id } of await this.db.query<{ id: string }>('select id from network_all()'))
      await this.db.inNetwork(id, () => this.#forgetHere());
  }

  async #forgetHere(): Promise<void> {
    const over = await this.db.query<{ id: string }>(
      `update phone_list set forgotten_at = app_now(), volunteer = null
       where forgotten_at is null and last_day < $1::date returning id`,
      [await this.here.today()],
    );
    if (over.length === 0) return;
    await this.db.query(
      'update phone_call set contact = null, telephone = null, person_id = null where list_id = any ($1::uuid[])',
      [over.map(({ id }) => id)],
    );
  }
}
