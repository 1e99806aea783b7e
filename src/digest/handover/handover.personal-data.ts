import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../core/contracts/index.js';
import { Db } from '../../core/database/index.js';

/** When somebody was away or stood in for somebody, and which editions they approved. */
@PersonalData()
@Injectable()
export class HandoverPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const handovers = await this.db.query(
      `select from_on::text as "from", to_on::text as "to", case when away_id = $1 then 'away' else 'deputy' end as part
       from handover where $1 in (away_id, deputy_id) order by from_on`,
      [personId],
    );
    const approvals = await this.db.query(
      `select e.key as edition, case when a.first_by = $1 then 'first' else 'second' end as approval,
         (case when a.first_by = $1 then a.first_at else a.second_at end)::text as "when"
       from edition_approval a join edition e on e.network_id = a.network_id and e.id = a.edition_id
       where $1 in (a.first_by, a.second_by) order by a.first_at`,
      [personId],
    );
    return [
      { heading: 'Weeks in which the digest was handed over', rows: handovers },
      { heading: 'Editions you approved with somebody else', rows: approvals },
    ];
  }

  async erase(personId: string): Promise<void> {
    // What came of editions is the network's; who they were has no name any more.
    await this.db.query('delete from deputy where person_id = $1', [personId]);
  }
}
