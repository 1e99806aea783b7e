import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { ForYou, type Waiting } from '../../contracts/index.js';
import { sayPlural } from '../../web/templates/index.js';
import { Troubles } from '../bounces/troubles.js';
import { InboxQueries } from './inbox.queries.js';

/** Letters nobody has read, and what goes wrong with mail. */
@ForYou()
@Injectable()
export class InboxForYou implements ForYou {
  constructor(
    private readonly queries: InboxQueries,
    private readonly troubles: Troubles,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    if (!me.may('inbox.read')) return [];
    const [unread, troubles] = [await this.queries.unread(), await this.troubles.open()];
    const waiting: Waiting[] = [];
    if (unread > 0)
      waiting.push({
        words: `Read ${sayPlural(unread, 'new e-mail')} to the network`,
        href: '/inbox',
        position: 15,
      });
    if (troubles > 0)
      waiting.push({
        words: `Look at ${sayPlural(troubles, 'trouble')} with e-mails`,
        href: '/mail-troubles',
        position: 16,
      });
    return waiting;
  }
}
