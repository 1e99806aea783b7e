import { Injectable } from '@nestjs/common';
import type { Actor } from '../core/access/index.js';
import { Clock } from '../core/clock/index.js';
import { ForYou, type Waiting } from '../core/contracts/index.js';
import { People, needsCheck } from './people/index.js';

/** Asks everybody once a year whether their record is still right. */
@ForYou()
@Injectable()
export class MembersForYou implements ForYou {
  constructor(
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    const person = await this.people.find(me, me.personId);
    if (!needsCheck(person, this.clock.now())) return [];
    return [{ words: 'Please check that your record is still right', href: '/me', position: 60 }];
  }
}
