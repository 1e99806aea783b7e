import { Injectable } from '@nestjs/common';
import { Db, newId } from '../../database/index.js';
import type { Correspondent } from '../inbound/correspondents.js';
import { readMail } from '../inbound/reader.js';
import type { Incoming, Known } from '../inbound/sorting.js';

/** What no person of ours needs to see at once. */
export type Folded = 'spam' | 'automatic' | null;

/** Files letters into threads: by the Message-IDs they answer, never by their subject (E33 of the mail page). */
@Injectable()
export class Inbox {
  constructor(private readonly db: Db) {}

  /** True when this very message is there already. */
  async has(sha256: Buffer): Promise<boolean> {
    return (await this.db.one('select id from inbox_message where sha256 = $1', [sha256])) !== undefined;
  }

  /** Another way of the same message tells more about who wrote it. */
  async recognise(sha256: Buffer, { personId, verified }: Correspondent): Promise<void> {
    if (!personId) return;
    await this.db.query(
      `update inbox_thread t set person_id = $2, verified = $3 from inbox_message m
       where m.sha256 = $1 and t.id = m.thread_id and (t.person_id is null or t.person_id = $2 and not t.verified)`,
      [sha256, personId, verified],
    );
  }

  /** Puts a letter in: into the thread it answers, or a new one. */
  async file({ message, mail, copy }: Known, writer: Correspondent, folded: Folded): Promise<void> {
    const threadId =
      (await this.#threadAnswered(mail.answers, mail.from.address)) ??
      (await this.#threadAbout(copy?.letterId, writer)) ??
      (await this.#newThread(mail.subject, mail.from, writer, copy?.letterId, folded));
    await this.db.query(
      `update inbox_thread set state = 'new', last_at = app_now(), folded = case when $2::text is null then null else folded end,
         person_id = coalesce(person_id, $3), verified = verified and $4 or person_id is null and $4
       where id = $1`,
      [threadId, folded, writer.personId, writer.verified],
    );
    await this.db.query(
      `insert into inbox_message (id, thread_id, way, message_id, refs, from_name, from_address, subject, text, had_html, attachments, incoming_id, sha256)
       values ($1, $2, 'in', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[newId(), threadId, mail.messageId, mail.answers, mail.from.name, mail.from.address],
        ...[mail.subject, mail.text, mail.hadHtml, JSON.stringify(mail.attachments), message.id],
        message.sha256,
      ],
    );
  }

  /** Puts in what nobody could read: its envelope, and that it was there. */
  async fileUnread(message: Incoming): Promise<void> {
    if (await this.has(message.sha256)) return;
    const from = { name: '', address: message.from };
    const nobody = { personId: null, verified: false, holdsCopy: false };
    const subject = 'A message that could not be read';
    const threadId = await this.#newThread(subject, from, nobody, undefined, null);
    await this.db.query(
      `insert into inbox_message (id, thread_id, way, from_address, subject, incoming_id, sha256) values ($1, $2, 'in', $3, $4, $5, $6)`,
      [newId(), threadId, from.address, subject, message.id, message.sha256],
    );
  }

  /** An answer of ours came back: its conversation is not settled after all. */
  async cameBack(deliveryId: string): Promise<void> {
    await this.db.query(
      `update inbox_thread set state = 'new' where id in (select thread_id from inbox_message where delivery_id = $1)`,
      [deliveryId],
    );
  }

  /** An attachment of a letter, by its place in the list; undefined when the message is no longer kept. */
  async attachment(
    threadId: string,
    messageId: string,
    place: number,
  ): Promise<{ name: string; bytes: Buffer } | undefined> {
    const row = await this.db.one<{ bytes: Buffer | null }>(
      `select i.bytes from inbox_message m join incoming_message i on i.network_id = m.network_id and i.id = m.incoming_id
       where m.thread_id = $1 and m.id = $2`,
      [threadId, messageId],
    );
    if (!row?.bytes) return undefined;
    return (await readMail(row.bytes)).contents(place);
  }

  /** By an id that we sent, or by one of their own to us. */
  async #threadAnswered(messageIds: string[], address: string): Promise<string | undefined> {
    if (messageIds.length === 0) return undefined;
    const row = await this.db.one<{ id: string }>(
      `select thread_id as id from inbox_message
       where message_id = any ($1) and (way = 'out' or lower(from_address) = lower($2)) order by at desc limit 1`,
      [messageIds, address],
    );
    return row?.id;
  }

  /** What is not proven never joins what is: the conversation of a person is theirs to download and to erase. */
  async #threadAbout(
    letterId: string | undefined,
    { personId, verified }: Correspondent,
  ): Promise<string | undefined> {
    if (!letterId || !personId) return undefined;
    const row = await this.db.one<{ id: string }>(
      'select id from inbox_thread where letter_id = $1 and person_id = $2 and verified = $3 order by last_at desc limit 1',
      [letterId, personId, verified],
    );
    return row?.id;
  }

  async #newThread(
    subject: string,
    from: { name: string; address: string },
    writer: Correspondent,
    letterId: string | undefined,
    folded: Folded,
  ): Promise<string> {
    const id = newId();
    await this.db.query(
      `insert into inbox_thread (id, subject, from_name, from_address, person_id, verified, letter_id, folded) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, subject, from.name, from.address, writer.personId, writer.verified, letterId ?? null, folded],
    );
    return id;
  }
}
