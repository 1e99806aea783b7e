import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { sayPlural } from '../../core/web/templates/index.js';
import { Reaching } from './reaching.service.js';

/** Tells development officers who has been out of reach for four weeks. */
@ForYou()
@Injectable()
export class ReachForYou implements ForYou {
  constructor(private readonly reaching: Reaching) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    if (!me.holds('development_officer') || !me.may('reach.read')) return [];
    const { length } = await this.reaching.unreached(me);
    if (length === 0) return [];
    const who = sayPlural(length, 'organisation has', 'organisations have');
    return [{ words: `${who} not been reached for four weeks`, href: '/reach/unreached', position: 25 }];
  }
}
