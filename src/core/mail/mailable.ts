import { Injectable } from '@nestjs/common';
import { Db } from '../database/index.js';
import { Invalid } from '../errors/index.js';
import { NOT_MAILABLE_HERE, readAddress, type AddressReading } from '../text/index.js';

/** Which addresses can be mailed from here: those that the relay in use has said it takes. */
@Injectable()
export class Mailable {
  constructor(private readonly db: Db) {}

  /** Returns whether the relay takes mailbox names beyond ASCII; undefined while nobody has asked it. */
  async takesUtf8(): Promise<boolean | undefined> {
    const row = await this.db.one<{ smtputf8: boolean }>('select smtputf8 from relay_offer');
    return row?.smtputf8;
  }

  /** Notes what the relay offers. */
  async note(smtputf8: boolean): Promise<void> {
    await this.db.query(
      `insert into relay_offer (smtputf8) values ($1) on conflict (id)
       do update set smtputf8 = excluded.smtputf8, seen_at = clock_timestamp() where relay_offer.smtputf8 <> excluded.smtputf8`,
      [smtputf8],
    );
  }

  /** Returns the reader of addresses that refuses, with a reason, what is known not to be mailable from here. */
  async reader(): Promise<(typed: string) => AddressReading> {
    const takesUtf8 = await this.takesUtf8();
    return (typed) => {
      const reading = readAddress(typed);
      const isLost = reading.ok && !reading.isPlain && takesUtf8 === false;
      return isLost ? { ok: false, problem: NOT_MAILABLE_HERE } : reading;
    };
  }

  /** @throws Invalid for the field of an address that is known not to be mailable from here */
  async demand(address: string, field = 'email'): Promise<void> {
    const reading = (await this.reader())(address);
    if (!reading.ok) throw new Invalid({ [field]: reading.problem });
  }
}
