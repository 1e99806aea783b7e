import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';

/** What lists for telephoning hold about a person, as long as they work. */
@PersonalData()
@Injectable()
export class ReachPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const rows = await this.db.query(
      `select e.key as edition, c.contact as name, c.telephone, c.result, c.at as "when"
       from phone_call c join edition e on e.network_id = c.network_id and e.id = c.edition_id
       where c.person_id = $1 order by e.key`,
      [personId],
    );
    return rows.length > 0 ? [{ heading: 'Lists for telephoning', rows }] : [];
  }

  async erase(personId: string): Promise<void> {
    await this.db.query(
      'update phone_call set contact = null, telephone = null, person_id = null where person_id = $1',
      [personId],
    );
  }
}
