import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../../config/index.js';
import { Contributions, MailIn } from '../../contracts/index.js';
import { Db } from '../../database/index.js';
import { DomainError } from '../../errors/index.js';
import { commandIn, moreThanCommand, type CommandWord } from './command-word.rules.js';
import type { Correspondent } from './correspondents.js';
import { isSoundId } from './mail-read.rules.js';
import type { Known } from './sorting.js';

/** What a letter that nobody proved to be theirs may do: what its owner can undo with one press. */
const WITHOUT_PROOF: readonly CommandWord[] = ['STOP', 'HELP'];

/** Has the module that takes them act on STOP, MORE, LESS, PRINT and HELP. */
@Injectable()
export class CommandWords {
  readonly #addressKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly contributions: Contributions,
    keys: Keys,
  ) {
    this.#addressKey = keys.for('addresses');
  }

  /**
   * Acts on the word a letter begins with. Returns undefined when it has none, or when nobody can tell for whom;
   * `hasMore` says that a person should read it all the same.
   */
  async obey(
    { mail, copy }: Known,
    { personId, holdsCopy }: Correspondent,
  ): Promise<{ outcome: string; hasMore: boolean } | undefined> {
    const word = commandIn(mail.subject, mail.text);
    const module = this.contributions.named<MailIn>(MailIn, 'command');
    if (!word || !module) return undefined;
    // A mailbox of several that says STOP wants no more mail, whoever of them wrote it.
    const people = personId ? [personId] : word === 'STOP' && copy ? copy.readers : [];
    if (people.length === 0 || !(holdsCopy || WITHOUT_PROOF.includes(word))) return undefined;
    const list = copy?.list ?? 'digest';
    const mayAnswer = await this.#isFirstToday(mail.from.address, list);
    for (const one of people) {
      const messageId = isSoundId(mail.messageId) ? mail.messageId : undefined;
      const message = { personId: one, subjectId: list, text: word, messageId, mayAnswer };
      try {
        await module.take({ ...message, attachments: [] });
      } catch (error) {
        // What cannot be done, and says why, is for a person to read.
        if (error instanceof DomainError) return undefined;
        throw error;
      }
    }
    return { outcome: `Did ${word}.`, hasMore: moreThanCommand(mail.text) };
  }

  /** RFC 3834 section 2: one automatic reply to a sender about a list in a day. */
  async #isFirstToday(address: string, list: string): Promise<boolean> {
    const hmac = createHmac('sha256', this.#addressKey).update(`reply\0${address.toLowerCase()}`).digest();
    const rows = await this.db.query(
      `insert into auto_reply (address_hmac, list, day) values ($1, $2, app_now()::date) on conflict do nothing returning day`,
      [hmac, list],
    );
    return rows.length > 0;
  }
}
