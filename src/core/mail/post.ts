import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../config/index.js';
import { Clock } from '../clock/index.js';
import { Db, newId, randomId } from '../database/index.js';
import { Jobs } from '../jobs/index.js';
import { messageId } from './message-id.rules.js';
import type { LetterPiece } from './mime.rules.js';

/** What should happen to a message whose fate nobody knows: never again, ask a person, or send it again. */
export type Resend = 'never' | 'ask' | 'resend';

/** A letter to one person or to many, before anything personal. */
export interface LetterFacts {
  /** What it is: `sign-in`, `notice`, `digest` … */
  kind: string;
  /** The list it belongs to (`digest`), when people can ask not to get it; undefined for service messages. */
  list?: string;
  subject: string;
  fromName: string;
  /** The part before the @ of our own mail domain; lists and account mail use different ones. */
  fromLocal: string;
  replyTo?: string;
  resend: Resend;
  sendAfter: Date;
  /** From `Post.newMark()`: the holes of the pieces were made with it. */
  mark: string;
}

/** One mailbox's copy: who reads it, which pieces in which order, and what goes into its holes. */
export interface CopyFacts {
  /** The person whose copy it is; the first of the readers of a shared mailbox. */
  personId: string | null;
  readers: string[];
  name: string;
  address: string | null;
  pieces: number[];
  holes: Record<string, string>;
  /** Anything else than pending is final from the start, and says why. */
  state: 'pending' | 'held' | 'skipped';
  reason?: string;
}

const PER_INSERT = 250;

/** Takes letters to the post: rows in the act's own transaction, sent after it has committed. */
@Injectable()
export class Post {
  readonly #messageKey: Buffer;

  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly settings: Settings,
    keys: Keys,
  ) {
    this.#messageKey = keys.for('message-id');
  }

  /** Returns a new mark for the holes of a letter's pieces (see `holeMark`). */
  newMark(): string {
    return `m${randomBytes(16).toString('hex')}`;
  }

  /** One letter to one address, such as a sign-in link or a notice; returns the id of its delivery. */
  async toOne(
    to: { address: string; name?: string; personId?: string },
    letter: Omit<LetterFacts, 'mark' | 'sendAfter'> & { piece: LetterPiece; skip?: string },
  ): Promise<string> {
    const { piece, skip, ...facts } = letter;
    const copy: CopyFacts = {
      personId: to.personId ?? null,
      readers: to.personId ? [to.personId] : [],
      name: to.name ?? '',
      address: to.address,
      pieces: [0],
      holes: {},
      state: skip ? 'skipped' : 'pending',
      reason: skip,
    };
    const whole = { ...facts, mark: this.newMark(), sendAfter: this.clock.now() };
    const { deliveryIds } = await this.freeze(whole, [piece], [copy]);
    return deliveryIds[0];
  }

  /** Freezes a letter and all its copies, in the current transaction; the worker sends them from `sendAfter` on. */
  async freeze(
    letter: LetterFacts,
    pieces: LetterPiece[],
    copies: CopyFacts[],
  ): Promise<{ letterId: string; deliveryIds: string[] }> {
    const letterId = newId();
    await this.#insertLetter(letterId, letter);
    await this.db.query(
      `insert into letter_piece (letter_id, number, text, html)
       select $1, (p->>'number')::integer, p->>'text', p->>'html' from jsonb_array_elements($2::jsonb) p`,
      [letterId, JSON.stringify(pieces.map((piece, number) => ({ ...piece, number })))],
    );
    const deliveryIds: string[] = [];
    for (let at = 0; at < copies.length; at += PER_INSERT) {
      deliveryIds.push(
        ...(await this.#insert(letterId, letter.sendAfter, copies.slice(at, at + PER_INSERT))),
      );
    }
    this.jobs.later('mail.send', { letterId });
    return { letterId, deliveryIds };
  }

  /** The frame is kept as it is today, so that a later change of name or colour cannot change a copy's bytes. */
  async #insertLetter(letterId: string, letter: LetterFacts): Promise<void> {
    const { baseUrl, mailDomain } = this.settings;
    await this.db.query(
      `insert into letter (id, kind, list, subject, from_name, from_local, reply_to, resend, send_after, mark, frame)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
         jsonb_build_object('name', n.name, 'slug', n.slug, 'colour', n.colour, 'baseUrl', $11::text, 'mailDomain', $12::text)
       from network n where n.id = nullif(current_setting('app.network_id', true), '')::uuid`,
      [
        letterId,
        letter.kind,
        letter.list ?? null,
        letter.subject,
        letter.fromName,
        letter.fromLocal,
        letter.replyTo ?? null,
        letter.resend,
        letter.sendAfter,
        letter.mark,
        baseUrl,
        mailDomain,
      ],
    );
  }

  async #insert(letterId: string, sendAfter: Date, copies: CopyFacts[]): Promise<string[]> {
    const rows = copies.map((copy) => ({
      ...copy,
      id: newId(),
      messageId: this.#messageIdOf(letterId, copy),
    }));
    await this.db.query(
      `insert into delivery (id, letter_id, person_id, to_name, address, address_lc, state, reason, next_at, message_id, pieces, holes, finished_at)
       select (d->>'id')::uuid, $1, (d->>'personId')::uuid, d->>'name', d->>'address', lower(d->>'address'), d->>'state', d->>'reason', $2,
         d->>'messageId', array(select jsonb_array_elements_text(d->'pieces')::integer), d->'holes',
         case when d->>'state' = 'pending' then null else app_now() end
       from jsonb_array_elements($3::jsonb) d`,
      [letterId, sendAfter, JSON.stringify(rows)],
    );
    const readers = rows.flatMap((row) => row.readers.map((personId) => ({ deliveryId: row.id, personId })));
    await this.db.query(
      `insert into delivery_reader (letter_id, delivery_id, person_id)
       select $1, (r->>'deliveryId')::uuid, (r->>'personId')::uuid from jsonb_array_elements($2::jsonb) r`,
      [letterId, JSON.stringify(readers)],
    );
    return rows.map(({ id }) => id);
  }

  #messageIdOf(letterId: string, copy: CopyFacts): string {
    const recipient = copy.personId ?? copy.address ?? randomId();
    return messageId(this.#messageKey, letterId, recipient, this.settings.mailDomain);
  }
}
