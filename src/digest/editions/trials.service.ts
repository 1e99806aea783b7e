import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict, Invalid } from '../../core/errors/index.js';
import { Post, readAddress } from '../../core/mail/index.js';
import { Audience } from '../../members/index.js';
import { Drafts, makerOf, subjectOf, type Draft } from '../choosing/index.js';
import { Deputies } from '../handover/deputies.js';
import { isWritten, listOfKey } from '../kinds/kind.rules.js';
import { EditionStore } from './edition.store.js';
import { Replies } from './replies.js';

/** Sends an edition to whoever is at work on it, to be looked at in a real mail programme. */
@Injectable()
export class Trials {
  constructor(
    private readonly store: EditionStore,
    private readonly drafts: Drafts,
    private readonly audience: Audience,
    private readonly deputies: Deputies,
    private readonly post: Post,
    private readonly replies: Replies,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  /**
   * Sends one person's copy, my own unless told, to me or to a colleague; returns the address it goes to.
   * @throws Invalid where there is no address, Conflict where the person gets no copy
   */
  async send(me: Actor, key: string, wish: { personId?: string; toId?: string } = {}): Promise<string> {
    allow(me.may('digest.compose'));
    const { personId } = wish;
    const to = await this.#taker(me, wish.toId);
    const reading = readAddress((await this.audience.addressOf(to.personId)) ?? '');
    if (!reading.ok) throw new Invalid({ to: `There is no e-mail address of ${to.name} on record.` });
    const edition = await this.store.find(key);
    const now = this.clock.now();
    const draft = await this.drafts.of(edition, edition.sendAfter ?? now);
    const mailbox = mailboxOf(draft, personId ?? me.personId) ?? sameForAll(draft, me, personId);
    if (!mailbox) throw new Conflict('This person gets no copy, so there is nothing to send you.');
    const [mark, repliesTo] = [this.post.newMark(), await this.replies.to(me.personId, draft.network)];
    const letter = makerOf(draft, mark, this.settings.baseUrl, repliesTo !== undefined);
    const { pieces, count, form } = letter.listFor(mailbox.readers);
    const subject = draft.edition.subject ?? subjectOf(draft, [count]);
    const list = listOfKey(edition.key);
    await this.post.freeze(
      {
        ...{ kind: 'digest-trial', list, fromLocal: list, resend: 'never', sendAfter: now, mark },
        ...{ subject: `Test: ${subject}`, fromName: draft.network.name, replyTo: repliesTo },
        terms: letter.terms,
      },
      letter.pieces,
      [
        {
          ...{ personId: to.personId, readers: [to.personId], name: to.name, address: reading.address },
          ...{ pieces, form, holes: { greeting: mailbox.greeting }, state: 'pending' },
        },
      ],
    );
    await this.audit.record(
      me,
      'edition.tried',
      { type: 'edition', id: edition.id },
      { key, to: to.personId },
    );
    return reading.address;
  }

  /** Tests go to people with a role in the network, and to nobody else. */
  async #taker(me: Actor, toId: string | undefined): Promise<{ personId: string; name: string }> {
    if (toId === undefined || toId === me.personId) return me;
    const found = (await this.deputies.colleagues()).find(({ personId }) => personId === toId);
    if (!found) throw new Invalid({ to: 'Choose a colleague with a role in the network.' });
    return found;
  }
}

/** What somebody writes reads the same to all, so whoever is not among them may try it as one who is. */
function sameForAll({ edition, people }: Draft, me: Actor, personId?: string) {
  if (!isWritten(edition.kind) || personId !== undefined || people.length === 0) return undefined;
  return { readers: people.slice(0, 1), greeting: me.name };
}

function mailboxOf({ mailboxes }: Draft, personId: string) {
  return mailboxes.find(({ readers }) => readers.some((one) => one.personId === personId));
}
