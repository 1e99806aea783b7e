import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Keys, Settings } from '../config/index.js';
import { Clock } from '../clock/index.js';
import { Db, newId, randomId } from '../database/index.js';
import { Jobs } from '../jobs/index.js';
import { cleanHeaderText } from './header-text.rules.js';
import type { LetterTerm } from './letter-terms.rules.js';
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
  /** What Auto-Submitted says (RFC 3834): `no` for what a person wrote just now; a reply of ours has no return path. */
  automatic?: 'auto-generated' | 'auto-replied' | 'no';
  /** Message-IDs that it answers, oldest first. */
  thread?: readonly string[];
  /** Where on the web its list's letters, and this very one, can be read, below `/{network}` (E16, E17). */
  archive?: { list: string; copy: string };
  /** What its holes `term0`, `term1` … stand for, as it is today. */
  terms?: readonly LetterTerm[];
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
  /** `text` for text only; both forms unless told. */
  form?: 'both' | 'text';
}

const PER_INSERT = 500;

const INSERT_COPIES = `
  insert into delivery (id, letter_id, person_id, to_name, address, address_lc, state, reason, next_at, message_id, pieces, holes, form, finished_at)
  select d.id, $1, d.person_id, d.name, d.address, lower(d.address), d.state, d.reason, $2, d.message_id, d.pieces::integer[], d.holes, d.form,
    case when d.state <> 'pending' then app_now() end
  from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[], $12::text[])
    as d (id, person_id, name, address, state, reason, message_id, pieces, holes, form)`;

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
      name: cleanHeaderText(to.name ?? ''),
      address: to.address,
      pieces: [0],
      holes: {},
      state: skip ? 'skipped' : 'pending',
      reason: skip,
    };
    const whole = { ...facts, mark: this.newMark(), sendAfter: this.clock.now() };
    const letterId = newId();
    await this.#insertLetter(letterId, whole);
    await this.#insertPieces(letterId, [piece]);
    const [deliveryId] = await this.#insert(letterId, whole.sendAfter, [copy]);
    this.jobs.later('mail.send', { letterId });
    return deliveryId;
  }

  /**
   * Freezes a letter and all its copies, in the current transaction; the worker sends them from `sendAfter` on. The
   * copies are taken one after another, so that however many they are, few of them are in memory.
   */
  async freeze(
    letter: LetterFacts,
    pieces: LetterPiece[],
    copies: Iterable<CopyFacts>,
  ): Promise<{ letterId: string }> {
    const letterId = newId();
    await this.#insertLetter(letterId, letter);
    await this.#insertPieces(letterId, pieces);
    let share: CopyFacts[] = [];
    for (const copy of copies) {
      if (share.push(copy) < PER_INSERT) continue;
      await this.#insert(letterId, letter.sendAfter, share);
      share = [];
    }
    if (share.length > 0) await this.#insert(letterId, letter.sendAfter, share);
    this.jobs.later('mail.send', { letterId });
    return { letterId };
  }

  async #insertPieces(letterId: string, pieces: LetterPiece[]): Promise<void> {
    await this.db.query(
      `insert into letter_piece (letter_id, number, text, html)
       select $1, (p->>'number')::integer, p->>'text', p->>'html' from jsonb_array_elements($2::jsonb) p`,
      [letterId, JSON.stringify(pieces.map((piece, number) => ({ ...piece, number })))],
    );
  }

  /** The frame is kept as it is today, so that a later change of name or colour cannot change a copy's bytes. */
  async #insertLetter(letterId: string, letter: LetterFacts): Promise<void> {
    const { baseUrl, mailDomain } = this.settings;
    await this.db.query(
      `insert into letter (id, kind, list, subject, from_name, from_local, reply_to, resend, send_after, mark, frame, automatic, thread, state, paused_because)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
         jsonb_build_object('name', n.name, 'slug', n.slug, 'colour', n.colour, 'baseUrl', $11::text, 'mailDomain', $12::text, 'terms', $13::jsonb, 'archive', $16::jsonb,
           'answers', $3::text is not null and n.settings->'mail'->>'answers' = 'folkmoot'),
         $14, $15, case when r.words is null then 'open' else 'paused' end, r.words
       from network n left join mail_trouble r on r.kind = 'complaint-rate' and r.key = 'list:' || $3::text and r.done_at is null
       where n.id = nullif(current_setting('app.network_id', true), '')::uuid`,
      [
        letterId,
        letter.kind,
        letter.list ?? null,
        cleanHeaderText(letter.subject),
        cleanHeaderText(letter.fromName),
        letter.fromLocal,
        letter.replyTo ?? null,
        letter.resend,
        letter.sendAfter,
        letter.mark,
        baseUrl,
        mailDomain,
        JSON.stringify(letter.terms ?? []),
        letter.automatic ?? 'auto-generated',
        letter.thread ?? [],
        letter.archive ? JSON.stringify(letter.archive) : null,
      ],
    );
  }

  async #insert(letterId: string, sendAfter: Date, copies: CopyFacts[]): Promise<string[]> {
    const ids = copies.map(() => newId());
    await this.db.query(INSERT_COPIES, [
      ...[letterId, sendAfter, ids],
      copies.map(({ personId }) => personId),
      copies.map(({ name }) => name),
      copies.map(({ address }) => address),
      copies.map(({ state }) => state),
      copies.map(({ reason = null }) => reason),
      copies.map((copy) => this.#messageIdOf(letterId, copy)),
      copies.map(({ pieces }) => `{${pieces.join()}}`),
      copies.map(({ holes }) => JSON.stringify(holes)),
      copies.map(({ form = 'both' }) => form),
    ]);
    const readers = copies.flatMap((copy, at) => copy.readers.map((personId) => [ids[at], personId]));
    await this.db.query(
      `insert into delivery_reader (letter_id, delivery_id, person_id)
       select $1, r.* from unnest($2::uuid[], $3::uuid[]) as r`,
      [letterId, readers.map(([id]) => id), readers.map(([, personId]) => personId)],
    );
    return ids;
  }

  #messageIdOf(letterId: string, copy: CopyFacts): string {
    const recipient = copy.personId ?? copy.address ?? randomId();
    return messageId(this.#messageKey, letterId, recipient, this.settings.mailDomain);
  }
}
