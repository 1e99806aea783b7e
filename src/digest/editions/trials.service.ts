import { Injectable } from '@nestjs/common';
import { allow, type Actor } from '../../core/access/index.js';
import { Audit } from '../../core/audit/index.js';
import { Clock } from '../../core/clock/index.js';
import { Settings } from '../../core/config/index.js';
import { Conflict, Invalid } from '../../core/errors/index.js';
import { Post, readAddress } from '../../core/mail/index.js';
import { Audience } from '../../members/index.js';
import { Drafts, LIST } from './drafts.service.js';
import { EditionStore } from './edition.store.js';
import { Freezer } from './freezer.js';
import { subjectOf } from './frozen.js';
import { Replies } from './replies.js';

/** Sends an edition to whoever is at work on it, to be looked at in a real mail programme. */
@Injectable()
export class Trials {
  constructor(
    private readonly store: EditionStore,
    private readonly drafts: Drafts,
    private readonly audience: Audience,
    private readonly post: Post,
    private readonly replies: Replies,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  /** Sends me one person's copy, my own unless told; returns the address it goes to. */
  async send(me: Actor, key: string, personId?: string): Promise<string> {
    allow(me.may('digest.compose'));
    const reading = readAddress((await this.audience.addressOf(me.personId)) ?? '');
    if (!reading.ok) throw new Invalid({ person: 'There is no e-mail address of yours on record.' });
    const edition = await this.store.find(key);
    const now = this.clock.now();
    const draft = await this.drafts.of(edition, edition.sendAfter ?? now);
    const whose = personId ?? me.personId;
    const mailbox = draft.mailboxes.find(({ readers }) => readers.some((one) => one.personId === whose));
    if (!mailbox) throw new Conflict('This person gets no copy, so there is nothing to send you.');
    const [mark, repliesTo] = [this.post.newMark(), await this.replies.to(me.personId, draft.network)];
    const freezer = new Freezer(draft, mark, this.settings.baseUrl, repliesTo !== undefined);
    const { pieces, count } = freezer.listFor(mailbox.readers);
    const subject = draft.edition.subject ?? subjectOf(draft, [count]);
    await this.post.freeze(
      {
        ...{ kind: 'digest-trial', list: LIST, fromLocal: LIST, resend: 'never', sendAfter: now, mark },
        ...{ subject: `Test: ${subject}`, fromName: draft.network.name, replyTo: repliesTo },
      },
      freezer.pieces,
      [
        {
          ...{ personId: me.personId, readers: [me.personId], name: me.name, address: reading.address },
          ...{ pieces, holes: { greeting: mailbox.greeting }, state: 'pending' },
        },
      ],
    );
    await this.audit.record(me, 'edition.tried', { type: 'edition', id: edition.id }, { key });
    return reading.address;
  }
}
