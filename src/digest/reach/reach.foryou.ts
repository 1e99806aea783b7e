import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { calledOf } from '../editions/edition.view.js';
import { KEEP } from '../print/postings.service.js';
import { Reaching } from './reaching.service.js';
import { ReachToDo } from './to-do.service.js';

/** Tells whoever prints and telephones what is still to do, and development officers who is out of reach. */
@ForYou()
@Injectable()
export class ReachForYou implements ForYou {
  constructor(
    private readonly reaching: Reaching,
    private readonly toDo: ReachToDo,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    return [...(await this.#withoutEmail(me)), ...(await this.#forLong(me))];
  }

  async #withoutEmail(me: Actor): Promise<Waiting[]> {
    if (!me.may(KEEP)) return [];
    return (await this.toDo.open()).map(({ edition, count }) => ({
      words: `${sayPlural(count, 'organisation has', 'organisations have')} not got the ${calledOf(edition)} yet: print it or telephone`,
      href: `/digest/${edition.key}/reach?standing=none`,
      position: 10,
    }));
  }

  async #forLong(me: Actor): Promise<Waiting[]> {
    if (!me.holds('development_officer') || !me.may('reach.read')) return [];
    const { length } = await this.reaching.unreached(me);
    if (length === 0) return [];
    const who = sayPlural(length, 'organisation has', 'organisations have');
    return [{ words: `${who} not been reached for four weeks`, href: '/reach/unreached', position: 25 }];
  }
}
