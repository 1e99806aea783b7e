import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../contracts/index.js';
import { Db } from '../../database/index.js';

type Row = Record<string, unknown>;

/** What is held about how a person signs in and what the log says they did. */
@PersonalData()
@Injectable()
export class AccessPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    // An account's rows open only to the account itself; a co-ordinator answering a request sees the address.
    const account = await this.db.query<Row>(
      'select a.email as "Address", a.created_at as "Known since" from account a join person p on p.account_id = a.id where p.id = $1',
      [personId],
    );
    const sessions = await this.db.query<Row>(
      `select s.device as "Device", s.created_at as "Signed in", s.last_seen_at as "Last seen", s.revoked_at as "Ended"
       from session s join person p on p.account_id = s.account_id where p.id = $1 order by s.created_at desc`,
      [personId],
    );
    const tokens = await this.db.query<Row>(
      `select name as "For", created_at as "Made", expires_at as "Works until", last_used_at as "Last used", revoked_at as "Revoked"
       from api_token where person_id = $1 order by created_at`,
      [personId],
    );
    const acts = await this.db.query<Row>(
      'select at as "When", action as "What", subject_type as "To what", via as "How" from audit_event where actor_id = $1 order by seq',
      [personId],
    );
    return [
      { heading: 'Signing in', rows: account },
      { heading: 'Devices', rows: sessions },
      { heading: 'Tokens for the API', rows: tokens },
      { heading: 'What you did, as the log has it', rows: acts },
    ];
  }

  /** The log stays: it names people by a number that then leads nowhere. */
  async erase(personId: string): Promise<void> {
    await this.db.query('delete from api_token where person_id = $1', [personId]);
    await this.db.query('select account_leave($1)', [personId]);
  }
}
