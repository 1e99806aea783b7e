import { Injectable } from '@nestjs/common';
import { allow, permissionMatrix, type Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { Db, newId } from '../../database/index.js';
import { Invalid, NotFound } from '../../errors/index.js';
import { Files } from '../../files/index.js';
import { readAddress } from '../../text/index.js';
import { isSoundId } from '../inbound/mail-read.rules.js';
import { escapeHtml } from '../escape.rules.js';
import type { LetterPiece } from '../mime.rules.js';
import { Post } from '../post.js';
import { INBOX_FILES } from './inbox.files.js';
import { InboxQueries, type MessageRow, type ThreadRow } from './inbox.queries.js';
import { partQuoted, quote } from './quoted.rules.js';

const MOST_REFERENCES = 20;

/** What colleagues do with a thread. */
@Injectable()
export class InboxDesk {
  constructor(
    private readonly db: Db,
    private readonly post: Post,
    private readonly audit: Audit,
    private readonly queries: InboxQueries,
    private readonly files: Files,
  ) {}

  /** @throws NotFound */
  async find(me: Actor, id: string): Promise<ThreadRow> {
    allow(me.may('inbox.read'));
    const thread = await this.queries.thread(id);
    if (!thread) throw new NotFound();
    return thread;
  }

  /** Says how far a thread is. */
  async mark(me: Actor, id: string, state: 'new' | 'read' | 'done'): Promise<void> {
    await this.find(me, id);
    await this.db.query('update inbox_thread set state = $2 where id = $1', [id, state]);
    await this.#note(me, `inbox.${state}`, id);
  }

  /** Brings to light what was folded away. */
  async unfold(me: Actor, id: string): Promise<void> {
    await this.find(me, id);
    await this.db.query(`update inbox_thread set folded = null, state = 'new' where id = $1`, [id]);
    await this.#note(me, 'inbox.unfolded', id);
  }

  /** Gives a thread to a colleague, or to nobody in particular. @throws Invalid for somebody who may not read it */
  async assign(me: Actor, id: string, to: string): Promise<void> {
    await this.find(me, id);
    const colleagues = await this.colleagues();
    if (to !== '' && !colleagues.some((one) => one.id === to))
      throw new Invalid({ to: 'Choose somebody from the list.' });
    await this.db.query('update inbox_thread set assigned_to = $2 where id = $1', [id, to || null]);
    await this.#note(me, 'inbox.assigned', id);
  }

  async colleagues(): Promise<{ id: string; name: string }[]> {
    const roles = permissionMatrix().find(([name]) => name === 'inbox.read')![1].roles;
    return this.queries.colleagues(roles);
  }

  /** Answers by mail, from the network's own address, in the same thread; that settles it until they write again. */
  async answer(me: Actor, id: string, text: string): Promise<void> {
    const thread = await this.find(me, id);
    const to = readAddress(thread.fromAddress);
    if (!to.ok) throw new Invalid({ text: 'There is no address to which an answer could be sent.' });
    const messages = await this.queries.messages(id);
    const last = messages.filter(({ way }) => way === 'in').at(-1);
    const here = await this.db.one<{ name: string; slug: string }>(
      'select name, slug from network where id = $1',
      [this.db.networkId],
    );
    const thread_ = referencesOf(messages);
    const deliveryId = await this.post.toOne(
      { address: to.address, name: thread.fromName, personId: thread.personId ?? undefined },
      {
        ...{ kind: 'answer', subject: answerSubject(thread.subject), resend: 'ask', automatic: 'no' },
        ...{ fromName: here!.name, fromLocal: here!.slug, thread: thread_ },
        piece: answerPiece(text, me.name, last),
      },
    );
    await this.db.query(
      `insert into inbox_message (id, thread_id, way, message_id, refs, from_name, subject, text, delivery_id, written_by)
       select $1, $2, 'out', d.message_id, $3, $4, $5, $6, d.id, $7 from delivery d where d.id = $8`,
      [newId(), id, thread_, me.name, answerSubject(thread.subject), text, me.personId, deliveryId],
    );
    await this.db.query(`update inbox_thread set state = 'done', last_at = app_now() where id = $1`, [id]);
    await this.#note(me, 'inbox.answered', id);
  }

  /** Takes a thread away for good, with the messages behind it. */
  async remove(me: Actor, id: string): Promise<void> {
    await this.find(me, id);
    await this.db.query(
      `update incoming_message set bytes = null, mail_from = '', remote = null where id in (select incoming_id from inbox_message where thread_id = $1)`,
      [id],
    );
    for (const file of await this.files.of(INBOX_FILES, id))
      await this.files.remove(me, { kind: INBOX_FILES, id }, file.id);
    await this.db.query('delete from inbox_thread where id = $1', [id]);
    await this.#note(me, 'inbox.removed', id);
  }

  async #note(me: Actor, action: string, id: string): Promise<void> {
    await this.audit.record(me, action, { type: 'inbox', id });
  }
}

function answerSubject(subject: string): string {
  if (subject === '') return 'Your e-mail';
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

/** Ids that mail programmes thread by: the whole conversation, as far as it fits (RFC 5322 section 3.6.4). */
function referencesOf(messages: MessageRow[]): string[] {
  const ids = messages.flatMap(({ refs, messageId }) => [...refs, messageId]).filter(isSoundId);
  return [...new Set(ids.reverse())].slice(0, MOST_REFERENCES).reverse();
}

function answerPiece(text: string, name: string, last: MessageRow | undefined): LetterPiece {
  const quoted = last ? quote(partQuoted(last.text).own) : '';
  const whole = `${text}\n\n${name}\n${quoted ? `\n${quoted}\n` : ''}`;
  const paragraphs = (words: string) =>
    words
      .split(/\n{2,}/)
      .map(
        (one) =>
          `<p style="margin:0 0 16px;font-size:17px;line-height:1.5;color:#1d2433">${escapeHtml(one).replace(/\n/g, '<br>')}</p>`,
      )
      .join('\n');
  const below = quoted
    ? `<div style="margin:24px 0 0;padding:0 0 0 12px;border-left:3px solid #c4ccd6;color:#515b6b">${paragraphs(quoted)}</div>`
    : '';
  return { text: whole, html: `${paragraphs(`${text}\n\n${name}`)}${below}` };
}
