import { Injectable } from '@nestjs/common';
import { Db } from '../../core/database/index.js';
import { On, type EventMap } from '../../core/events/index.js';
import { readAddress, SetAside } from '../../core/mail/index.js';

/** Where a person may be written to just now, and what they do not want; nothing for whom no e-mail is sent to. */
const MAILABLE = `select c.value as address, array(
    select k.purpose from (select distinct on (purpose) purpose, status from consent
      where person_id = $1 and channel = 'email' order by purpose, at desc, id desc) k where k.status = 'opted_out') as stopped
  from person p join contact_point c on c.network_id = p.network_id and c.person_id = p.id and c.kind = 'email' and c.held_since is null
  where p.id = $1 and p.erased_at is null and p.preferred_channel <> 'post' limit 1`;

/** A change of mind that is taken back leaves everything as it was: what was still to go out goes out. */
@Injectable()
export class TakingUp {
  constructor(
    private readonly db: Db,
    private readonly aside: SetAside,
  ) {}

  /**
   * Gives a person back the copies that were set aside for them and that nothing keeps from being sent any more;
   * whoever lets somebody be written to again calls it.
   */
  async of(personId: string): Promise<void> {
    const here = await this.db.one<{ address: string; stopped: string[] }>(MAILABLE, [personId]);
    const reading = here && readAddress(here.address);
    if (reading?.ok) await this.aside.takeUp({ personId, address: reading.address, stopped: here!.stopped });
  }

  /** A new address works until we hear otherwise, whatever was wrong with the old one. */
  @On('person.moved')
  async moved({ personId }: EventMap['person.moved']): Promise<void> {
    await this.of(personId);
  }
}
