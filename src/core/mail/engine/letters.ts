import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../../config/index.js';
import { Db } from '../../database/index.js';
import { readAddress } from '../../text/index.js';
import { DkimSigner } from '../dkim.js';
import { holeMark } from '../letter-holes.rules.js';
import type { LetterTerm } from '../letter-terms.rules.js';
import { letterFrame } from '../look.rules.js';
import { assemble, prepareLetter, type LetterPiece, type PreparedLetter } from '../mime.rules.js';
import { replyLocal } from '../inbound/reply-path.rules.js';
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
  automatic: 'auto-generated' | 'auto-replied' | 'no';
  thread: string[];
  mark: string;
  language: string;
  frame: {
    name: string;
    slug: string;
    colour: string;
    baseUrl: string;
    mailDomain: string;
    terms?: LetterTerm[];
    answers?: boolean;
    archive?: { list: string; copy: string } | null;
  };
}

interface Ready {
  row: LetterRow;
  prepared: PreparedLetter;
}

const ANSWERS =
  'You can answer with one word: STOP, LESS, MORE, PRINT for paper, or HELP. Anything else is read by a person.';

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
      replyTo: row.frame.answers
        ? { address: `${replyLocal(this.#tokenKey, copy.network_id, copy.id)}@${mailDomain}` }
        : undefined,
      messageId: copy.message_id,
      references: copy.holes.inReplyTo?.split(' ') ?? row.thread,
      pieceKeys: copy.pieces,
      holes: { ...copy.holes, stop },
      form: copy.form,
      listUnsubscribe: stop ? { url: stop } : undefined,
    });
    const signed = this.#dkim ? await this.#dkim.sign(bytes) : bytes;
    // Nothing comes back to the null sender, so a reply of ours can never go round in a circle (RFC 3834 section 3.3).
    const from =
      row.automatic === 'auto-replied'
        ? ''
        : `${returnLocal(this.#tokenKey, copy.network_id, copy.id)}@${mailDomain}`;
    return {
      from,
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
    const { name, slug, colour, baseUrl, mailDomain, terms, archive } = row.frame;
    const isList = row.list !== null;
    const foot = footOf(row);
    const stop = isList
      ? { url: holeMark(row.mark, 'stop'), words: 'Stop these e-mails, or change how often they come' }
      : undefined;
    const prepared = prepareLetter({
      mark: row.mark,
      subject: row.subject,
      from: { name: row.from_name, address: `${row.from_local}@${mailDomain}` },
      replyTo: replyTo(row),
      date: row.send_after,
      automatic: row.automatic,
      precedence: isList ? 'bulk' : undefined,
      list: isList
        ? {
            id: `${row.list}.${slug}.${mailDomain}`,
            name,
            help: `${baseUrl}/${slug}/help`,
            archive: archive ? `${baseUrl}/${slug}${archive.list}` : undefined,
            owner: `mailto:${answerable(row) ?? `${row.from_local}@${mailDomain}`}`,
            post: 'NO',
          }
        : undefined,
      archivedAt: archive ? `${baseUrl}/${slug}${archive.copy}` : undefined,
      ...letterFrame({ name: isList ? name : row.from_name, colour, language: row.language, foot, stop }),
      ...{ pieces, terms },
    });
    return { row, prepared };
  }
}

function replyTo({ frame, reply_to }: LetterRow): { address: string } | 'of-copy' | undefined {
  if (frame.answers) return 'of-copy';
  const address = answerable({ reply_to });
  return address ? { address } : undefined;
}

/** A header of ours is plain: a mailbox name beyond ASCII in it would keep the message from whoever cannot take it. */
function answerable({ reply_to }: Pick<LetterRow, 'reply_to'>): string | undefined {
  const reading = reply_to ? readAddress(reply_to) : undefined;
  return reading?.ok && reading.isPlain ? reading.address : undefined;
}

/** Why it came, and what an answer does. */
function footOf({ list, from_name, frame }: LetterRow): string[] {
  if (list === null)
    return [from_name === 'Folkmoot' ? 'Sent by Folkmoot.' : `Sent by ${from_name} through Folkmoot.`];
  const why = `You get this because you are in the member database of ${frame.name}.`;
  return frame.answers ? [why, ANSWERS] : [why];
}
