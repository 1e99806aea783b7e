import { Injectable } from '@nestjs/common';
import PostalMime, { type Email } from 'postal-mime';
import { Db, isId } from '../../database/index.js';

/** A message the built-in mailbox has kept, as the list shows it. */
export interface CaughtFacts {
  id: string;
  at: Date;
  to: string;
  subject: string;
}

/** The messages of the built-in mailbox. */
@Injectable()
export class CaughtMessages {
  constructor(private readonly db: Db) {}

  /** How many were for addresses that have these letters in them; no letters means all. */
  async count(to: string): Promise<number> {
    const row = await this.db.one<{ count: number }>(
      'select count(*)::integer as count from caught_message where strpos(lower(rcpt_to), lower($1)) > 0',
      [to],
    );
    return row!.count;
  }

  /** The same messages, newest first. */
  list(to: string, from: number, most: number): Promise<CaughtFacts[]> {
    return this.db.query(
      `select id, at, rcpt_to as "to", subject from caught_message where strpos(lower(rcpt_to), lower($1)) > 0
       order by at desc, id desc limit $2 offset $3`,
      [to, most, from],
    );
  }

  async bytes(id: string): Promise<Buffer | undefined> {
    if (!isId(id)) return undefined;
    const row = await this.db.one<{ bytes: Buffer }>('select bytes from caught_message where id = $1', [id]);
    return row?.bytes;
  }

  async read(id: string): Promise<Email | undefined> {
    const bytes = await this.bytes(id);
    return bytes && PostalMime.parse(bytes);
  }

  async empty(): Promise<void> {
    await this.db.query('delete from caught_message');
  }
}
