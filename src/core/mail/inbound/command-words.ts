import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys } from '../../config/index.js';
import { Contributions, MailIn } from '../../contracts/index.js';
import { Db } from '../../database/index.js';
import { DomainError } from '../../errors/index.js';
import { addressKey } from './address-key.rules.js';
import { commandIn, moreThanCommand } from './command-word.rules.js';
import type { Correspondent } from './correspondents.js';
import { isSoundId } from './mail-read.rules.js';
import type { Known } from './sorting.js';

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
   * `hasMore` says that a person should read it all the same. Whoever does not hold a copy of ours is only sent the
   * link, and at most once a day: a sender's address proves nothing.
   */
  async obey(
    known: Known,
    writer: Correspondent,
  ): Promise<{ outcome: string; hasMore: boolean } | undefined> {
    const { mail, copy } = known;
    const word = commandIn(mail.subject, mail.text);
    const module = this.contributions.named<MailIn>(MailIn, 'command');
    if (!word || !module) return undefined;
    const isProven = holds(known, writer);
    // A mailbox of several that says STOP wants no more mail, whoever of them wrote it.
    const all = word === 'STOP' && isProven && copy ? copy.readers : [];
    const people = writer.personId ? [writer.personId] : all;
    if (people.length === 0) return undefined;
    const list = copy?.list ?? 'digest';
    const mayAnswer = await this.#isFirstToday(isProven ? mail.from.address : people[0], list);
    if (!isProven && !mayAnswer) return undefined;
    const messageId = isSoundId(mail.messageId) ? mail.messageId : undefined;
    const text = isProven ? word : 'HELP';
    try {
      for (const personId of people)
        await module.take({ personId, subjectId: list, text, messageId, mayAnswer, attachments: [] });
    } catch (error) {
      // What cannot be done, and says why, is for a person to read.
      if (error instanceof DomainError) return undefined;
      throw error;
    }
    if (!isProven)
      return { outcome: `Sent the link only: ${word} was not proven to be theirs.`, hasMore: true };
    return { outcome: `Did ${word}.`, hasMore: moreThanCommand(mail.text) || hasPapers(mail) };
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

/** True for who answers at the copy's own signed address, or its Message-ID from an address of a reader of it. */
function holds({ mail, copy, isSigned }: Known, { personId, holdsCopy, verified }: Correspondent): boolean {
  if (!copy || (personId && !holdsCopy)) return false;
  const from = addressKey(mail.from.address);
  return isSigned || verified || (from !== '' && addressKey(copy.address) === from);
}

/** Pictures are left out: most of them belong to signatures. */
function hasPapers({ attachments }: Known['mail']): boolean {
  return attachments.some(({ type }) => !type.startsWith('image/'));
}
