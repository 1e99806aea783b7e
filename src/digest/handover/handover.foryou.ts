import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { sayDate } from '../../core/web/templates/index.js';
import { EditionStore } from '../editions/edition.store.js';
import { calledOf } from '../editions/edition.view.js';
import { Seconds } from '../editions/seconds.service.js';
import { refuseSecond } from '../editions/second.rules.js';
import { ThisNetwork } from '../this-network.js';
import { covers } from './handover.rules.js';
import { Deputies } from './deputies.js';
import { HandoverStore } from './handover.store.js';

/** Editions that are looked at here. */
const RECENT = 6;

/** What waits for whoever may give a second approval, and for the deputy of these days. */
@ForYou()
@Injectable()
export class HandoverForYou implements ForYou {
  constructor(
    private readonly store: HandoverStore,
    private readonly editions: EditionStore,
    private readonly seconds: Seconds,
    private readonly deputies: Deputies,
    private readonly here: ThisNetwork,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    const may = (await this.deputies.seconds()).some(({ personId }) => personId === me.personId);
    return [...(may ? await this.#toApprove(me) : []), ...(await this.#standingIn(me))];
  }

  async #toApprove(me: Actor): Promise<Waiting[]> {
    const found: Waiting[] = [];
    for (const edition of await this.editions.list(null, RECENT)) {
      const waiting = await this.seconds.waiting(edition);
      if (!waiting) continue;
      const first = { personId: waiting.firstBy, accountId: waiting.firstAccount };
      if (refuseSecond(first, { personId: me.personId, accountId: me.accountId ?? null })) continue;
      const words = `${waiting.firstName} has approved the ${calledOf(edition)}: it waits for your approval too`;
      found.push({ words, href: `/digest/${edition.key}/second`, position: 4 });
    }
    return found;
  }

  async #standingIn(me: Actor): Promise<Waiting[]> {
    const today = await this.here.today();
    const mine = (await this.store.all(me.personId)).filter(
      (one) => one.endedAt === null && covers(one, today),
    );
    return mine.map(({ away, toOn }) => ({
      words: `You stand in for ${away} until ${sayDate(toOn)}`,
      href: '/handover',
      position: 6,
    }));
  }
}
