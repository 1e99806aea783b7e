import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../contracts/index.js';
import { Db } from '../database/index.js';
import { AudienceLock } from './audience-lock.js';
import { Stopped } from './stopped.js';

/** What a person was sent, for the download of everything the network holds about them, and for erasing it. */
@PersonalData()
@Injectable()
export class MailPersonalData implements PersonalData {
  constructor(
    private readonly db: Db,
    private readonly stopped: Stopped,
    private readonly audienceLock: AudienceLock,
  ) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const rows = await this.db.query(
      `select l.subject, d.address, d.state, d.reason, d.finished_at as "when"
       from delivery_reader r
       join delivery d on d.network_id = r.network_id and d.id = r.delivery_id
       join letter l on l.network_id = d.network_id and l.id = d.letter_id
       where r.person_id = $1 and l.state <> 'cancelled' order by l.send_after, d.id`,
      [personId],
    );
    return [{ heading: 'What you were sent', rows }];
  }

  /** The counts of past editions stay true; the name and the address behind them go, unless somebody else reads it. */
  async erase(personId: string): Promise<void> {
    await this.audienceLock.share();
    await this.stopped.skip(personId, 'Was erased from the records before it went out.');
    const lettersOfTheirs = await this.#serviceLetters(personId);
    await this.db.query(
      `update delivery d set state = 'skipped', reason = 'Was erased from the records.', finished_at = app_now()
       where d.letter_id = any ($1::uuid[]) and d.state in ('pending', 'sending', 'uncertain')`,
      [lettersOfTheirs],
    );
    await this.db.query(
      `update delivery set withdrawn = 'Was erased from the records.' where letter_id = any ($1::uuid[]) and state = 'committed'`,
      [lettersOfTheirs],
    );
    await this.db.query(
      `update delivery d set to_name = '', holes = '{}', relay_reply = null, reason = case when d.reason is null then null else 'Erased.' end,
         address = case when d.address is null then null else d.id || '@erased.invalid' end,
         address_lc = case when d.address_lc is null then null else d.id || '@erased.invalid' end
       where d.letter_id = any ($2::uuid[]) or d.state in ('sent', 'refused', 'skipped', 'held')
         and (d.person_id = $1 or exists (select 1 from delivery_reader r where r.delivery_id = d.id and r.person_id = $1))
         and not exists (select 1 from delivery_reader o where o.delivery_id = d.id and o.person_id <> $1)`,
      [personId, lettersOfTheirs],
    );
    await this.db.query("update letter set subject = '' where id = any ($1::uuid[])", [lettersOfTheirs]);
    await this.db.query("update letter_piece set text = '', html = '' where letter_id = any ($1::uuid[])", [
      lettersOfTheirs,
    ]);
  }

  /** Letters that are no list's and went to this person alone: notices may say anything about them. */
  async #serviceLetters(personId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select l.id from letter l join delivery d on d.network_id = l.network_id and d.letter_id = l.id
       where l.list is null group by l.id
       having bool_and(d.person_id = $1 or d.person_id is null and d.address_lc in (
         select value_key from contact_point where person_id = $1 and kind = 'email'))`,
      [personId],
    );
    return rows.map(({ id }) => id);
  }
}
