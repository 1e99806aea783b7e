import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { FileOwner } from '../../contracts/index.js';
import { Db } from '../../database/index.js';
import { Invalid, NotFound } from '../../errors/index.js';
import { Files } from '../../files/index.js';
import { Inbox } from './inbox.js';

/** The kind under which files of a conversation are kept. */
export const INBOX_FILES = 'inbox';

/** Files of the inbox are for those who may read it. */
@FileOwner(INBOX_FILES)
@Injectable()
export class InboxFileOwner implements FileOwner {
  constructor(private readonly db: Db) {}

  async mayRead(me: Actor | undefined, threadId: string): Promise<boolean> {
    if (!me?.may('inbox.read')) return false;
    return (await this.db.one('select id from inbox_thread where id = $1', [threadId])) !== undefined;
  }

  mayChange(me: Actor, threadId: string): Promise<boolean> {
    return this.mayRead(me, threadId);
  }
}

/** Takes an attachment out of a letter and has it checked and kept like any other file. */
@Injectable()
export class AttachmentKeeping {
  constructor(
    private readonly inbox: Inbox,
    private readonly files: Files,
  ) {}

  /** @throws NotFound when there is no such attachment any more, Invalid when it is no kind of file that is kept */
  async keep(me: Actor, threadId: string, messageId: string, place: number): Promise<void> {
    const found = await this.inbox.attachment(threadId, messageId, place);
    if (!found) throw new NotFound();
    try {
      await this.files.keep(me, { kind: INBOX_FILES, id: threadId }, found, { alt: found.name });
    } catch (error) {
      // The page has no box called “file” to put the sentence at.
      if (error instanceof Invalid) throw new Invalid({ '': Object.values(error.problems)[0] });
      throw error;
    }
  }
}
