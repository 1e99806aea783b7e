import { Injectable } from '@nestjs/common';
import type { Actor } from '../../core/access/index.js';
import { ForYou, type Waiting } from '../../core/contracts/index.js';
import { HeldAddresses } from './held-addresses.service.js';

/** Tells colleagues whose address does not work any more, until there is another way to reach their organisation. */
@ForYou()
@Injectable()
export class HeldForYou implements ForYou {
  constructor(private readonly held: HeldAddresses) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    const [first, ...others] = await this.held.all(me);
    if (!first) return [];
    const one = `The address of ${first.name} does not work any more: find another contact`;
    const many = `${others.length + 1} addresses do not work any more: find other contacts`;
    return [
      others.length > 0
        ? { words: many, href: '/people/held-addresses', position: 25 }
        : { words: one, href: `/people/${first.personId}/held-address`, position: 25 },
    ];
  }
}
