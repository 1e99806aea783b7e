import { Body, Get, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Can, Me, type Actor } from '../../access/index.js';
import { isId } from '../../database/index.js';
import { NotFound } from '../../errors/index.js';
import { Files } from '../../files/index.js';
import { defineNav, Form, page, Pages, redirect } from '../../web/index.js';
import { pagerOf } from '../../web/templates/index.js';
import { Troubles } from '../bounces/troubles.js';
import { InboxDesk } from './desk.js';
import { answerInput, assignmentInput, listInput, type AnswerInput, type Shown } from './inbox.input.js';
import { AttachmentKeeping, INBOX_FILES } from './inbox.files.js';
import { InboxQueries } from './inbox.queries.js';
import { mayAnswer, messageViews, proofOf, threadLine } from './inbox.view.js';

defineNav({ path: 'inbox', also: ['mail-troubles'], words: 'Inbox', position: 30, permission: 'inbox.read' });

interface In {
  network: string;
  id: string;
}

const VIEWS = 'core/mail/inbox/views';
const SECTION = 'Inbox';
const SIZE = 30;
const LISTS: { value: Shown; words: string }[] = [
  { value: 'open', words: 'To deal with' },
  { value: 'mine', words: 'Given to me' },
  { value: 'done', words: 'Dealt with' },
  { value: 'folded', words: 'Folded away: spam, and what machines wrote' },
];

/** What people write to the network by mail. */
@Can('inbox.read')
@Pages('inbox')
export class InboxPages {
  constructor(
    private readonly desk: InboxDesk,
    private readonly queries: InboxQueries,
    private readonly files: Files,
    private readonly keeping: AttachmentKeeping,
    private readonly troubles: Troubles,
  ) {}

  @Get()
  async list(
    @Me() me: Actor,
    @Param() { network }: In,
    @Query({ schema: listInput }) query: z.output<typeof listInput>,
  ) {
    const { show } = query;
    const total = await this.queries.count(show, me.personId);
    const path = `/${network}/inbox`;
    const pager = pagerOf({ path, query: { show }, page: query.page, size: SIZE, total });
    const threads = await this.queries.list(show, me.personId, (pager.page - 1) * SIZE, SIZE);
    return page(`${VIEWS}/list`, {
      title: 'Inbox',
      ...{ lists: LISTS, show, pager },
      threads: threads.map(threadLine),
      isFirst: show === 'open',
      troubles: await this.troubles.open(),
    });
  }

  @Get(':id')
  async show(@Me() me: Actor, @Param() { network, id }: In, @Query() _query: unknown) {
    const thread = await this.desk.find(me, idOf(id));
    const messages = messageViews(thread, await this.queries.messages(id));
    const kept = await this.files.of(INBOX_FILES, id);
    return page(`${VIEWS}/thread`, {
      title: thread.subject || 'Without a subject',
      section: SECTION,
      back: { href: `/${network}/inbox`, words: SECTION },
      ...{ id, thread, messages, proof: proofOf(thread), mayAnswer: mayAnswer(thread) },
      tag: threadLine(thread).tag,
      files: kept.map(({ href, name }) => ({ href: `/${network}${href}`, name })),
      colleagues: (await this.desk.colleagues()).map((one) => ({ value: one.id, words: one.name })),
    });
  }

  @Form('show')
  @Post(':id/answer')
  async answer(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: answerInput }) { text }: AnswerInput,
  ) {
    await this.desk.answer(me, idOf(id), text);
    return redirect(`/inbox/${id}`, 'Your answer is on its way. If they write again, it comes up here.');
  }

  @Post(':id/reading')
  async read(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.mark(me, idOf(id), 'read');
    return redirect('/inbox', 'Marked as read.');
  }

  @Post(':id/settlement')
  async settle(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.mark(me, idOf(id), 'done');
    return redirect('/inbox', 'Dealt with. If they write again, it comes up here.');
  }

  @Post(':id/reopening')
  async reopen(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.mark(me, idOf(id), 'new');
    return redirect(`/inbox/${id}`, 'It is among what is to be dealt with.');
  }

  @Post(':id/unfolding')
  async unfold(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.unfold(me, idOf(id));
    return redirect(`/inbox/${id}`, 'It is among what is to be dealt with.');
  }

  @Form('show')
  @Post(':id/assignment')
  async assign(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: assignmentInput }) { to }: z.output<typeof assignmentInput>,
  ) {
    await this.desk.assign(me, idOf(id), to);
    return redirect(`/inbox/${id}`, to ? 'It has somebody to see to it.' : 'Whoever comes first sees to it.');
  }

  @Form('show')
  @Post(':id/messages/:message/attachments/:place/keeping')
  async keep(@Me() me: Actor, @Param() params: In & { message: string; place: string }) {
    await this.keeping.keep(me, idOf(params.id), idOf(params.message), Number(params.place));
    return redirect(`/inbox/${params.id}`, 'The file is kept with this conversation.');
  }

  @Post(':id/removal')
  async remove(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.remove(me, idOf(id));
    return redirect('/inbox', 'It is gone for good.');
  }
}

function idOf(text: string): string {
  if (!isId(text)) throw new NotFound();
  return text;
}
