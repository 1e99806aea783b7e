import { Injectable } from '@nestjs/common';
import { PersonalData, type PersonalSection } from '../../contracts/index.js';
import { Db } from '../../database/index.js';

/** Only what was proven to be theirs: a sender's address alone may be a stranger's. */
const THEIRS = `select t.id from inbox_thread t where t.person_id = $1 and t.verified`;

/** What somebody wrote to the network, and what was noted about their address. */
@PersonalData()
@Injectable()
export class InboxPersonalData implements PersonalData {
  constructor(private readonly db: Db) {}

  async about(personId: string): Promise<PersonalSection[]> {
    const letters = await this.db.query(
      `select m.at as "when", case m.way when 'in' then 'You' else 'The network' end as "Who wrote", m.subject as "Subject", m.text as "Text"
       from inbox_message m where m.thread_id in (${THEIRS}) order by m.at, m.id`,
      [personId],
    );
    const failures = await this.db.query(
      `select b.at as "when", b.address_lc as "Address", b.kind as "What", b.how as "How", b.diagnostic as "In whose words"
       from bounce b join delivery_reader r on r.network_id = b.network_id and r.delivery_id = b.delivery_id
       where r.person_id = $1 order by b.at, b.id`,
      [personId],
    );
    return [
      { heading: 'What you wrote to the network by e-mail', rows: letters },
      { heading: 'E-mails to you that came back', rows: failures },
    ];
  }

  async erase(personId: string): Promise<void> {
    await this.#eraseIncoming(personId);
    const files = `select f.id from file f where f.owner_kind = 'inbox' and f.owner_id in (${THEIRS})`;
    await this.db.query(`delete from file_blob where file_id in (${files})`, [personId]);
    await this.db.query(`delete from file where id in (${files})`, [personId]);
    await this.db.query('delete from inbox_thread where person_id = $1 and verified', [personId]);
    await this.db.query('update inbox_thread set person_id = null where person_id = $1', [personId]);
    await this.db.query(
      `delete from bounce b where b.delivery_id in (select r.delivery_id from delivery_reader r where r.person_id = $1)
         and not exists (select 1 from delivery_reader o where o.delivery_id = b.delivery_id and o.person_id <> $1)`,
      [personId],
    );
    await this.db.query(
      `update mail_trouble set person_id = null, address = null, words = '', key = id::text where person_id = $1`,
      [personId],
    );
    await this.db.query(`update inbox_thread set assigned_to = null where assigned_to = $1`, [personId]);
  }

  /** What is in a conversation goes with it; what is in none was a word they sent, or came back from them. */
  async #eraseIncoming(personId: string): Promise<void> {
    await this.db.query(
      `update incoming_message i set bytes = null, mail_from = '', remote = null, person_id = null
       where i.sha256 in (select m.sha256 from inbox_message m where m.thread_id in (${THEIRS}))
         or (i.person_id = $1 or i.delivery_id in (select r.delivery_id from delivery_reader r where r.person_id = $1))
           and not exists (select 1 from inbox_message m where m.sha256 = i.sha256)`,
      [personId],
    );
    await this.db.query('update incoming_message set person_id = null where person_id = $1', [personId]);
  }
}
