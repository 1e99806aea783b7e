import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../../config/index.js';
import { Db } from '../../database/index.js';
import { DkimSigner } from '../dkim.js';
import { holeMark } from '../letter-holes.rules.js';
import { letterFrame } from '../look.rules.js';
import { assemble, prepareLetter, type LetterPiece, type PreparedLetter } from '../mime.rules.js';
import { returnLocal } from '../return-path.rules.js';
import { stopToken } from '../stop-token.rules.js';
import type { Claimed } from './rows.rules.js';

interface LetterRow {
  kind: string;
  list: string | null;
  subject: string;
  from_name: string;
  from_local: string;
  reply_to: string | null;
  send_after: Date;
  mark: string;
  language: string;
  frame: { name: string; slug: string; colour: string; baseUrl: string; mailDomain: string };
}

interface Ready {
  row: LetterRow;
  prepared: PreparedLetter;
}

/** Letters kept ready in memory; each is a few hundred kilobytes at most. */
const MOST_READY = 8;

/** Makes the bytes of one copy: from rows that never change after the freeze, so the same on every try. */
@Injectable()
export class Letters {
  readonly #ready = new Map<string, Promise<Ready>>();
  readonly #dkim?: DkimSigner;
  readonly #tokenKey: Buffer;

  constructor(
    private readonly db: Db,
    settings: Settings,
    keys: Keys,
  ) {
    this.#tokenKey = keys.for('tokens');
    const {
      FOLKMOOT_DKIM_KEY: privateKey,
      FOLKMOOT_DKIM_DOMAIN: domain,
      FOLKMOOT_DKIM_SELECTOR: selector,
    } = settings;
    if (privateKey)
      this.#dkim = new DkimSigner({ domain: domain ?? settings.mailDomain, selector, privateKey });
  }

  /** Returns the envelope and the bytes of a copy. @throws RangeError when the copy cannot be made */
  async render(copy: Claimed): Promise<{ from: string; to: string; bytes: Buffer }> {
    const { row, prepared } = await this.#letter(copy.network_id, copy.letter_id);
    const { baseUrl, slug, mailDomain } = row.frame;
    const stop =
      row.list && copy.person_id
        ? `${baseUrl}/${slug}/stop/${row.list}/${stopToken(this.#tokenKey, copy.network_id, row.list, copy.person_id)}`
        : '';
    const bytes = assemble(prepared, {
      deliveryId: copy.id,
      to: { name: copy.to_name, address: copy.address },
      messageId: copy.message_id,
      pieceKeys: copy.pieces,
      holes: { ...copy.holes, stop },
      listUnsubscribe: stop ? { url: stop } : undefined,
    });
    const signed = this.#dkim ? await this.#dkim.sign(bytes) : bytes;
    return {
      from: `${returnLocal(this.#tokenKey, copy.network_id, copy.id)}@${mailDomain}`,
      to: copy.address,
      bytes: signed,
    };
  }

  #letter(networkId: string, letterId: string): Promise<Ready> {
    let ready = this.#ready.get(letterId);
    if (!ready) {
      ready = this.db.inNetwork(networkId, () => this.#prepare(letterId));
      ready.catch(() => this.#ready.delete(letterId));
      this.#ready.set(letterId, ready);
      if (this.#ready.size > MOST_READY) this.#ready.delete(this.#ready.keys().next().value!);
    }
    return ready;
  }

  async #prepare(letterId: string): Promise<Ready> {
    const row = (await this.db.one<LetterRow>('select * from letter where id = $1', [letterId]))!;
    const pieces = await this.db.query<LetterPiece>(
      'select text, html from letter_piece where letter_id = $1 order by number',
      [letterId],
    );
    const { name, slug, colour, baseUrl, mailDomain } = row.frame;
    const isList = row.list !== null;
    const foot = isList
      ? [`You get this because you are in the member database of ${name}.`]
      : [row.from_name === 'Folkmoot' ? 'Sent by Folkmoot.' : `Sent by ${row.from_name} through Folkmoot.`];
    const stop = isList
      ? { url: holeMark(row.mark, 'stop'), words: 'Stop these e-mails, or change how often they come' }
      : undefined;
    const prepared = prepareLetter({
      mark: row.mark,
      subject: row.subject,
      from: { name: row.from_name, address: `${row.from_local}@${mailDomain}` },
      replyTo: row.reply_to ? { address: row.reply_to } : undefined,
      date: row.send_after,
      automatic: 'auto-generated',
      precedence: isList ? 'bulk' : undefined,
      list: isList
        ? {
            id: `${row.list}.${slug}.${mailDomain}`,
            name,
            help: `${baseUrl}/${slug}/help`,
            owner: `mailto:${row.reply_to ?? `${row.from_local}@${mailDomain}`}`,
            post: 'NO',
          }
        : undefined,
      ...letterFrame({ name: isList ? name : row.from_name, colour, language: row.language, foot, stop }),
      pieces,
    });
    return { row, prepared };
  }
}
