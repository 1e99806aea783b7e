import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../../config/index.js';
import { attribute } from '../bounces/attribution.rules.js';
import { Bounces } from '../bounces/bounces.js';
import { Inbox } from '../inbox/inbox.js';
import { addresseeOf, signedAddressIn, type Addressee } from './addressee.rules.js';
import { isMarkedSpam } from './automatic.rules.js';
import { classify, type Classified } from './classify.rules.js';
import { CommandWords } from './command-words.js';
import { Correspondents, type SentCopy } from './correspondents.js';
import { headerOf, type MailRead } from './mail-read.rules.js';
import { readMail } from './reader.js';

/** A message that waits to be looked at. */
export interface Incoming {
  id: string;
  from: string;
  to: string;
  bytes: Buffer;
  sha256: Buffer;
  tries: number;
}

/** What was made of it, for the log. */
export interface Sorted {
  kind: string;
  outcome: string;
  deliveryId?: string;
  personId?: string | null;
}

/** A message with all that is known about it. */
export interface Known {
  message: Incoming;
  mail: MailRead;
  report: Classified;
  copy: SentCopy | undefined;
  /** True when the copy was found by an address that only we can make, and not by a Message-ID. */
  isSigned: boolean;
}

/** Says what one incoming message is and has done what follows from it. */
@Injectable()
export class Sorting {
  readonly #tokenKey: Buffer;

  constructor(
    private readonly settings: Settings,
    private readonly correspondents: Correspondents,
    private readonly bounces: Bounces,
    private readonly words: CommandWords,
    private readonly inbox: Inbox,
    keys: Keys,
  ) {
    this.#tokenKey = keys.for('tokens');
  }

  /** Sorts one message, in the transaction of its network. */
  async sort(message: Incoming): Promise<Sorted> {
    const mail = await readMail(message.bytes, message.from);
    const report = classify(mail, this.settings.mailDomain);
    const addressee = addresseeOf(this.#tokenKey, this.settings.mailDomain, message.to);
    const known = { message, mail, report, ...(await this.#copyOf(addressee, mail, report)) };
    if (report.kind === 'bounce') return this.#bounce(known, addressee.kind === 'return');
    if (report.kind === 'complaint') return this.#complaint(known);
    if (report.kind === 'letter') return this.#letter(known);
    return this.#fold(known);
  }

  /** What could not be read however often it was tried is put before a person with its envelope alone. */
  async giveUp(message: Incoming): Promise<Sorted> {
    await this.inbox.fileUnread(message);
    return { kind: 'unreadable', outcome: 'It could not be read.' };
  }

  async #copyOf(
    addressee: Addressee,
    mail: MailRead,
    { returned, returnedId }: Classified,
  ): Promise<Pick<Known, 'copy' | 'isSigned'>> {
    const signed =
      'deliveryId' in addressee
        ? addressee
        : signedAddressIn(this.#tokenKey, this.settings.mailDomain, returned);
    if (signed && 'deliveryId' in signed) {
      const copy = await this.correspondents.copy(signed.deliveryId);
      if (copy) return { copy, isSigned: true };
    }
    const ids = [...(returnedId ? [returnedId] : []), ...mail.answers];
    return { copy: await this.correspondents.copyAnswered(ids), isSigned: false };
  }

  async #bounce({ report, copy }: Known, signed: boolean): Promise<Sorted> {
    const kind = 'bounce';
    if (!copy) return { kind, outcome: 'It is about no message of ours that we can tell.' };
    const found = attribute(report, { ...copy, signed });
    if (found.how === 'none') return { kind, deliveryId: copy.id, outcome: found.why };
    const source = report.notice ? 'text' : 'dsn';
    const isNew = await this.bounces.note(copy, { ...found, how: found.how, source });
    await this.inbox.cameBack(copy.id);
    const outcome = `${found.how === 'hard' ? 'The address is gone' : 'It did not work this time'}. ${found.why}`;
    return { kind, deliveryId: copy.id, outcome: isNew ? outcome : `Known already. ${found.why}` };
  }

  async #complaint(known: Known): Promise<Sorted> {
    const { copy, report } = known;
    if (!copy) return this.#fold(known);
    const isNew = await this.bounces.complain(copy);
    return {
      kind: report.kind,
      deliveryId: copy.id,
      outcome: isNew ? 'The list was stopped.' : 'Known already.',
    };
  }

  async #letter(known: Known): Promise<Sorted> {
    const { mail, copy, message } = known;
    const writer = await this.correspondents.writer(mail.from, copy);
    const facts = { kind: 'letter', deliveryId: copy?.id, personId: writer.personId };
    if (await this.inbox.has(message.sha256)) {
      await this.inbox.recognise(message.sha256, writer);
      return { ...facts, outcome: 'The same message came to another address of ours as well.' };
    }
    const spam = isMarkedSpam(mail);
    const done = spam ? undefined : await this.words.obey(known, writer);
    if (done && !done.hasMore) return { ...facts, outcome: done.outcome };
    await this.inbox.file(known, writer, spam ? 'spam' : null);
    return { ...facts, outcome: done ? `${done.outcome} And put in the inbox.` : 'Put in the inbox.' };
  }

  /** What no person wrote is kept folded away; of lists and other machines that write to a return path, nothing. */
  async #fold(known: Known): Promise<Sorted> {
    const { report, copy, mail, message } = known;
    const facts = { kind: report.kind, deliveryId: copy?.id };
    const isWorthReading = report.kind !== 'automatic' || headerOf(mail, 'auto-submitted') === '';
    if (!isWorthReading || (await this.inbox.has(message.sha256)))
      return { ...facts, outcome: 'From a machine; nothing follows from it.' };
    const writer = await this.correspondents.writer(mail.from, copy);
    await this.inbox.file(known, writer, isMarkedSpam(mail) ? 'spam' : 'automatic');
    return { ...facts, personId: writer.personId, outcome: 'From a machine; folded away in the inbox.' };
  }
}
