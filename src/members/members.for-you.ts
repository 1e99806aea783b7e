import { Injectable } from '@nestjs/common';
import type { Actor } from '../core/access/index.js';
import { Clock } from '../core/clock/index.js';
import { ForYou, type Waiting } from '../core/contracts/index.js';
import { Db } from '../core/database/index.js';
import { People, needsCheck } from './people/index.js';

/** Asks everybody once a year whether their record is still right, and for the members of a new network. */
@ForYou()
@Injectable()
export class MembersForYou implements ForYou {
  constructor(
    private readonly people: People,
    private readonly clock: Clock,
    private readonly db: Db,
  ) {}

  async waitingFor(me: Actor): Promise<Waiting[]> {
    const found: Waiting[] = [];
    if (me.may('members.import') && !(await this.#hasMembers()))
      found.push({ words: 'Import your members from a list', href: '/members/import', position: 41 });
    const person = await this.people.find(me, me.personId);
    if (needsCheck(person, this.clock.now()))
      found.push({ words: 'Please check that your record is still right', href: '/me', position: 60 });
    return found;
  }

  async #hasMembers(): Promise<boolean> {
    return (await this.db.one('select 1 from organisation limit 1')) !== undefined;
  }
}
