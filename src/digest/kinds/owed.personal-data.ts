import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';

/** Which urgent briefings a person was left out of, for the download of all that is held about them, and for erasing it. */
@PersonalData()
@Injectable()
export class OwedPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const rows = await this.db.query(
      `select l.subject, l.send_after as "when" from briefing_owed o
       join letter l on l.network_id = o.network_id and l.id = o.letter_id where o.person_id = $1 order by l.send_after`,
      [personId],
    );
    return [{ heading: 'Urgent briefings that your next digest carried instead', rows }];
  }

  async erase(personId: string): Promise<void> {
    await this.db.query('delete from briefing_owed where person_id = $1', [personId]);
  }
}
