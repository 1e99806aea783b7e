import { Injectable } from '@nestjs/common';
import { Db } from '../../database/index.js';
import type { Shown } from './inbox.input.js';

/** One line of the inbox. */
export interface ThreadRow {
  id: string;
  subject: string;
  fromName: string;
  fromAddress: string;
  personId: string | null;
  personName: string | null;
  verified: boolean;
  folded: 'spam' | 'automatic' | null;
  state: 'new' | 'read' | 'done';
  assignedTo: string | null;
  assignedName: string | null;
  lastAt: Date;
  messages: number;
  /** Subject of the letter of ours that it is about. */
  about: string | null;
}

/** One message of a thread. */
export interface MessageRow {
  id: string;
  way: 'in' | 'out';
  at: Date;
  messageId: string;
  refs: string[];
  fromName: string;
  fromAddress: string;
  subject: string;
  text: string;
  hadHtml: boolean;
  attachments: { name: string; type: string; size: number }[];
  writtenBy: string | null;
  /** What became of an answer of ours. */
  fate: string | null;
  isKept: boolean;
}

const NAME = (id: string) =>
  `(select trim(p.given || ' ' || p.family) from person p where p.id = ${id} and p.erased_at is null)`;
const ROW = `t.id, t.subject, t.from_name as "fromName", t.from_address as "fromAddress", t.person_id as "personId",
  ${NAME('t.person_id')} as "personName", t.verified, t.folded, t.state, t.assigned_to as "assignedTo",
  ${NAME('t.assigned_to')} as "assignedName", t.last_at as "lastAt",
  (select count(*)::integer from inbox_message m where m.thread_id = t.id) as messages,
  (select nullif(l.subject, '') from letter l where l.id = t.letter_id and l.list is not null) as about`;
const WHERE: Record<Shown, string> = {
  open: `t.folded is null and t.state <> 'done'`,
  mine: `t.state <> 'done' and t.assigned_to = $1`,
  done: `t.folded is null and t.state = 'done'`,
  folded: 't.folded is not null',
};

/** Reads the inbox. */
@Injectable()
export class InboxQueries {
  constructor(private readonly db: Db) {}

  /** How many threads a list has. */
  async count(show: Shown, me: string): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `select count(*)::integer as count from inbox_thread t where $1::uuid is not null and ${WHERE[show]}`,
      [me],
    );
    return row!.count;
  }

  /** Threads that nobody has read yet. */
  async unread(): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      `select count(*)::integer as count from inbox_thread where folded is null and state = 'new'`,
    );
    return row!.count;
  }

  /** One page of a list, the newest first. */
  async list(show: Shown, me: string, from: number, most: number): Promise<ThreadRow[]> {
    return this.db.query<ThreadRow>(
      `select ${ROW} from inbox_thread t where $1::uuid is not null and ${WHERE[show]}
       order by t.state = 'new' desc, t.last_at desc, t.id desc limit $3 offset $2`,
      [me, from, most],
    );
  }

  async thread(id: string): Promise<ThreadRow | undefined> {
    return this.db.one<ThreadRow>(`select ${ROW} from inbox_thread t where t.id = $1`, [id]);
  }

  /** The messages of a thread, oldest first. */
  async messages(threadId: string): Promise<MessageRow[]> {
    return this.db.query<MessageRow>(
      `select m.id, m.way, m.at, m.message_id as "messageId", m.refs, m.from_name as "fromName", m.from_address as "fromAddress",
         m.subject, m.text, m.had_html as "hadHtml", m.attachments, ${NAME('m.written_by')} as "writtenBy", 
         case when exists (select 1 from bounce b where b.delivery_id = d.id and b.kind = 'bounce') then 'back' else d.state end as fate,
         exists (select 1 from incoming_message i where i.id = m.incoming_id and i.bytes is not null) as "isKept"
       from inbox_message m left join delivery d on d.network_id = m.network_id and d.id = m.delivery_id
       where m.thread_id = $1 order by m.at, m.id`,
      [threadId],
    );
  }

  /** Colleagues who may read the inbox, by name. */
  async colleagues(roles: readonly string[]): Promise<{ id: string; name: string }[]> {
    return this.db.query(
      `select distinct p.id, trim(p.given || ' ' || p.family) as name from role r
       join person p on p.network_id = r.network_id and p.id = r.person_id and p.erased_at is null
       where r.role = any ($1) and r.organisation_id is null and (r.valid_to is null or r.valid_to > app_now()::date)
         and (r.takes_effect_at is null or r.takes_effect_at <= app_now()) order by name, p.id`,
      [roles],
    );
  }
}
