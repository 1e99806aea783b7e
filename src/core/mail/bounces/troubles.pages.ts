import { Body, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, Me, type Actor } from '../../access/index.js';
import { isId } from '../../database/index.js';
import { NotFound } from '../../errors/index.js';
import { page, Pages, redirect } from '../../web/index.js';
import { TroubleDesk } from './trouble-desk.js';
import { Troubles, type TroubleRow } from './troubles.js';

const decisionInput = z.object({ whose: z.enum(['ours', 'theirs'], 'Say whose trouble it was.') });

const HEADINGS: Record<TroubleRow['kind'], string> = {
  telephone: 'Please telephone',
  complaint: 'Complaints',
  'complaint-rate': 'Too many complaints',
  outage: 'Many e-mails came back at once',
  brake: 'Sending has stopped by itself',
};

/** What goes wrong with mail and wants a person. */
@Can('inbox.read')
@Pages('mail-troubles')
export class TroublesPages {
  constructor(
    private readonly troubles: Troubles,
    private readonly desk: TroubleDesk,
  ) {}

  @Get()
  async list(@Me() me: Actor, @Param('network') network: string) {
    const all = await this.troubles.list();
    const groups = Object.entries(HEADINGS).map(([kind, words]) => ({
      words,
      rows: all.filter((one) => one.kind === kind).map((one) => this.#line(me, one)),
    }));
    return page('core/mail/bounces/views/troubles', {
      title: 'Trouble with e-mails',
      section: 'Inbox',
      back: { href: `/${network}/inbox`, words: 'Inbox' },
      groups: groups.filter(({ rows }) => rows.length > 0),
      log: await this.troubles.log(),
    });
  }

  @Post(':id/settlement')
  async settle(@Me() me: Actor, @Param('id') id: string) {
    await this.desk.settle(me, idOf(id));
    return redirect('/mail-troubles', 'Noted. It comes up again only if it happens again.');
  }

  @Can('mail.decide')
  @Post(':id/decision')
  async decide(
    @Me() me: Actor,
    @Param('id') id: string,
    @Body({ schema: decisionInput }) { whose }: z.output<typeof decisionInput>,
  ) {
    await this.desk.decide(me, idOf(id), whose);
    return redirect(
      '/mail-troubles',
      whose === 'ours'
        ? 'Forgotten: no address was counted. A digest that waits goes on from its own page.'
        : 'Counted: addresses that do not exist are on hold now.',
    );
  }

  #line(me: Actor, trouble: TroubleRow) {
    const isOutage = trouble.kind === 'outage';
    const mayDecide = me.may('mail.decide');
    return {
      ...trouble,
      mayDecide: isOutage && mayDecide,
      maySettle: !isOutage && trouble.kind !== 'brake' && (trouble.kind !== 'complaint-rate' || mayDecide),
      act:
        trouble.kind === 'complaint-rate' && trouble.key.startsWith('list:')
          ? 'I have looked: sending may go on'
          : 'I have seen to it',
    };
  }
}

function idOf(text: string): string {
  if (!isId(text)) throw new NotFound();
  return text;
}
